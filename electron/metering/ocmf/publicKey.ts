import { err, ok, type Result } from '../../../machines/result.ts';
import { concat, readBytes, toHex } from './bytes.ts';
import { type Curve, curveOfOid } from './curves.ts';
import { readValues, tags, writeValue } from './der.ts';

export type PublicKey = {
  readonly curve: Curve;
  /** The point as SEC 1 writes it, on the curve. */
  readonly point: Uint8Array;
};

/** `keyUnreadable`: in no form we know; `keyInvalid`: no point of its curve; `keyOfOtherCurve`: too long or short for it. */
export type PublicKeyError = 'keyUnreadable' | 'keyInvalid' | 'keyOfOtherCurve';

const EC_PUBLIC_KEY = '2a8648ce3d0201';
const UNCOMPRESSED = Uint8Array.of(4);

/**
 * A public key as meters, chargers and the Bundesnetzagentur's register write it: DER SubjectPublicKeyInfo in hex, spaced
 * hex or base64, PEM, the point alone with or without its leading 04, or OCA's base64("oca:base16:asn1:…").
 *
 * @param expected the curve of a point that comes alone and cannot name it
 */
export function readPublicKey(text: string, expected: Curve): Result<PublicKey, PublicKeyError> {
  const bytes = keyBytes(text);
  if (!bytes) return err('keyUnreadable');
  if (bytes[0] === tags.sequence) {
    const key = readSubjectPublicKeyInfo(bytes);
    if (key) return onCurve(key);
  }
  const point = bytes.length % 16 === 0 ? concat(UNCOMPRESSED, bytes) : bytes;
  if (point[0] !== 4 || point.length % 16 !== 1) return err('keyUnreadable');
  return point.length === 1 + 2 * expected.bytes ? onCurve({ curve: expected, point }) : err('keyOfOtherCurve');
}

/** The key in its normal form, DER SubjectPublicKeyInfo (RFC 5480) in hex: the one the transparency software takes. */
export function subjectPublicKeyInfo({ curve, point }: PublicKey): string {
  const oid = (hex: string) => writeValue(tags.oid, readBytes(hex) ?? Uint8Array.of());
  const algorithm = writeValue(tags.sequence, oid(EC_PUBLIC_KEY), oid(curve.oid));
  return toHex(writeValue(tags.sequence, algorithm, writeValue(tags.bitString, Uint8Array.of(0), point)));
}

function keyBytes(text: string): Uint8Array | null {
  const bytes = readBytes(text.replace(/-----[A-Z ]+-----/g, ''));
  // OCA's form says of itself what it is, and is as a rule wrapped in base64 once more.
  const oca = [text, new TextDecoder().decode(bytes ?? Uint8Array.of())]
    .map((written) => /^\s*oca:base(?:16|64):asn1:(.+)$/s.exec(written)?.[1])
    .find((inner) => inner !== undefined);
  return oca === undefined ? bytes : readBytes(oca);
}

function readSubjectPublicKeyInfo(bytes: Uint8Array): PublicKey | null {
  const [whole] = readValues(bytes, [tags.sequence]) ?? [];
  const [algorithm, bits] = (whole && readValues(whole, [tags.sequence, tags.bitString])) ?? [];
  const [kind, parameters] = (algorithm && readValues(algorithm, [tags.oid, tags.oid])) ?? [];
  if (!bits || !kind || !parameters || toHex(kind) !== EC_PUBLIC_KEY || bits[0] !== 0) return null;
  const curve = curveOfOid(toHex(parameters));
  return curve && { curve, point: bits.subarray(1) };
}

function onCurve(key: PublicKey): Result<PublicKey, PublicKeyError> {
  try {
    key.curve.ecdsa().Point.fromBytes(key.point).assertValidity();
    return ok(key);
  } catch {
    return err('keyInvalid');
  }
}
