import type { Ledger } from './ledger.ts';
import { all, erasing, one } from './sql.ts';

/** A case the help desk is to be told of. `phone` is sealed: the store never sees it; null: nobody is to be called. */
export type WaitingErrand = {
  /** Of its case. */
  readonly id: number;
  readonly phone: Uint8Array | null;
  readonly putAtMs: number;
  readonly nextAtMs: number;
  readonly attempts: number;
};

export type ErrandFate = {
  readonly state: 'waiting' | 'delivered' | 'dropped';
  readonly attempts: number;
  readonly lastError: string | null;
};

/** Cases on their way to the help desk. No part of the journal, which is for ever: a number goes when its errand does. */
export interface Errands {
  /** The next to be tried first. */
  waiting(): WaitingErrand[];
  postpone(id: number, nextAtMs: number, error: string): void;
  /** It is over: the number to call is erased from the file. */
  close(id: number, state: 'delivered' | 'dropped', error: string | null): void;
  /** Null: the desk was never to be told of it. */
  fate(id: number): ErrandFate | null;
}

type SqlRow = {
  readonly number: number;
  readonly phone: Uint8Array | null;
  readonly put_at_ms: number;
  readonly next_at_ms: number;
  readonly attempts: number;
  readonly state: ErrandFate['state'];
  readonly last_error: string | null;
};

export function errandsOf({ db }: Pick<Ledger, 'db'>): Errands {
  const waiting = db.prepare("SELECT * FROM errands WHERE state = 'waiting' ORDER BY next_at_ms, number");
  const postpone = db.prepare(
    "UPDATE errands SET next_at_ms = ?, attempts = attempts + 1, last_error = ? WHERE number = ? AND state = 'waiting'",
  );
  const close = db.prepare(
    "UPDATE errands SET state = ?, phone = NULL, attempts = attempts + 1, last_error = ? WHERE number = ? AND state = 'waiting'",
  );
  const numbered = db.prepare('SELECT * FROM errands WHERE number = ?');
  return {
    waiting: () =>
      all<SqlRow>(waiting).map((row) => ({
        id: row.number,
        phone: row.phone,
        putAtMs: row.put_at_ms,
        nextAtMs: row.next_at_ms,
        attempts: row.attempts,
      })),
    postpone: (id, nextAtMs, error) => void postpone.run(nextAtMs, error, id),
    close: (id, state, error) => erasing(db, () => close.run(state, error, id)),
    fate(id) {
      const row = one<SqlRow>(numbered, id);
      return row && { state: row.state, attempts: row.attempts, lastError: row.last_error };
    },
  };
}
