import type { Staff } from '../store/staff.ts';

/** So many tries are free; each further one locks for twice as long as the one before. */
type Rule = { readonly free: number; readonly firstMs: number; readonly longestMs: number };
const MINUTE_MS = 60_000;
const ofPerson: Rule = { free: 3, firstMs: MINUTE_MS / 2, longestMs: 60 * MINUTE_MS };
/** Wider, for a crowd trying many numbers: a station must not be closed to its staff for an hour by any passer-by. */
const ofStation: Rule = { free: 10, firstMs: MINUTE_MS / 2, longestMs: 15 * MINUTE_MS };
const STATION = '';
const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE_MS;

/** Failed sign-ins of each number and of the station, kept in the books: switching it off and on opens nothing. */
export function createLockOut(staff: Staff, now: () => number) {
  const until = (number: string, rule: Rule): number => {
    const { lockedUntilMs } = staff.failures(number);
    // The clock was set back: nobody is kept out for longer than the longest lock.
    return lockedUntilMs - now() > rule.longestMs ? 0 : lockedUntilMs;
  };

  function fail(number: string, rule: Rule): void {
    const count = staff.failures(number).count + 1;
    const over = count - rule.free;
    const lockMs = over < 0 ? 0 : Math.min(rule.firstMs * 2 ** over, rule.longestMs);
    staff.saveFailures(number, { count, lockedUntilMs: now() + lockMs });
  }

  return {
    /** When the next try is looked at; null: at once. */
    lockedUntilMs(number: string): number | null {
      const untilMs = Math.max(until(number, ofPerson), until(STATION, ofStation));
      return untilMs > now() ? untilMs : null;
    },
    stationLockedUntilMs(): number | null {
      const untilMs = until(STATION, ofStation);
      return untilMs > now() ? untilMs : null;
    },
    failed(number: string): void {
      staff.forgetFailures(now() - FORGOTTEN_AFTER_MS);
      fail(number, ofPerson);
      fail(STATION, ofStation);
    },
    /** Somebody has shown all they have to: their number and the station are free again. */
    succeeded(number: string): void {
      staff.clearFailures(number);
      staff.clearFailures(STATION);
    },
  };
}
export type LockOut = ReturnType<typeof createLockOut>;
