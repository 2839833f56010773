import type { i18n } from 'i18next';
import { type Format, formatOf } from '../../locales/format.ts';
import { minorDigits } from '../../machines/money.ts';

/** Numbers as they are spoken: units and currencies in words, digits as on the meter. */
export type Aloud = Pick<
  Format,
  'money' | 'price' | 'energy' | 'power' | 'percent' | 'clock' | 'dateTime' | 'span' | 'countdown'
>;

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

export function aloudIn(words: i18n, timeZone: string): Aloud {
  const usual = formatOf(words.language, timeZone);
  const { tag } = usual;
  const t = words.getFixedT(null, 'spoken');
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value);
  const currency = (value: number | Intl.StringNumericLiteral, name: string, digits: number) =>
    new Intl.NumberFormat(tag, {
      style: 'currency',
      currency: name,
      currencyDisplay: 'name',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
      .formatToParts(value)
      // Turkish is given its symbol before the number and its name after it.
      .filter(({ type }, i, all) => type !== 'currency' || i === all.findLastIndex((each) => each.type === 'currency'))
      .map(({ value: part }) => part)
      .join('');
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);

  /** "1 hour 5 minutes": the larger of the units that are not zero. */
  function time(seconds: number): string {
    const [hours, minutes] = [Math.floor(seconds / HOUR_S), Math.floor((seconds % HOUR_S) / MINUTE_S)];
    const rest = seconds % MINUTE_S;
    const parts = [hours > 0 && unit(hours, 'hour'), minutes > 0 && unit(minutes, 'minute')].filter(
      (part) => part !== false,
    );
    if (hours === 0 && (rest > 0 || minutes === 0)) parts.push(unit(rest, 'second'));
    return parts.join(' ');
  }

  return {
    ...usual,
    money: ({ minor, currency: name }) => currency(minor / 10 ** minorDigits(name), name, minorDigits(name)),
    price(amount, name) {
      const digits = Math.max(amount.split('.')[1]?.length ?? 0, minorDigits(name));
      return currency(amount as Intl.StringNumericLiteral, name, digits);
    },
    energy(energyWh) {
      const count = energyWh / 1_000;
      return t('kilowattHours', { count, amount: number(count, 3) });
    },
    power(powerW) {
      const count = Math.round(powerW / 1_000);
      return t('kilowatts', { count, amount: number(count, 0) });
    },
    span: (ms) => time(Math.round(ms / SECOND_MS / MINUTE_S) * MINUTE_S),
    countdown: (ms) => time(Math.max(0, Math.ceil(ms / SECOND_MS))),
  };
}
