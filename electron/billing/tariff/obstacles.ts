import { minorDigits } from '../../../machines/money.ts';
import type { Market } from '../market.ts';
import type { OcpiTariff } from '../ocpiTariff.ts';
import { Decimal, minorPerMajor } from '../rounding.ts';
import type { PriceLimit } from '../tariffFields.ts';
import { compile, ratesOf } from './compile.ts';

/** Why no station may sell by a tariff, though it can be read. `path`: where in the tariff. */
export type Obstacle = { readonly path: string; readonly text: string };

export const obstaclesTo = (tariff: OcpiTariff, { priceHolds }: Pick<Market, 'priceHolds'>): Obstacle[] => [
  ...(priceHolds ? unpromised(tariff) : []),
  ...limitsAtOdds(tariff),
];

const momentary = ['min_power', 'max_power', 'min_current', 'max_current'] as const;

/** Nobody knows, when a driver agrees to a price, what power there will be: no such price would ever be charged. */
const unpromised = ({ elements }: OcpiTariff): Obstacle[] =>
  elements.flatMap(({ restrictions }, i) =>
    momentary
      .filter((field) => restrictions?.[field] !== undefined)
      .map((field) => ({
        path: `elements.${i}.restrictions.${field}`,
        text: 'in this market the price of the beginning holds for the whole charge, and power and current are not known then: expected a price that does not depend on them',
      })),
  );

/**
 * Both sides of a limit are bounds (OCPI 2.2.1, mod_tariffs, min_price), so one of them may move alone; unless they are
 * the VAT apart, what then stands between net and total is not the rate of the net, on no receipt and no invoice.
 */
export function limitsAtOdds(tariff: OcpiTariff): Obstacle[] {
  const compiled = compile(tariff);
  if (compiled.taxes !== 'stated') return [];
  const rates = ratesOf(compiled);
  return (['min_price', 'max_price'] as const).flatMap((path) => {
    const text = tariff[path] && oddsOf(tariff[path], rates, tariff.currency);
    return text ? [{ path, text }] : [];
  });
}

function oddsOf({ excl_vat, incl_vat }: PriceLimit, rates: ReadonlySet<string>, currency: string): string | null {
  if (excl_vat === undefined || incl_vat === undefined || rates.size === 0) return null;
  const [percent, ...more] = rates;
  if (more.length > 0)
    return 'where prices bear different VAT, how far both sides lie apart hangs on what was charged: expected excl_vat or incl_vat alone, the other follows';
  const factor = new Decimal(percent ?? 0).div(100).plus(1);
  const expected = factor.times(excl_vat);
  // One of the two was rounded, to the minor unit at the coarsest.
  const apart = expected.minus(incl_vat).abs().times(minorPerMajor(currency)).times(2);
  return apart.lte(factor)
    ? null
    : `${excl_vat} without and ${incl_vat} with VAT are not ${percent ?? 0} % apart: expected incl_vat ${expected.toFixed(minorDigits(currency))}, or one of both alone`;
}
