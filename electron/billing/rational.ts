/**
 * Exact fractions. Hours from seconds and net from gross prices have no finite decimal, so amounts stay fractions of
 * integers until the one rounding. `d` is positive; fractions are not reduced.
 */
export type Rational = { readonly n: bigint; readonly d: bigint };

/** `nearest`: half away from zero; `down`: towards zero. */
export type RoundTo = 'nearest' | 'down';

export const rational = (n: bigint | number, d: bigint | number = 1n): Rational => ({ n: BigInt(n), d: BigInt(d) });
export const ZERO = rational(0);
export const ONE = rational(1);

/** Decimal text such as "0.59" as it is written: 59/100. */
export function fromDecimal(text: string): Rational {
  const [whole = '', fraction = ''] = text.split('.');
  return { n: BigInt(whole + fraction), d: 10n ** BigInt(fraction.length) };
}

export function plus(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  // Denominators here are few and nest: without this, a sum of many would carry their product.
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d };
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}
export const minus = (a: Rational, b: Rational): Rational => plus(a, { n: -b.n, d: b.d });
export const times = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });
/** `b` must be positive. */
export const over = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d, d: a.d * b.n });
/** Negative when a < b, 0 when equal. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
export const larger = (a: Rational, b: Rational): Rational => (compare(a, b) < 0 ? b : a);
export const smaller = (a: Rational, b: Rational): Rational => (compare(a, b) > 0 ? b : a);
export const sumOf = (all: readonly Rational[]): Rational => all.reduce(plus, ZERO);

/** As an integer of 10^-places. */
export function rounded(a: Rational, places = 0, to: RoundTo = 'nearest'): bigint {
  const n = a.n * 10n ** BigInt(places);
  if (to === 'down') return n / a.d;
  return n < 0n ? -((-2n * n + a.d) / (2n * a.d)) : (2n * n + a.d) / (2n * a.d);
}

/** Decimal text, rounded to at most `most` places, with at least `least`: "0.20", "0.595". */
export function decimalText(a: Rational, least: number, most = least): string {
  const scaled = rounded(a, most);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(most + 1, '0');
  const whole = digits.slice(0, digits.length - most);
  let fraction = digits.slice(digits.length - most);
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return (scaled < 0n ? '-' : '') + whole + (fraction && `.${fraction}`);
}
