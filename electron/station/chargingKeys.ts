import type { KeyCheck } from '../../machines/charge.asks.ts';
import { matchesSecretSync } from '../store/scryptHash.ts';
import type { Config } from './config.ts';

/** The charging keys (RFID) this station knows, and the PIN some accounts ask for as a second factor. */
export function createChargingKeys(
  entries: Config['idTokens'],
  isCharging: (uid: string) => boolean = () => false,
  /** A key of staff was held to the reader. */
  onStaffKey: (staffNumber: string) => void = () => undefined,
) {
  const byUid = new Map(entries.map((entry) => [entry.uid, entry]));
  return {
    check(uid: string): KeyCheck {
      const entry = byUid.get(uid);
      if (!entry) return { status: 'unknown' };
      if (entry.status === 'blocked') return { status: 'blocked' };
      if (entry.staffNumber !== undefined) {
        onStaffKey(entry.staffNumber);
        return { status: 'unknown' };
      }
      if (isCharging(uid)) return { status: 'inUse' };
      return { status: 'accepted', account: entry.account, needsPin: entry.pinHash !== undefined };
    },
    checkPin(uid: string, pin: string): boolean {
      const hash = byUid.get(uid)?.pinHash;
      return hash !== undefined && matchesSecretSync(pin, hash);
    },
  };
}
export type ChargingKeys = ReturnType<typeof createChargingKeys>;
