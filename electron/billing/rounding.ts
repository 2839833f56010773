import { Big } from 'big.js';
import { minorDigits } from '../../machines/money.ts';
import { over, type Rational, type RoundTo, rational, rounded, sumOf, times } from './rational.ts';

/** Decimals of our own, so that their settings do not hang on who else uses big.js. */
export const Decimal = Big();
export type Decimal = Big;

/** Minor units in one major unit: 100 for EUR, 1 for JPY, 1000 for KWD (ISO 4217). */
export const minorPerMajor = (currency: string): number => 10 ** minorDigits(currency);

/** How a market rounds: which way, and whether once for the whole price or once for each of its lines. */
export type RoundingPolicy = { readonly to: RoundTo; readonly each: 'total' | 'line' };

/** OCPI leaves rounding open. Ours unless a market asks for another: once at the end, half away from zero. */
export const onceAtTheEnd: RoundingPolicy = { to: 'nearest', each: 'total' };

/** An amount in minor units, rounded to whole ones. */
export const toMinor = (exact: Rational, to: RoundTo = 'nearest'): number => Number(rounded(exact, 0, to));

/**
 * Whole minor units that add up to `total`, each less than one away from its exact amount: all are rounded down, then
 * those with the largest remainders get one more. `total` is the sum of `exact` rounded either way.
 */
export function allocate(exact: readonly Rational[], total: number): number[] {
  const shares = exact.map((amount) => {
    const whole = rounded(amount, 0, 'down');
    return { whole: Number(whole), n: amount.n - whole * amount.d, d: amount.d };
  });
  const left = total - shares.reduce((sum, { whole }) => sum + whole, 0);
  if (left === 0) return shares.map(({ whole }) => whole);
  const byRemainder = shares.toSorted((a, b) => Number(b.n * a.d - a.n * b.d));
  const favoured = new Set(byRemainder.slice(0, left));
  return shares.map((share) => share.whole + (favoured.has(share) ? 1 : 0));
}

/** The same for `parts` that first grow or shrink alike until they make up `total`. */
export function allocateScaled(parts: readonly Rational[], total: number): number[] {
  const sum = sumOf(parts);
  // Nothing to go by: the last takes it.
  if (sum.n === 0n) return parts.map((_, i) => (i === parts.length - 1 ? total : 0));
  const scale = over(rational(total), sum);
  return allocate(
    parts.map((part) => times(part, scale)),
    total,
  );
}
