import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { KeyCheck } from '../../machines/charge.model.ts';
import type { Config } from './config.ts';

/** The charging keys (RFID) this station knows, and the PIN some accounts ask for as a second factor. */
export function createChargingKeys(entries: Config['idTokens'], isCharging: (uid: string) => boolean = () => false) {
  const byUid = new Map(entries.map((entry) => [entry.uid, entry]));
  return {
    check(uid: string): KeyCheck {
      const entry = byUid.get(uid);
      if (!entry) return { status: 'unknown' };
      if (entry.status === 'blocked') return { status: 'blocked' };
      if (isCharging(uid)) return { status: 'inUse' };
      return { status: 'accepted', account: entry.account, needsPin: entry.pinHash !== undefined };
    },
    checkPin(uid: string, pin: string): boolean {
      const hash = byUid.get(uid)?.pinHash;
      return hash !== undefined && matches(pin, hash);
    },
  };
}
export type ChargingKeys = ReturnType<typeof createChargingKeys>;

/** `scrypt$N$salt$hash`, salt and hash in hex (RFC 7914, r = 8, p = 1). */
function matches(pin: string, encoded: string): boolean {
  const [scheme, cost, salt, hash] = encoded.split('$');
  if (scheme !== 'scrypt' || !cost || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'hex');
  const actual = scryptSync(pin, Buffer.from(salt, 'hex'), expected.length, { N: Number(cost), r: 8, p: 1 });
  return timingSafeEqual(actual, expected);
}
