import { concat } from './bytes.ts';
import type { Curve } from './curves.ts';
import { readValues, tags, writeValue } from './der.ts';

/** r and s one after the other, each as long as a coordinate. */
export type Signature = { readonly rs: Uint8Array; readonly lenient: boolean };

/**
 * What the bytes may say: DER (RFC 3279, 2.2.3), also with an INTEGER that lacks the 00 before its top bit, as eBZ's meters
 * write it; or r‖s, as Isabellenhütte's do. Bytes that can be read both ways are both; none when they are neither.
 */
export function readSignature(bytes: Uint8Array | null, { bytes: half }: Curve): readonly Signature[] {
  if (!bytes) return [];
  const der = readDer(bytes, half);
  const raw = bytes.length === 2 * half ? [{ rs: bytes, lenient: true }] : [];
  return der ? [der, ...raw] : raw;
}

function readDer(bytes: Uint8Array, half: number): Signature | null {
  const [whole] = readValues(bytes, [tags.sequence]) ?? [];
  const [r, s] = (whole && readValues(whole, [tags.integer, tags.integer])) ?? [];
  const [rHalf, sHalf] = [r && inHalf(r, half), s && inHalf(s, half)];
  if (!r || !s || !rHalf || !sHalf) return null;
  return { rs: concat(rHalf, sHalf), lenient: !(isMinimal(r) && isMinimal(s)) };
}

/** An INTEGER's contents, taken as positive, in so many bytes; null when there are more. */
function inHalf(integer: Uint8Array, half: number): Uint8Array | null {
  const start = integer.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of() : integer.subarray(start);
  return digits.length > half ? null : concat(new Uint8Array(half - digits.length), digits);
}

/** Positive, and with no more zeros in front than it takes to be (X.690, 8.3.2). */
function isMinimal(integer: Uint8Array): boolean {
  const [first = 0x80, second = 0x80] = integer;
  return first < 0x80 && (first !== 0 || second >= 0x80);
}

/** r‖s as DER writes it. */
export function derSignature(rs: Uint8Array): Uint8Array {
  const half = rs.length / 2;
  return writeValue(tags.sequence, integer(rs.subarray(0, half)), integer(rs.subarray(half)));
}

function integer(number: Uint8Array): Uint8Array {
  const digits = number.subarray(number.findIndex((byte) => byte !== 0));
  const sign = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : Uint8Array.of();
  return writeValue(tags.integer, sign, digits);
}
