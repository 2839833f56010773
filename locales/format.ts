import { type Money, minorDigits } from '../machines/money.ts';
import { factsOf, isolated, type LanguageFacts } from './languages.ts';

/** Numbers, money and times as the driver's language writes them, in the station's time zone. */
export type Format = {
  readonly tag: string;
  readonly money: (amount: Money) => string;
  /** A price given as an exact decimal of the major unit ("0.59"), with as many digits as it has, at least the currency's. */
  readonly price: (amount: string, currency: string) => string;
  /** A price per kWh as the market tells it: "€0.59", or "59p". */
  readonly priceOfEnergy: (
    amount: string,
    price: { readonly currency: string; readonly energyIn: 'major' | 'minor' },
  ) => string;
  readonly symbol: (currency: string) => string;
  /** "p", "ct", "¢"; the major unit's where there is none. */
  readonly minorSymbol: (currency: string) => string;
  /** An exact decimal ("12.345"), digits kept. */
  readonly decimal: (value: string) => string;
  /** Such a decimal with its unit's sign: "12.345 kWh". */
  readonly quantity: (value: string, unit: string) => string;
  readonly energy: (energyWh: number) => string;
  readonly power: (powerW: number) => string;
  readonly percent: (percent: number) => string;
  /** 14:05 */
  readonly clock: (atMs: number) => string;
  readonly dateTime: (atMs: number) => string;
  /** To the second, and how far from UTC the clock of the place was: 21 Nov 2026, 14:04:00 GMT+1 */
  readonly instant: (atMs: number) => string;
  /** A rounded span in words: "10 min", "1 h 5 min". A number stays on the line of its unit. */
  readonly span: (ms: number) => string;
  /** What is left, to the second: 1:45 */
  readonly countdown: (ms: number) => string;
};

const HOUR_MIN = 60;
const made = new Map<string, Format>();

/** The formats of a language and time zone, made once. */
export function formatOf(language: string, timeZone: string): Format {
  const key = `${language} ${timeZone}`;
  const format = made.get(key) ?? makeFormat(factsOf(language), timeZone);
  made.set(key, format);
  return format;
}

function makeFormat({ formats: tag, direction }: LanguageFacts, timeZone: string): Format {
  // Digits, then Latin letters: in a line that runs from the right the unit would come first.
  const withUnit = (text: string) => (direction === 'rtl' ? isolated(text) : text);
  const numbers = remember((digits: number) => decimals(tag, digits));
  const currencies = remember((currency: string) => new Intl.NumberFormat(tag, { ...LOCAL_CURRENCY, currency }));
  const prices = remember((key: string) => {
    const [currency = '', digits] = key.split(' ');
    const options = { ...LOCAL_CURRENCY, currency, minimumFractionDigits: Number(digits) };
    return new Intl.NumberFormat(tag, { ...options, maximumFractionDigits: Number(digits) });
  });
  const symbols = remember(
    (currency: string) =>
      currencies(currency)
        .formatToParts(0)
        .find((part) => part.type === 'currency')?.value ?? currency,
  );
  const plainTag = tag.includes('-u-') ? tag : tag.split('-')[0]; // British English would say "21 mins"
  const minutes = once(() => new Intl.NumberFormat(plainTag, { style: 'unit', unit: 'minute', unitDisplay: 'short' }));
  const hours = once(() => new Intl.NumberFormat(plainTag, { style: 'unit', unit: 'hour', unitDisplay: 'short' }));
  const percent = once(() => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 }));
  const clock = once(() => new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit' }));
  const dateTime = once(() => new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'medium', timeStyle: 'short' }));
  const instant = once(
    () =>
      new Intl.DateTimeFormat(tag, {
        timeZone,
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZoneName: 'shortOffset',
      }),
  );

  const exactly = (value: string) => numbers(value.split('.')[1]?.length ?? 0).format(exact(value));

  function priceOf(amount: string, currency: string): string {
    const digits = Math.max(amount.split('.')[1]?.length ?? 0, minorDigits(currency));
    return prices(`${currency} ${digits}`).format(exact(amount));
  }

  return {
    tag,
    money({ minor, currency }) {
      const digits = minorDigits(currency);
      return prices(`${currency} ${digits}`).format(minor / 10 ** digits);
    },
    price: priceOf,
    priceOfEnergy(amount, { currency, energyIn }) {
      if (energyIn === 'major') return priceOf(amount, currency);
      const minor = inMinorUnits(amount, minorDigits(currency));
      return withUnit(`${exactly(minor)}${MINOR_SYMBOLS[currency] ?? ''}`);
    },
    symbol: symbols,
    minorSymbol: (currency) => (MINOR_SYMBOLS[currency] ?? symbols(currency)).trim(),
    decimal: exactly,
    quantity: (value, unit) => withUnit(`${exactly(value)} ${unit}`),
    energy: (energyWh) => withUnit(`${numbers(3).format(energyWh / 1000)} kWh`),
    power: (powerW) => withUnit(`${numbers(0).format(powerW / 1000)} kW`),
    percent: (value) => percent().format(value / 100),
    clock: (atMs) => clock().format(atMs),
    dateTime: (atMs) => dateTime().format(atMs),
    instant: (atMs) => instant().format(atMs),
    span(ms) {
      const all = Math.max(0, Math.round(ms / 60_000));
      const [hour, minute] = [Math.floor(all / HOUR_MIN), all % HOUR_MIN];
      const parts = [hour > 0 ? hours().format(hour) : '', minute > 0 || hour === 0 ? minutes().format(minute) : ''];
      return parts
        .filter(Boolean)
        .map((part) => part.replaceAll(' ', '\u00a0'))
        .join(' ');
    },
    countdown(ms) {
      const seconds = Math.max(0, Math.ceil(ms / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
  };
}

/** All prices of a station are in one currency: its own sign says which, "$" and not "US$". */
const LOCAL_CURRENCY = { style: 'currency', currencyDisplay: 'narrowSymbol' } as const;
/** `Intl` knows no symbols of minor units. */
const MINOR_SYMBOLS: Readonly<Record<string, string>> = { GBP: 'p', EUR: '\u00a0ct', USD: '¢' };

/** "0.595" is "59.5" where the major unit has two digits. */
export function inMinorUnits(amount: string, digits: number): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const all = whole + fraction.padEnd(digits, '0');
  const minor = all.slice(0, whole.length + digits).replace(/^0+(?=\d)/, '');
  const rest = all.slice(whole.length + digits).replace(/0+$/, '');
  return rest ? `${minor}.${rest}` : minor;
}

/** `Intl` takes a decimal text as it is, digit by digit; its type only knows that since ES2023. */
const exact = (decimal: string) => decimal as Intl.StringNumericLiteral;

const decimals = (tag: string, digits: number) =>
  new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Each costs the panel's processor milliseconds to make, and no screen needs them all. */
function once<V extends object>(make: () => V): () => V {
  let value: V | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
