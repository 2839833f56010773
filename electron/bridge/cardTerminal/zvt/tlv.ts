import { hex } from './bytes.ts';

/** A TLV object of BMP 06: bytes, or objects when the tag is constructed (bit 20 of its first byte). */
export type Tlv =
  | { readonly tag: number; readonly value: Buffer; readonly children?: never }
  | { readonly tag: number; readonly children: readonly Tlv[]; readonly value?: never };

/** Constructed by their first byte, yet they hold raw bytes (seen on Feig's 08 13). */
const rawTags = new Set([0xff40, 0xff41]);
const MAX_DEPTH = 8;

/** "1F15": the tag as the standard prints it. */
export const tagName = (tag: number): string => hex(tag, tag > 0xffff ? 6 : tag > 0xff ? 4 : 2);

const isConstructed = (tag: number): boolean => {
  const first = tag > 0xffffff ? tag >>> 24 : tag > 0xffff ? tag >> 16 : tag > 0xff ? tag >> 8 : tag;
  return (first & 0x20) !== 0 && !rawTags.has(tag);
};

/**
 * The objects of a container. Terminals are known to write inner lengths that are too long: those are clamped to what is
 * there. Null when the bytes cannot be TLV (length byte 80 or above 82).
 */
export function readTlvs(bytes: Buffer, depth = 0): readonly Tlv[] | null {
  const tlvs: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = readTag(bytes, at);
    if (!tag) return null;
    const length = readTlvLength(bytes, tag.end);
    if (!length) return null;
    const end = Math.min(length.end + length.value, bytes.length);
    const value = bytes.subarray(length.end, end);
    const children = isConstructed(tag.value) && depth < MAX_DEPTH ? readTlvs(value, depth + 1) : null;
    tlvs.push(children ? { tag: tag.value, children } : { tag: tag.value, value: Buffer.from(value) });
    at = end;
  }
  return tlvs;
}

/** `00–7F`, `81 n`, `82 hi lo` (big endian, unlike the APDU's length). */
export function readTlvLength(bytes: Buffer, at: number): { value: number; end: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { value: first, end: at + 1 };
  if (first === 0x81 && at + 1 < bytes.length) return { value: bytes.readUInt8(at + 1), end: at + 2 };
  if (first === 0x82 && at + 2 < bytes.length) return { value: bytes.readUInt16BE(at + 1), end: at + 3 };
  return null;
}

export function writeTlvLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  if (length < 0x10000) return Buffer.from([0x82, length >> 8, length & 0xff]);
  throw new RangeError(`${length} bytes do not fit in a TLV`);
}

export const writeTlvs = (tlvs: readonly Tlv[]): Buffer => Buffer.concat(tlvs.map(writeTlv));

function writeTlv(tlv: Tlv): Buffer {
  const value = tlv.children ? writeTlvs(tlv.children) : tlv.value;
  return Buffer.concat([Buffer.from(tagName(tlv.tag), 'hex'), writeTlvLength(value.length), value]);
}

function readTag(bytes: Buffer, at: number): { value: number; end: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if ((first & 0x1f) !== 0x1f) return { value: first, end: at + 1 };
  let value = first;
  for (let i = at + 1; i < bytes.length && i < at + 3; i++) {
    const byte = bytes.readUInt8(i);
    value = value * 0x100 + byte;
    if ((byte & 0x80) === 0) return { value, end: i + 1 };
  }
  // FF40 and FF41 end by the rule above; a fourth tag byte exists in no revision.
  return null;
}

/** A primitive object from bytes or hex. */
export const tlv = (tag: number, value: Buffer | string): Tlv => ({
  tag,
  value: typeof value === 'string' ? Buffer.from(value, 'hex') : value,
});

export const container = (tag: number, ...children: readonly Tlv[]): Tlv => ({ tag, children });

/** Every object with that tag, at any depth, in order. */
export function findTlvs(tlvs: readonly Tlv[] | undefined, tag: number): readonly Tlv[] {
  return (tlvs ?? []).flatMap((object) => [
    ...(object.tag === tag ? [object] : []),
    ...(object.children ? findTlvs(object.children, tag) : []),
  ]);
}

/** The bytes of the first such object, at any depth. */
export const findValue = (tlvs: readonly Tlv[] | undefined, tag: number): Buffer | undefined =>
  findTlvs(tlvs, tag).find((object) => object.value)?.value;
