import type { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from './canonicalJson.ts';
import type { Ledger } from './ledger.ts';
import { one } from './sql.ts';
import type { EndOfDay, Store } from './store.ts';

type EndsOfDay = Pick<Store, 'recordEndOfDayIntent' | 'recordEndOfDay' | 'endsOfDay' | 'bookedSinceEndOfDay'>;
type EndSqlRow = {
  readonly seq: number;
  readonly key: string | null;
  readonly at_ms: number;
  readonly outcome: string | null;
};

/** The ends of day of the terminal: asked for before they are sent, answered once. */
export function endsOfDayOf(ledger: Ledger): EndsOfDay {
  const byKey = ledger.db.prepare('SELECT outcome FROM ends_of_day WHERE key = ?');
  const since = ledger.db.prepare(
    `SELECT count(*) AS count, min(at_ms) AS oldestAtMs FROM bookings WHERE seq > (
       SELECT coalesce(max(answered_seq), 0) FROM ends_of_day WHERE outcome ->> 'result' = 'closed')`,
  );

  return {
    endsOfDay: () => readEndsOfDay(ledger.db),
    bookedSinceEndOfDay: () =>
      one<{ count: number; oldestAtMs: number | null }>(since) ?? { count: 0, oldestAtMs: null },

    recordEndOfDayIntent: (key) =>
      ledger.transact(() => {
        if (one(byKey, key)) throw new Error(`end of day ${key} was asked for before`);
        ledger.record({ kind: 'endOfDayIntended', payload: { key } });
      }),

    recordEndOfDay: (key, outcome) =>
      ledger.transact(() => {
        if (key !== null) {
          const known = one<{ outcome: string | null }>(byKey, key);
          if (!known) throw new Error(`end of day ${key} was never asked for`);
          if (known.outcome === canonicalJson(outcome)) return;
          if (known.outcome !== null) throw new Error(`end of day ${key} had another outcome before`);
        }
        ledger.record({ kind: 'endOfDayAnswered', payload: { key, outcome } });
      }),
  };
}

/** In the order in which they were answered, or asked for where no answer came. */
export function* readEndsOfDay(db: DatabaseSync): Iterable<EndOfDay> {
  const rows = db
    .prepare('SELECT coalesce(answered_seq, seq) AS seq, key, at_ms, outcome FROM ends_of_day ORDER BY 1')
    .iterate() as Iterable<unknown> as Iterable<EndSqlRow>;
  for (const { seq, key, at_ms: atMs, outcome } of rows)
    yield { seq, key, atMs, outcome: outcome === null ? null : JSON.parse(outcome) };
}
