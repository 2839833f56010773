/** An amount in the currency's minor unit (cents), always an integer. `currency` is ISO 4217 alpha-3. */
export type Money = { readonly minor: number; readonly currency: string };

/** @throws RangeError when `minor` is not a safe integer: a fraction of a cent is a bug, never data. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`money needs an integer of minor units, got ${minor}`);
  return { minor, currency };
}

function sameCurrency(a: Money, b: Money): string {
  if (a.currency !== b.currency) throw new RangeError(`cannot mix ${a.currency} and ${b.currency}`);
  return a.currency;
}

export const add = (a: Money, b: Money): Money => money(a.minor + b.minor, sameCurrency(a, b));
export const subtract = (a: Money, b: Money): Money => money(a.minor - b.minor, sameCurrency(a, b));
export const isZero = (a: Money): boolean => a.minor === 0;
/** Negative when a < b, positive when a > b. */
export const compare = (a: Money, b: Money): number => subtract(a, b).minor;
export const smaller = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);

/**
 * Currencies whose smallest unit is not a hundredth (ISO 4217, list one). Not asked of `Intl`: what people write and what
 * a terminal books are two things, and browsers differ in it from version to version (HUF).
 */
const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((name) => [name, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((name) => [name, 3] as const),
  ...'CLF UYW'.split(' ').map((name) => [name, 4] as const),
]);

/** Digits after the decimal point of a currency (ISO 4217 exponent): EUR 2, JPY 0. */
export const minorDigits = (currency: string): number => EXPONENTS.get(currency) ?? 2;
