/** Amounts as people type them: in the major unit, with the decimal mark of any language. No floats. */

/** What may stand in the field so far. A third cent, a second mark or a mark where the currency has no minor unit may not. */
export function isBegun(typed: string, digits: number): boolean {
  const [whole = '', fraction = '', ...more] = typed.split(/[.,٫]/);
  const hasMark = typed.length > whole.length;
  return /^\d*$/.test(whole + fraction) && more.length === 0 && fraction.length <= digits && (digits > 0 || !hasMark);
}

/** "80" → 8000, "80,5" → 8050 minor units of a currency with two digits; null: no amount stands there yet. */
export function minorOf(typed: string, digits: number): number | null {
  if (!isBegun(typed, digits) || !/\d/.test(typed)) return null;
  const [whole = '', fraction = ''] = typed.split(/[.,٫]/);
  return Number(whole + fraction.padEnd(digits, '0'));
}

/** 8050 → "80,50", 8000 → "80": as it would have been typed. */
export function typedOf(minor: number, digits: number, mark: string): string {
  const all = String(minor).padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits);
  const fraction = all.slice(all.length - digits);
  return /[1-9]/.test(fraction) ? `${whole}${mark}${fraction}` : whole;
}
