import type { BookEntry } from '../../electron/simulators/cardTerminal/book.ts';
import { type BookedPayment, compareDays } from '../../electron/store/compareDays.ts';
import type { JournalEntry } from '../../electron/store/journal.ts';
import type { Store } from '../../electron/store/store.ts';

type Batch = { readonly count: number; readonly minor: number };

/**
 * Each capture is in one end of day at most; those the journal heard of are the terminal's own, in their order and with
 * its sums; and the comparison that operators are shown finds nothing as long as each was heard.
 */
export function dayFaults(book: readonly BookEntry[], store: Store): string[] {
  const batches = [...Map.groupBy(book, ({ batch }) => batch ?? 0)]
    .filter(([number]) => number > 0)
    .toSorted(([a], [b]) => a - b)
    .map(([number, entries]) => ({ number, entries }));
  const faults = batches.flatMap(({ number, entries }) =>
    entries
      .filter(({ state, unconfirmed }) => state !== 'captured' || unconfirmed)
      .map(({ receiptNumber, state }) => `terminal ${receiptNumber}: ${state}, and in end of day ${number}`),
  );
  const days = [...store.endsOfDay()];
  const heard = days.flatMap(({ outcome }) =>
    outcome?.result === 'closed' && outcome.totals && outcome.totals.count > 0
      ? [{ count: outcome.totals.count, minor: outcome.totals.total.minor }]
      : [],
  );
  const inBook: Batch[] = batches.map(({ entries }) => ({
    count: entries.length,
    minor: entries.reduce((sum, { capturedMinor }) => sum + (capturedMinor ?? 0), 0),
  }));
  let from = 0;
  for (const day of heard) {
    const at = inBook.findIndex((batch, i) => i >= from && batch.count === day.count && batch.minor === day.minor);
    if (at === -1) faults.push(`the journal has an end of day of ${day.count}, ${day.minor}; the terminal has not`);
    else from = at + 1;
  }
  const isEachHeard = days.every(({ outcome }) => outcome !== null) && heard.length === inBook.length;
  const differences = [...compareDays(paymentsOf(store), days)];
  if (isEachHeard && differences.length > 0) faults.push(`ends of day differ: ${JSON.stringify(differences)}`);
  if (differences.some(({ kind }) => kind === 'otherTotals'))
    faults.push(`an end of day has other totals than the journal: ${JSON.stringify(differences)}`);
  return faults;
}

/** From the journal itself: the table of payments is made by the code that is tried here. */
function paymentsOf(store: Store): BookedPayment[] {
  const payments = new Map<string, BookedPayment>();
  for (const row of store.journal()) {
    const { kind, payload } = row as unknown as JournalEntry;
    if (kind === 'orderUndone') payments.delete(payload.key);
    if (kind !== 'orderAnswered' || payload.outcome.result !== 'booked') continue;
    const { amount } = payload.outcome.booking;
    if (amount.minor > 0) payments.set(payload.key, { seq: row.seq, atMs: row.atMs, amount });
  }
  return [...payments.values()].toSorted((a, b) => a.seq - b.seq);
}
