/**
 * OBIS codes (IEC 62056-61) in one spelling, so that begin and end find each other: upper case, no zeros in front, the
 * last group after an asterisk. `01-00:B2.08.00*FF` is `1-0:B2.8.0*FF`; what is no OBIS code stays as it is.
 */
export function normalObis(code: string): string {
  const groups = readObis(code);
  if (!groups) return code.trim();
  const [a, b, c, d, e, f] = groups;
  return `${a}-${b}:${c}.${d}.${e}${f === undefined ? '' : `*${f}`}`;
}

/**
 * How well a register suits billing, the best highest: the transaction's own before the meter's total, and the energy
 * handed to the car (OCMF 1.4: B3, B1) before what the meter saw (B2, B0, and 1.8 of older records). Null: it counts no
 * imported energy.
 */
export function billingRank(code: string): number | null {
  const [, , quantity = '', measure = ''] = readObis(code) ?? [];
  const rank = ['1', 'B0', 'B1', 'B2', 'B3'].indexOf(quantity);
  return measure === '8' && rank >= 0 ? rank : null;
}

function readObis(code: string): readonly (string | undefined)[] | undefined {
  const match = /^(\w+)-(\w+):(\w+)\.(\w+)\.(\w+)(?:[*.](\w+))?$/.exec(code.trim());
  return match?.slice(1).map((group) => group?.toUpperCase().replace(/^0+(?=.)/, ''));
}
