/** An exact decimal: `units` of 10^-scale. It keeps the decimals it was written with: "2935.600" stays that. */
export type Decimal = { readonly units: bigint; readonly scale: number };

/** A number as JSON or a meter's display writes it, blanks and leading zeros included; null when it is none. */
export function readDecimal(text: string): Decimal | null {
  const [, sign = '', whole, decimals = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const units = BigInt(whole + decimals) * (sign === '-' ? -1n : 1n);
  return shifted({ units, scale: decimals.length }, Number(exponent));
}

/** Times 10^by. */
export function shifted({ units, scale }: Decimal, by: number): Decimal {
  return scale >= by ? { units, scale: scale - by } : { units: units * 10n ** BigInt(by - scale), scale: 0 };
}

export function minus(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: unitsAt(left, scale) - unitsAt(right, scale), scale };
}

export const isNegative = ({ units }: Decimal): boolean => units < 0n;

export const equals = (left: Decimal, right: Decimal): boolean => minus(left, right).units === 0n;

export function writeDecimal({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

const unitsAt = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);
