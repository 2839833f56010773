import { randomBytes, scryptSync } from 'node:crypto';

const COST = 16_384;

/** As `idTokens.pinHash` of the config wants it. */
export function pinHash(pin: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(pin, salt, 32, { N: COST, r: 8, p: 1 });
  return `scrypt$${COST}$${salt.toString('hex')}$${hash.toString('hex')}`;
}

/** A charging key of the simulated wallet that asks for the PIN 4711. */
export const keyWithPin = (): object => ({ uid: '04CC0000000002', account: 'Fleet 8', pinHash: pinHash('4711') });
