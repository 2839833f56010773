import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';

/**
 * Hashes of what people type: `scrypt$N$salt$hash`, salt and hash in hex (RFC 7914, r = 8, p = 1). N = 2^14 takes
 * 16 MiB and a tenth of a second on a Raspberry-class processor.
 */
const COST = 16_384;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

type Encoded = { readonly cost: number; readonly salt: Buffer; readonly hash: Buffer };

export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(secret, { cost: COST, salt, hash: Buffer.alloc(HASH_BYTES) });
  return `scrypt$${COST}$${salt.toString('hex')}$${hash.toString('hex')}`;
}

/** Takes as long for a null, which nothing matches, as for a hash: how long it takes tells nobody whether there is one. */
export async function matchesSecret(secret: string, encoded: string | null): Promise<boolean> {
  const known = encoded === null ? null : parse(encoded);
  const expected = known ?? { cost: COST, salt: randomBytes(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };
  const actual = await derive(secret, expected);
  return timingSafeEqual(actual, expected.hash) && known !== null;
}

export function matchesSecretSync(secret: string, encoded: string): boolean {
  const known = parse(encoded);
  if (!known) return false;
  return timingSafeEqual(scryptSync(secret, known.salt, known.hash.length, { N: known.cost, r: 8, p: 1 }), known.hash);
}

function derive(secret: string, { cost, salt, hash }: Encoded): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, hash.length, { N: cost, r: 8, p: 1 }, (cause, key) => (cause ? reject(cause) : resolve(key)));
  });
}

function parse(encoded: string): Encoded | null {
  const [scheme, cost, salt, hash] = encoded.split('$');
  if (scheme !== 'scrypt' || !cost || !salt || !hash) return null;
  return { cost: Number(cost), salt: Buffer.from(salt, 'hex'), hash: Buffer.from(hash, 'hex') };
}
