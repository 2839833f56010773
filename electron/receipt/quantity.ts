import type { Format } from '../../locales/format.ts';

/** A number a meter wrote, as the reader writes numbers; to the letter where it is longer than any meter's, or none. */
export const writtenNumber = (text: string, format: Format): string =>
  /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? format.decimal(text) : text;

/** A quantity of Wh in kWh as an exact decimal: three digits, and down to the mWh where there is one. */
export function kWhOf(energyWh: number): string {
  const mWh = BigInt(Math.round(energyWh * 1000));
  const digits = String(mWh < 0n ? -mWh : mWh).padStart(7, '0');
  return `${mWh < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6).replace(/0{1,3}$/, '')}`;
}
