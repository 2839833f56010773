import { compare, fromDecimal, larger, ONE, over, type Rational, rational, smaller, times } from '../rational.ts';
import { minorPerMajor } from '../rounding.ts';
import type { PriceLimit } from '../tariffFields.ts';
import type { CompiledTariff, Option } from './compile.ts';

export type Sides = { readonly net: Rational; readonly gross: Rational };
export type Limited = Sides & { readonly limit: 'minPrice' | 'maxPrice' | null };

/** Keeps a price, in minor units, within min_price and max_price. A price of nothing is taxed like `first`. */
export function limited(compiled: CompiledTariff, price: Sides, first: Option | undefined): Limited {
  const { min_price, max_price } = compiled.tariff;
  const raised = min_price ? kept(compiled, price, min_price, larger, first) : price;
  const lowered = max_price ? kept(compiled, raised, max_price, smaller, first) : raised;
  const limit = differ(raised, lowered) ? 'maxPrice' : differ(price, raised) ? 'minPrice' : null;
  return { ...lowered, limit };
}

const differ = (a: Sides, b: Sides): boolean => compare(a.net, b.net) !== 0 || compare(a.gross, b.gross) !== 0;

/**
 * Net and gross total are held against their own bounds, so one may move alone; where a limit states only one, the
 * other moves in proportion.
 */
function kept(
  { taxes, tariff: { currency } }: CompiledTariff,
  price: Sides,
  { excl_vat, incl_vat }: PriceLimit,
  pick: typeof larger,
  first: Option | undefined,
): Sides {
  const held = (amount: Rational, bound: string): Rational =>
    pick(amount, times(fromDecimal(bound), rational(minorPerMajor(currency))));
  if (taxes === 'plus' || taxes === 'inside') {
    // Only one side of the price is known: it is held against the bound of that side, or the one there is.
    const bound = taxes === 'inside' ? (incl_vat ?? excl_vat) : (excl_vat ?? incl_vat);
    const amount = bound === undefined ? price.net : held(price.net, bound);
    return { net: amount, gross: amount };
  }
  const net = excl_vat === undefined ? null : held(price.net, excl_vat);
  const gross = incl_vat === undefined ? null : held(price.gross, incl_vat);
  if (net && gross) return { net, gross };
  const factor = price.net.n > 0n ? over(price.gross, price.net) : first ? over(first.toGross, first.toNet) : ONE;
  if (net) return { net, gross: times(net, factor) };
  return gross ? { net: over(gross, factor), gross } : price;
}
