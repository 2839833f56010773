import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { err, ok, type Result } from '../../machines/result.ts';
import { concat, toHex, utf8 } from '../metering/ocmf/bytes.ts';
import { fromBase43, toBase43 } from './base43.ts';
import { inflate } from './inflate.ts';
import { type IssuedReceipt, packReceipt, unpackReceipt } from './packedReceipt.ts';

/**
 * A whole receipt as the fragment of a URL: version, the station's public key, its ECDSA signature, and the packed receipt,
 * deflated. The signature covers the deflated bytes, so nothing is unpacked that was changed on the way without it being
 * known, and every character counts.
 */
const VERSION = 1;
const KEY_BYTES = 33;
const SIGNATURE_BYTES = 64;
const HEAD_BYTES = 1 + KEY_BYTES + SIGNATURE_BYTES;

/** A usual receipt has 1,600 characters in its address and 1,800 unpacked; a QR code carries no more than 4,296. */
const LONGEST_FRAGMENT = 32_768;

/** Of the two signatures that ECDSA takes for one, only that with the lower s. */
const oneSpelling = { lowS: true };

export type OpenedReceipt = IssuedReceipt & {
  /** Whether the key in it signed just these bytes. Whose key that is, only its fingerprint can tell. */
  readonly stationSignature: 'verified' | 'notVerified';
  readonly stationKey: string;
};

export type SealError = 'notAReceipt' | 'otherVersion' | 'damaged';

export const receiptBytes = (issued: IssuedReceipt): Uint8Array<ArrayBuffer> => utf8(packReceipt(issued));

/**
 * @param deflated `receiptBytes` in raw deflate (RFC 1951)
 * @param secretKey 32 bytes, a scalar of P-256
 */
export function sealReceipt(deflated: Uint8Array, secretKey: Uint8Array): string {
  const publicKey = p256.getPublicKey(secretKey, true);
  const signature = p256.sign(signedPart(publicKey, deflated), secretKey, oneSpelling);
  return toBase43(concat(Uint8Array.of(VERSION), publicKey, signature, deflated));
}

/** Opens what was scanned, a stranger's perhaps. Never throws. */
export async function openReceipt(fragment: string): Promise<Result<OpenedReceipt, SealError>> {
  const bytes = fragment.length > LONGEST_FRAGMENT ? null : fromBase43(fragment);
  if (!bytes || bytes.length <= HEAD_BYTES) return err('notAReceipt');
  if (bytes[0] !== VERSION) return err('otherVersion');
  const publicKey = bytes.subarray(1, 1 + KEY_BYTES);
  const signature = bytes.subarray(1 + KEY_BYTES, HEAD_BYTES);
  const deflated = bytes.subarray(HEAD_BYTES);
  const packed = await inflate(deflated);
  const issued = packed === null ? err('malformed' as const) : unpackReceipt(packed);
  if (!issued.ok) return err('damaged');
  return ok({
    ...issued.value,
    stationSignature: isSigned(signature, signedPart(publicKey, deflated), publicKey) ? 'verified' : 'notVerified',
    stationKey: fingerprint(publicKey),
  });
}

/** Enough of the key's digest that nobody can make another key for it, short enough to be compared by eye. */
export const fingerprint = (publicKey: Uint8Array): string =>
  toHex(sha256(publicKey).subarray(0, 10))
    .toUpperCase()
    .replace(/.{4}(?=.)/g, '$&\u00a0');

const signedPart = (publicKey: Uint8Array, deflated: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(VERSION), publicKey, deflated);

function isSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return p256.verify(signature, message, publicKey, oneSpelling);
  } catch {
    return false; // no point of the curve, or no number below its order
  }
}
