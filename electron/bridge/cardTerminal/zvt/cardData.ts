import type { Tlv } from './tlv.ts';

/** PCI DSS 3.4: at most the first six and the last four digits of a card number may be kept. */
export function maskPan(digits: string): string {
  const first = digits.length > 10 ? 6 : 0;
  const hidden = Math.max(digits.length - first - 4, 0);
  return digits.slice(0, first) + '*'.repeat(hidden) + digits.slice(first + hidden);
}

/** Runs of 12 to 19 digits in a text, with or without gaps, are taken for card numbers; four digits stay. */
export const maskPansInText = (text: string): string =>
  text.replace(/(?<!\d)\d(?:[ -]?\d){11,18}(?!\d)/g, (run) => {
    let left = run.replace(/\D/g, '').length - 4;
    return run.replace(/\d/g, (digit) => (left-- > 0 ? '*' : digit));
  });

/** BMPs whose content is never kept: tracks, chip data, CVV, passwords, EF data. */
export const forbiddenBmps: ReadonlySet<number> = new Set([0x23, 0x24, 0x2d, 0x2e, 0x3a, 0x3d, 0x92, 0x9a, 0xa7, 0xaf]);

/** TLV objects whose content is never kept: track and PAN data. */
export const forbiddenTags: ReadonlySet<number> = new Set([0x1f08, 0x1f09, 0x1f0a, 0x1f3e]);

export const dropForbiddenTags = (tlvs: readonly Tlv[]): readonly Tlv[] =>
  tlvs
    .filter((object) => !forbiddenTags.has(object.tag))
    .map((object) => (object.children ? { tag: object.tag, children: dropForbiddenTags(object.children) } : object));
