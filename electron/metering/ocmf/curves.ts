import { type ECDSA, ecdsa, type WeierstrassOpts, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { brainpoolP256r1, brainpoolP384r1 } from '@noble/curves/misc.js';
import { p256, p384 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** SEC 2 version 1.0, section 2.5.1. */
const secp192k1: WeierstrassOpts<bigint> = {
  p: 0xfffffffffffffffffffffffffffffffffffffffeffffee37n,
  n: 0xfffffffffffffffffffffffe26f2fc170f69466a74defd8dn,
  h: 1n,
  a: 0n,
  b: 3n,
  Gx: 0xdb4ff10ec057e9ae26b07d0280b7f4341da5d1b1eae06c7dn,
  Gy: 0x9b2f2f6d9c5628a7844163d015be86344082aa88d95e2f9dn,
};

/** FIPS 186-4, D.1.2.1 (P-192). */
const secp192r1: WeierstrassOpts<bigint> = {
  p: 0xfffffffffffffffffffffffffffffffeffffffffffffffffn,
  n: 0xffffffffffffffffffffffff99def836146bc9b1b4d22831n,
  h: 1n,
  a: 0xfffffffffffffffffffffffffffffffefffffffffffffffcn,
  b: 0x64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1n,
  Gx: 0x188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012n,
  Gy: 0x07192b95ffc8da78631011ed6b24cdd573f977a11e794811n,
};

const fromPublished = (curve: WeierstrassOpts<bigint>) => ecdsa(weierstrass(curve), sha256);

export type Curve = {
  /** As OCMF writes it: `ECDSA-<name>-SHA256`. */
  readonly name: string;
  /** How else meters, libraries and standards spell it, in lower case. */
  readonly aliases: readonly string[];
  /** Content of the OBJECT IDENTIFIER, in hex. */
  readonly oid: string;
  /** Length of a coordinate, and of each half of a signature. */
  readonly bytes: number;
  readonly ecdsa: () => ECDSA;
};

/** The curves OCMF names. The two short ones are made when first asked for. */
export const curves: readonly Curve[] = [
  {
    name: 'secp192k1',
    aliases: [],
    oid: '2b8104001f',
    bytes: 24,
    ecdsa: once(() => fromPublished(secp192k1)),
  },
  {
    name: 'secp192r1',
    aliases: ['prime192v1', 'nistp192', 'p-192'],
    oid: '2a8648ce3d030101',
    bytes: 24,
    ecdsa: once(() => fromPublished(secp192r1)),
  },
  { name: 'secp256k1', aliases: [], oid: '2b8104000a', bytes: 32, ecdsa: () => secp256k1 },
  {
    name: 'secp256r1',
    aliases: ['prime256v1', 'nistp256', 'p-256'],
    oid: '2a8648ce3d030107',
    bytes: 32,
    ecdsa: () => p256,
  },
  { name: 'secp384r1', aliases: ['nistp384', 'p-384'], oid: '2b81040022', bytes: 48, ecdsa: () => p384 },
  {
    name: 'brainpool256r1',
    aliases: ['brainpoolp256r1'],
    oid: '2b2403030208010107',
    bytes: 32,
    ecdsa: () => brainpoolP256r1,
  },
  {
    name: 'brainpool384r1',
    aliases: ['brainpoolp384r1'],
    oid: '2b240303020801010b',
    bytes: 48,
    ecdsa: () => brainpoolP384r1,
  },
];

/** `ECDSA-secp256r1-SHA256` and its like, however spelled; absent means that one. Null: unknown to OCMF. */
export function curveOfAlgorithm(algorithm: string | null): Curve | null {
  const wanted = (algorithm?.trim() || 'ECDSA-secp256r1-SHA256').toLowerCase();
  const name = /^ecdsa-(.+)-sha-?256$/.exec(wanted)?.[1];
  return curves.find((curve) => curve.name === name || curve.aliases.some((alias) => alias === name)) ?? null;
}

export const curveOfOid = (oid: string): Curve | null => curves.find((curve) => curve.oid === oid) ?? null;

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
