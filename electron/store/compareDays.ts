import type { DatabaseSync } from 'node:sqlite';
import type { Money } from '../../machines/money.ts';
import { readEndsOfDay } from './endsOfDay.ts';
import type { EndOfDay } from './store.ts';

/** What the journal booked of a session's hold, as it stands now. */
export type BookedPayment = { readonly seq: number; readonly atMs: number; readonly amount: Money };

export type Sum = { readonly count: number; readonly total: Money };

/** What does not agree between the terminal's ends of day and what the journal booked before them. */
export type DayDifference =
  /** The terminal closed the day with other totals than the journal has. */
  | { readonly kind: 'otherTotals'; readonly atMs: number; readonly told: Sum; readonly booked: Sum }
  /** Booked, and in no end of day that was heard; the one at `atMs` holds only what came later. */
  | { readonly kind: 'unheard'; readonly atMs: number; readonly booked: Sum };

/** BMP 60 counts each scheme in one byte. */
const COUNTED_TO = 256;

/**
 * Holds the ends of day against the payments booked between them; both by journal order. A terminal may close a day of
 * which we never hear: its power fails or ours, or it does so by itself. Then the next one holds only the payments
 * after that, and the ones before are told apart here. Of what was booked before the first end of day that was heard
 * nobody can say when it was closed.
 */
export function* compareDays(
  payments: Iterable<BookedPayment>,
  days: Iterable<EndOfDay>,
): Generator<DayDifference, void> {
  const coming = payments[Symbol.iterator]();
  let next = coming.next();
  let pending: BookedPayment[] = [];
  let isFirst = true;
  for (const { seq, atMs, outcome } of days) {
    if (outcome?.result !== 'closed') continue;
    for (; !next.done && next.value.seq < seq; next = coming.next()) pending.push(next.value);
    const { totals } = outcome;
    if (totals) {
      const ours = pending.filter(({ amount }) => amount.currency === totals.total.currency);
      const cut = cutBefore(totals, ours);
      const { currency } = totals.total;
      if (cut === null) yield { kind: 'otherTotals', atMs, told: totals, booked: sumOf(ours, currency) };
      else if (cut > 0 && !isFirst) yield { kind: 'unheard', atMs, booked: sumOf(ours.slice(0, cut), currency) };
    }
    pending = [];
    isFirst = false;
  }
}

const sumOf = (payments: readonly BookedPayment[], currency: string): Sum => ({
  count: payments.length,
  total: { minor: payments.reduce((sum, { amount }) => sum + amount.minor, 0), currency },
});

/** How many payments lie before those whose sum was told; null when no last so many of them have that sum. */
function cutBefore(told: Sum, payments: readonly BookedPayment[]): number | null {
  let minor = 0;
  for (let cut = payments.length; cut >= 0; cut--) {
    const count = payments.length - cut;
    if (minor === told.total.minor && (count - told.count) % COUNTED_TO === 0) return cut;
    minor += payments[cut - 1]?.amount.minor ?? 0;
  }
  return null;
}

/** The payments of the books, oldest first. */
export function* readPayments(db: DatabaseSync): Iterable<BookedPayment> {
  const rows = db
    .prepare('SELECT seq, at_ms, minor, currency FROM bookings ORDER BY seq')
    .iterate() as Iterable<unknown> as Iterable<{ seq: number; at_ms: number; minor: number; currency: string }>;
  for (const { seq, at_ms: atMs, minor, currency } of rows) yield { seq, atMs, amount: { minor, currency } };
}

export const dayDifferences = (db: DatabaseSync): Iterable<DayDifference> =>
  compareDays(readPayments(db), readEndsOfDay(db));
