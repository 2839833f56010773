import { type OcpiTariff, type PriceComponent, type Restrictions, taxesOf } from '../ocpiTariff.ts';
import type { Remark } from './remark.ts';
import { lengthOf, PER } from './words.ts';

/** Values that can be read but are hardly meant: a price in cents, a step in kWh, watts for kilowatts, 0.19 for 19 %. */

/** About how many units a euro is worth: enough to tell a factor of a hundred. Money of other currencies is not judged. */
const PER_EURO: Readonly<Record<string, number>> = {
  ...{ EUR: 1, USD: 1.1, GBP: 0.85, CHF: 0.95, CAD: 1.6, AUD: 1.7, NZD: 1.9, SGD: 1.5, BGN: 2, ILS: 4, AED: 4, SAR: 4 },
  ...{ DKK: 7.5, NOK: 11, SEK: 11, CNY: 8, HKD: 8.5, PLN: 4.3, RON: 5, BRL: 6, MXN: 20, ZAR: 20, CZK: 25, TRY: 45 },
  ...{ THB: 38, INR: 95, ISK: 145, JPY: 165, HUF: 400, KRW: 1500, KWD: 0.33, BHD: 0.4, OMR: 0.42 },
};

/** What a price is plausibly in, in euros, and what it may be where it is not. */
const PRICES = {
  ENERGY: { least: 0.01, most: 5, low: 'per Wh', high: 'in cents, or per MWh' },
  TIME: { least: 0.3, most: 200, low: 'per minute', high: 'in cents, or per day' },
  PARKING_TIME: { least: 0.3, most: 200, low: 'per minute', high: 'in cents, or per day' },
  FLAT: { least: 0.01, most: 100, low: 'in thousands', high: 'in cents' },
} as const;

const MOST_VAT_PERCENT = 30;

export function plausible(tariff: OcpiTariff): Remark[] {
  return [
    ...tariff.elements.flatMap(({ price_components, restrictions = {} }, i) => [
      ...price_components.flatMap((component, j) =>
        ofComponent(tariff, component, `elements.${i}.price_components.${j}`),
      ),
      ...ofRestrictions(restrictions, `elements.${i}.restrictions`),
    ]),
    ...differingSteps(tariff),
    ...ofLimits(tariff),
    ...ofTaxes(tariff),
  ];
}

const warning = (path: string, text: string): Remark => ({ severity: 'warning', path, text });

function ofComponent(tariff: OcpiTariff, component: PriceComponent, path: string): Remark[] {
  const { type, price, vat, step_size } = component;
  const euros = Number(price) / (PER_EURO[tariff.currency] ?? Number.NaN);
  const { least, most, low, high } = PRICES[type];
  const meant = euros > 0 && euros < least ? low : euros > most ? high : null;
  const percent = Number(vat);
  return [
    ...(meant ? [warning(`${path}.price`, `${price} ${tariff.currency} ${PER[type]}: is the price ${meant}?`)] : []),
    ...(percent > 0 && percent < 1
      ? [warning(`${path}.vat`, `${vat} %: VAT is a percentage; is ${Number((percent * 100).toFixed(4))} meant?`)]
      : []),
    ...(percent > MOST_VAT_PERCENT ? [warning(`${path}.vat`, `${vat} % is more VAT than any country takes`)] : []),
    ...ofStep(type, step_size, `${path}.step_size`),
  ];
}

function ofStep(type: PriceComponent['type'], step: number, path: string): Remark[] {
  if (type === 'FLAT' || step <= 1) return [];
  const size = type === 'ENERGY' ? (step % 1000 === 0 ? `${step / 1000} kWh` : `${step} Wh`) : lengthOf(step);
  const suspicious = type === 'ENERGY' ? step >= 10_000 : step > 3600;
  const unit = type === 'ENERGY' ? 'OCPI counts Wh' : 'OCPI counts seconds';
  return [
    warning(
      path,
      suspicious
        ? `billed per started ${size}: is that meant? ${unit}`
        : `billed per started ${size}: consumer law asks for exact billing in many countries (1 is exact)`,
    ),
  ];
}

/** Only the step of what came last is rounded up by (OCPI 2.2.1, mod_tariffs, step_size): a smaller one takes that back. */
function differingSteps({ elements }: OcpiTariff): Remark[] {
  const first = new Map<PriceComponent['type'], { readonly step: number; readonly element: number }>();
  return elements.flatMap(({ price_components }, element) =>
    price_components.flatMap(({ type, step_size: step }, j): Remark[] => {
      const other = first.get(type) ?? { step, element };
      first.set(type, other);
      if (type === 'FLAT' || step === other.step) return [];
      const path = `elements.${element}.price_components.${j}.step_size`;
      const text = `${step} here and ${other.step} in elements.${other.element}: where the price changes, the sum shown may fall`;
      return [warning(path, text)];
    }),
  );
}

function ofRestrictions(restrictions: Restrictions, path: string): Remark[] {
  const above = (field: keyof Restrictions & string, most: number, text: string): Remark[] =>
    Number(restrictions[field]) > most ? [warning(`${path}.${field}`, `${restrictions[field]} ${text}`)] : [];
  const seconds = (field: 'min_duration' | 'max_duration'): Remark[] => {
    const value = restrictions[field] ?? 0;
    if (value > 0 && value < 60) return [warning(`${path}.${field}`, `${value} seconds: are minutes meant?`)];
    return above(field, 7 * 86_400, 'seconds is more than a week: are milliseconds meant?');
  };
  return [
    ...above('min_kwh', 1000, 'kWh: are Wh meant?'),
    ...above('max_kwh', 1000, 'kWh: are Wh meant?'),
    ...above('min_power', 4000, 'kW: are W meant?'),
    ...above('max_power', 4000, 'kW: are W meant?'),
    ...above('min_current', 6000, 'A: are mA meant?'),
    ...above('max_current', 6000, 'A: are mA meant?'),
    ...seconds('min_duration'),
    ...seconds('max_duration'),
  ];
}

function ofLimits({ min_price, currency }: OcpiTariff): Remark[] {
  const least = Number(min_price?.excl_vat ?? min_price?.incl_vat);
  return least / (PER_EURO[currency] ?? Number.NaN) > 50
    ? [warning('min_price', `each charge costs at least ${least} ${currency}: is it in cents?`)]
    : [];
}

function ofTaxes(tariff: OcpiTariff): Remark[] {
  const stated = tariff.elements.flatMap(({ price_components }, i) =>
    price_components.map(({ vat, price }, j) => ({ vat, price, path: `elements.${i}.price_components.${j}.vat` })),
  );
  switch (taxesOf(tariff)) {
    case 'plus':
      return [
        {
          severity: 'error',
          path: 'tax_included',
          text: 'taxes come on top, and no rate is stated: what a driver owes cannot be told, only the price without taxes is charged',
        },
      ];
    case 'inside':
      return [warning('tax_included', 'prices include taxes, and no rate is stated: receipts cannot show any')];
    case 'none':
      return tariff.tax_included === 'N/A'
        ? stated.flatMap(({ vat, path }) =>
            vat === undefined ? [] : [warning(path, 'has no effect: tax_included is N/A')],
          )
        : [warning('elements', 'no price states VAT: all are taken as not taxable, and no tax is charged')];
    case 'stated':
      return stated.flatMap(({ vat, price, path }) =>
        vat === undefined && Number(price) > 0
          ? [warning(path, 'is missing while other prices state VAT: this one is taken as not taxable')]
          : [],
      );
  }
}
