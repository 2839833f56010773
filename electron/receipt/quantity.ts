/** A quantity of Wh in kWh as an exact decimal: three digits, and down to the mWh where there is one. */
export function kWhOf(energyWh: number): string {
  const mWh = BigInt(Math.round(energyWh * 1000));
  const digits = String(mWh < 0n ? -mWh : mWh).padStart(7, '0');
  return `${mWh < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6).replace(/0{1,3}$/, '')}`;
}
