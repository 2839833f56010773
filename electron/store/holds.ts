import { compare, type Money } from '../../machines/money.ts';
import { canonicalJson } from './canonicalJson.ts';
import { refuseCardNumber } from './cardData.ts';
import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { HoldRow, HoldState, Store } from './store.ts';

export type HoldQueries = Pick<Store, 'hold' | 'openHolds' | 'holds' | 'holdsCalled' | 'isReceiptReused'>;
type Holds = HoldQueries &
  Pick<Store, 'recordDue' | 'noteAttempt' | 'lastAttemptMs' | 'markForStaff' | 'settleOutside'>;
type HoldSqlRow = {
  readonly session_id: string;
  readonly connector_id: number;
  readonly hold: string;
  readonly held_at_ms: number;
  readonly due: string | null;
  readonly state: HoldState;
  readonly captured: string | null;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly outside: string | null;
};

const SELECT = `SELECT holds.*, dues.amount AS due, settled_outside.body AS outside
  FROM holds LEFT JOIN dues USING (session_id) LEFT JOIN settled_outside USING (session_id)`;

/** Holds and what they are to be settled for. */
export function holdsOf(ledger: Ledger): Holds {
  const bySession = ledger.db.prepare(`${SELECT} WHERE session_id = ?`);
  const open = ledger.db.prepare(`${SELECT} WHERE state NOT IN ('captured', 'released')
    AND settled_outside.session_id IS NULL ORDER BY holds.rowid`);
  const every = ledger.db.prepare(`${SELECT} ORDER BY holds.rowid`);
  const lastAttempt = ledger.db.prepare(
    "SELECT at_ms AS atMs FROM journal WHERE kind = 'attemptFailed' AND payload ->> 'sessionId' = ? ORDER BY seq DESC LIMIT 1",
  );
  const inDoubt = ledger.db.prepare(
    'SELECT 1 FROM orders WHERE session_id = ? AND outcome IS NOT NULL AND confirmed = 0 LIMIT 1',
  );
  const called = ledger.db.prepare(`${SELECT} WHERE receipt_number = ? ORDER BY holds.rowid DESC`);
  const reused = ledger.db.prepare(
    `SELECT 1 FROM holds AS mine JOIN holds AS later ON later.rowid > mine.rowid
     WHERE mine.session_id = ? AND later.receipt_number = mine.receipt_number
       AND later.hold ->> 'terminalId' = mine.hold ->> 'terminalId' LIMIT 1`,
  );
  const dueOf = ledger.db.prepare('SELECT amount FROM dues WHERE session_id = ?');

  const hold: Holds['hold'] = (sessionId) => {
    const row = one<HoldSqlRow>(bySession, sessionId);
    return row && holdRow(row);
  };
  const known = (sessionId: string): HoldRow => {
    const row = hold(sessionId);
    if (!row) throw new Error(`session ${sessionId} has no hold`);
    return row;
  };

  return {
    hold,
    openHolds: () => all<HoldSqlRow>(open).map(holdRow),
    holds: () => all<HoldSqlRow>(every).map(holdRow),
    holdsCalled: (receiptNumber) => all<HoldSqlRow>(called, receiptNumber).map(holdRow),
    isReceiptReused: (sessionId) => one(reused, sessionId) !== null,

    recordDue: (due) =>
      ledger.transact(() => {
        const before = one<{ amount: string }>(dueOf, due.sessionId);
        if (before) {
          if (compare(JSON.parse(before.amount) as Money, due.amount) === 0) return;
          throw new Error(`session ${due.sessionId} had another amount due before`);
        }
        if (due.amount.minor < 0) throw new RangeError(`session ${due.sessionId} cannot owe less than nothing`);
        const row = hold(due.sessionId);
        if (row && compare(due.amount, row.hold.amount) > 0) {
          throw new RangeError(`session ${due.sessionId} cannot owe more than is held`);
        }
        ledger.record({ kind: 'due', payload: due });
      }),

    noteAttempt: (sessionId, error) =>
      ledger.transact(() => {
        known(sessionId);
        ledger.record({ kind: 'attemptFailed', payload: { sessionId, error } });
      }),

    lastAttemptMs: (sessionId) =>
      hold(sessionId)?.attempts ? (one<{ atMs: number }>(lastAttempt, sessionId)?.atMs ?? null) : null,

    markForStaff: (sessionId, why) =>
      ledger.transact(() => {
        const { state } = known(sessionId);
        if (state === 'staff') return;
        if (state === 'captured' || state === 'released') throw new Error(`session ${sessionId} is already ${state}`);
        ledger.record({ kind: 'leftToStaff', payload: { sessionId, why } });
      }),

    settleOutside: (settled) =>
      ledger.transact(() => {
        const { sessionId, amount, note } = settled;
        refuseCardNumber('note', note);
        const row = known(sessionId);
        if (row.outside) {
          if (canonicalJson(row.outside) === canonicalJson(settled)) return;
          throw new Error(`session ${sessionId} was settled outside before`);
        }
        const isBookedOtherwise = row.captured !== null && row.due !== null && compare(row.captured, row.due) !== 0;
        if (row.state !== 'staff' && !isBookedOtherwise) throw new Error(`session ${sessionId} is not left to staff`);
        if (amount.minor < 0 || compare(amount, row.hold.amount) > 0)
          throw new RangeError(`session ${sessionId} cannot be settled for less than nothing or more than is held`);
        if (one(inDoubt, sessionId)) throw new Error(`session ${sessionId} has an order in doubt`);
        ledger.record({ kind: 'settledOutside', payload: settled });
      }),
  };
}

const holdRow = (row: HoldSqlRow): HoldRow => ({
  sessionId: row.session_id,
  connectorId: row.connector_id,
  hold: JSON.parse(row.hold),
  heldAtMs: row.held_at_ms,
  due: row.due === null ? null : JSON.parse(row.due),
  state: row.state,
  captured: row.captured === null ? null : JSON.parse(row.captured),
  attempts: row.attempts,
  lastError: row.last_error,
  outside: row.outside === null ? null : JSON.parse(row.outside),
});
