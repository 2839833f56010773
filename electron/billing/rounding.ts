import { Big } from 'big.js';
import { minorDigits } from '../../machines/money.ts';

/** Decimals for prices: our own, so that the precision of divisions does not hang on who else uses big.js. */
export const Decimal = Big();
Decimal.DP = 40;
export type Decimal = Big;

/** Minor units in one major unit: 100 for EUR, 1 for JPY (ISO 4217). */
export const minorPerMajor = (currency: string): number => 10 ** minorDigits(currency);

/**
 * The one rounding: half away from zero, to whole minor units. Two thirds and one third of a cent, each cut at 40
 * places, are a cent again before it.
 */
export const toMinor = (exact: Decimal): number =>
  exact.round(30, Decimal.roundHalfUp).round(0, Decimal.roundHalfUp).toNumber();

export const sumOf = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));

/**
 * Whole minor units that add up to `total`, each less than one away from its exact amount: all are rounded down, then
 * those with the largest remainders get one more. `total` is the sum of `exact` rounded either way.
 */
export function allocate(exact: readonly Decimal[], total: number): number[] {
  const shares = exact.map((amount) => {
    const whole = amount.round(30, Decimal.roundHalfUp).round(0, Decimal.roundDown);
    return { whole: whole.toNumber(), remainder: amount.minus(whole) };
  });
  const left = total - shares.reduce((sum, { whole }) => sum + whole, 0);
  const favoured = new Set(shares.toSorted((a, b) => b.remainder.cmp(a.remainder)).slice(0, left));
  return shares.map((share) => share.whole + (favoured.has(share) ? 1 : 0));
}

/** Decimal text with at least `digits` places and no needless zeros beyond them: "0.20", "0.595". */
export const atLeast = (digits: number, exact: Decimal): string =>
  exact.round(digits).eq(exact) ? exact.toFixed(digits) : exact.toFixed();
