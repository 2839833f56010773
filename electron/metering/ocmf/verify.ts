import { sha256 } from '@noble/hashes/sha2.js';
import { readBytes, utf8 } from './bytes.ts';
import { curveOfAlgorithm } from './curves.ts';
import { type PublicKeyError, readPublicKey } from './publicKey.ts';
import { type OcmfError, readOcmf } from './record.ts';
import { readSignature, type Signature } from './signature.ts';

/**
 * What the signature says, and only that: whether a quantity may be billed is another question (`plausibility.ts`).
 * A signature that could not be looked at is no wrong one.
 */
export type Verdict =
  | {
      readonly result: 'verified';
      readonly curve: string;
      /** Written in a way a strict reader would refuse. */
      readonly lenient: boolean;
    }
  | { readonly result: 'notVerified'; readonly why: 'signatureWrong' | 'keyOfOtherCurve' }
  | { readonly result: 'cannotBeChecked'; readonly why: CannotBeChecked };

export type CannotBeChecked =
  | OcmfError['code']
  | 'algorithmUnknown'
  | 'keyMissing'
  | Exclude<PublicKeyError, 'keyOfOtherCurve'>;

const cannotBeChecked = (why: CannotBeChecked): Verdict => ({ result: 'cannotBeChecked', why });
const notVerified = (why: 'signatureWrong' | 'keyOfOtherCurve'): Verdict => ({ result: 'notVerified', why });

/** Checks one record against the meter's public key, in any form `readPublicKey` knows. Never throws. */
export function verifyOcmf(text: string, publicKey: string | null): Verdict {
  const record = readOcmf(text);
  if (!record.ok) return cannotBeChecked(record.error.code);
  const { payloadText, signature } = record.value;
  const curve = curveOfAlgorithm(signature.algorithm);
  if (!curve) return cannotBeChecked('algorithmUnknown');
  const signed = readSignature(readBytes(signature.data ?? ''), curve);
  if (signed.length === 0) return cannotBeChecked('signatureUnreadable');
  if (!publicKey?.trim()) return cannotBeChecked('keyMissing');
  const key = readPublicKey(publicKey, curve);
  if (!key.ok) return key.error === 'keyOfOtherCurve' ? notVerified(key.error) : cannotBeChecked(key.error);
  if (key.value.curve !== curve) return notVerified('keyOfOtherCurve');

  const digest = sha256(utf8(payloadText));
  const matches = ({ rs }: Signature): boolean => {
    try {
      return curve.ecdsa().verify(rs, digest, key.value.point, { prehash: false, lowS: false });
    } catch {
      return false; // r or s is no number of the curve
    }
  };
  const right = signed.find(matches);
  return right ? { result: 'verified', curve: curve.name, lenient: right.lenient } : notVerified('signatureWrong');
}
