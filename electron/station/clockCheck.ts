/** Whether the machine's clock can be right, by what is certain: no row of the journal and no software is of tomorrow. */

/** The present cannot lie before the software itself. A release may raise it; the year is enough to tell years. */
export const SOFTWARE_DATE_MS = Date.UTC(2026, 0, 1);

const DAY_MS = 86_400_000;
const YEARS_AHEAD_MS = 3 * 365 * DAY_MS;

export type ClockDoubt = {
  readonly code: 'beforeJournal' | 'beforeSoftware' | 'farAhead';
  /** What the clock reads, and the instant it cannot be reconciled with; epoch milliseconds. */
  readonly nowMs: number;
  readonly knownMs: number;
};

/**
 * Why `nowMs` cannot be right; null when it can. A day's leeway is for time zones and a clock that was a little fast.
 * A station that slept longer than three years is looked at by a person anyway.
 * @param newestRowMs when the newest row of the journal was written; null while it is empty.
 */
export function clockDoubt(nowMs: number, newestRowMs: number | null): ClockDoubt | null {
  if (nowMs < SOFTWARE_DATE_MS - DAY_MS) return { code: 'beforeSoftware', nowMs, knownMs: SOFTWARE_DATE_MS };
  if (newestRowMs !== null && nowMs < newestRowMs - DAY_MS)
    return { code: 'beforeJournal', nowMs, knownMs: newestRowMs };
  const latest = Math.max(newestRowMs ?? 0, SOFTWARE_DATE_MS);
  return nowMs > latest + YEARS_AHEAD_MS ? { code: 'farAhead', nowMs, knownMs: latest } : null;
}
