import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from './bytes.ts';
import type { Curve } from './curves.ts';
import { subjectPublicKeyInfo } from './publicKey.ts';
import { derSignature } from './signature.ts';

/** A meter that signs. Only simulated ones are ours: a real meter's key never leaves it. */
export type Signer = {
  /** DER SubjectPublicKeyInfo in hex. */
  readonly publicKeyHex: string;
  sign(payload: WritablePayload): string;
};

export type WritableReading = {
  readonly TM: string;
  readonly TX: 'B' | 'C' | 'E';
  /** Its digits, as the meter shows them: "2935.600". */
  readonly RV: string;
  readonly RI: string;
  readonly RU: 'kWh' | 'Wh';
  readonly RT: 'AC' | 'DC';
  readonly EF: string;
  readonly ST: 'G';
};

/** A later one may leave out what is as in the one before; vendors add fields of their own. */
type WritableReadings = readonly (Partial<WritableReading> & { readonly RV: string; readonly UC?: object })[];

/** The fields of a record in the format's own names (OCMF 1.4), in the order they are to be written. */
export type WritablePayload = {
  readonly [field: string]: string | boolean | readonly string[] | WritableReadings | undefined;
  readonly RD: WritableReadings;
};

/**
 * Signs records with a key of one curve. The same seed is the same key, and the same payload the same text (RFC 6979).
 *
 * @param seed of any length
 */
export function createSigner(curve: Curve, seed: string): Signer {
  const { keygen, lengths, sign } = curve.ecdsa();
  const { secretKey, publicKey } = keygen(stretched(utf8(seed), lengths.seed ?? 2 * curve.bytes));
  const point = curve.ecdsa().Point.fromBytes(publicKey).toBytes(false);
  return {
    publicKeyHex: subjectPublicKeyInfo({ curve, point }),
    sign(payload) {
      const text = writePayload(payload);
      const rs = sign(sha256(utf8(text)), secretKey, { prehash: false, lowS: false });
      const signature = { SA: `ECDSA-${curve.name}-SHA256`, SD: toHex(derSignature(rs)) };
      return `OCMF|${text}|${JSON.stringify(signature)}`;
    },
  };
}

/** A register's digits are a number in the record. Within a string no quote stands alone, so no text looks like that. */
const writePayload = (payload: WritablePayload): string =>
  JSON.stringify(payload).replace(/"RV":"(\d+(?:\.\d+)?)"/g, '"RV":$1');

function stretched(seed: Uint8Array, length: number): Uint8Array {
  const blocks: number[] = [];
  for (let block = 0; blocks.length < length; block += 1) blocks.push(...sha256(Uint8Array.of(block, ...seed)));
  return Uint8Array.from(blocks.slice(0, length));
}
