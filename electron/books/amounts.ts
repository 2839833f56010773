import { type Money, minorDigits } from '../../machines/money.ts';

/** Minor units as decimal text in the major unit, exactly: 1234 of EUR is "12.34". */
export function majorText(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export const amountText = ({ minor, currency }: Money): string => `${majorText(minor, currency)} ${currency}`;

/** kWh with three digits or, where a meter shows more, six. */
export const kWhText = (wh: number): string => (wh / 1_000).toFixed(Number.isInteger(wh) ? 3 : 6);

/** Parts of `total` in the proportion of `weights`, none of them negative, that add up to it; all of it in the first when nothing weighs. */
export function shares(total: number, weights: readonly number[]): number[] {
  const sum = BigInt(weights.reduce((all, weight) => all + weight, 0));
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0));
  const parts = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, whole: Number(product / sum), rest: product % sum };
  });
  const left = total - parts.reduce((all, { whole }) => all + whole, 0);
  const favoured = new Set(
    parts
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ whole, index }) => whole + (favoured.has(index) ? 1 : 0));
}
