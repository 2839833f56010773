import { concat } from './bytes.ts';

/** The little of DER (ITU-T X.690) that keys and signatures are written in. */
export const tags = { integer: 0x02, bitString: 0x03, oid: 0x06, sequence: 0x30 } as const;
export type Tag = (typeof tags)[keyof typeof tags];

/**
 * The contents of the values that make up `bytes`, which must have just these tags and nothing after them; null when they
 * do not.
 */
export function readValues(bytes: Uint8Array, expected: readonly Tag[]): readonly Uint8Array[] | null {
  const contents: Uint8Array[] = [];
  let at = 0;
  for (const tag of expected) {
    const header = readHeader(bytes, at);
    if (!header || bytes[at] !== tag || header.end > bytes.length) return null;
    contents.push(bytes.subarray(header.start, header.end));
    at = header.end;
  }
  return at === bytes.length ? contents : null;
}

/** Where the contents of the value at `at` lie. Lengths up to 255: no key and no signature here is longer. */
function readHeader(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } | null {
  const length = bytes[at + 1];
  if (length === undefined) return null;
  if (length < 0x80) return { start: at + 2, end: at + 2 + length };
  const long = bytes[at + 2];
  return length === 0x81 && long !== undefined ? { start: at + 3, end: at + 3 + long } : null;
}

export function writeValue(tag: Tag, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = concat(...contents);
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return concat(Uint8Array.of(tag, ...length), content);
}
