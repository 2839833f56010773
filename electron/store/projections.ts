import type { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../machines/result.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { Journal, JournalledEntry } from './journal.ts';
import { ROLLUP_SCHEMA, ROLLUP_TABLES, rollups } from './rollups.ts';
import { one } from './sql.ts';
import type { Damage, OrderIntent, OrderOutcome } from './store.ts';

/**
 * Tables that answer questions quickly. Each holds what the journal says and nothing else, so they can be dropped and
 * made again at any time; `projected` is how far they have come.
 */
const SCHEMA = `
  CREATE TABLE projected (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TABLE orders (
    key TEXT PRIMARY KEY, session_id TEXT NOT NULL, receipt_number TEXT, intent TEXT NOT NULL, outcome TEXT,
    confirmed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX orders_of_session ON orders (session_id);
  CREATE INDEX unanswered_orders ON orders (session_id) WHERE outcome IS NULL;
  CREATE INDEX unconfirmed_orders ON orders (session_id) WHERE outcome IS NOT NULL AND confirmed = 0;
  CREATE TABLE holds (
    session_id TEXT PRIMARY KEY, receipt_number TEXT NOT NULL, connector_id INTEGER NOT NULL, hold TEXT NOT NULL, held_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'capturing', 'captured', 'releasing', 'released', 'staff')),
    captured TEXT, attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT
  ) STRICT;
  CREATE INDEX open_holds ON holds (state) WHERE state NOT IN ('captured', 'released');
  CREATE TABLE dues (session_id TEXT PRIMARY KEY, amount TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
  CREATE TABLE authorizations (session_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE transactions (
    session_id TEXT NOT NULL, phase TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (session_id, phase)
  ) STRICT;
  CREATE TABLE receipts (
    number INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE,
    issued_at_ms INTEGER GENERATED ALWAYS AS (receipt ->> '$.issuedAtMs') STORED, receipt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX receipts_by_time ON receipts (issued_at_ms);
  CREATE TABLE price_marks (
    session_id TEXT NOT NULL, at_ms INTEGER NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (session_id, at_ms, mark)
  ) STRICT;
  CREATE TABLE cases (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE budgets (session_id TEXT PRIMARY KEY, budget TEXT NOT NULL) STRICT;
  CREATE TABLE buyers (session_id TEXT PRIMARY KEY, buyer TEXT NOT NULL) STRICT;
  CREATE INDEX holds_of_card ON holds (hold ->> '$.token');
  CREATE INDEX sessions_of_key ON authorizations (body ->> '$.idToken') WHERE body ->> '$.paidBy' = 'chargingKey';
  CREATE TABLE bookings (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, session_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
    minor INTEGER NOT NULL, currency TEXT NOT NULL, receipt_number TEXT NOT NULL, trace_number TEXT NOT NULL
  ) STRICT;
  CREATE INDEX bookings_of_session ON bookings (session_id);
  CREATE INDEX bookings_by_time ON bookings (at_ms);
  CREATE TABLE ends_of_day (
    seq INTEGER PRIMARY KEY, key TEXT UNIQUE, at_ms INTEGER NOT NULL, outcome TEXT, answered_seq INTEGER
  ) STRICT;
  CREATE TABLE settled_outside (session_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE settings (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, person TEXT NOT NULL
  ) STRICT;
  CREATE INDEX settings_by_path ON settings (path, seq);
  CREATE TABLE staff_trail (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  ${ROLLUP_SCHEMA}
`;
/** With the order in which their rows are compared. */
const TABLES: Readonly<Record<string, string>> = {
  projected: 'rowid',
  orders: 'rowid',
  holds: 'rowid',
  dues: 'rowid',
  authorizations: 'rowid',
  transactions: 'rowid',
  receipts: 'rowid',
  price_marks: 'rowid',
  budgets: 'rowid',
  buyers: 'rowid',
  cases: 'rowid',
  bookings: 'rowid',
  ends_of_day: 'rowid',
  settled_outside: 'rowid',
  settings: 'rowid',
  staff_trail: 'rowid',
  ...ROLLUP_TABLES,
};

/** The hold an order names. A pre-authorization names none, and a reversal may name one that is not ours. */
const NAMED = 'session_id = ? AND receipt_number = ?';

/** Drops the tables and makes them again from the journal. */
export function rebuild(db: DatabaseSync, journal: Journal): void {
  for (const table of Object.keys(TABLES)) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(SCHEMA);
  replay(db, journal.entries());
}

/** Writes what the entries mean into tables that are empty yet. */
export function replay(db: DatabaseSync, entries: Iterable<JournalledEntry>): void {
  const project = projector(db);
  for (const entry of entries) project(entry);
}

/** Writes what one more entry means into the tables. Runs in the transaction that wrote the entry. */
export function projector(db: DatabaseSync): (entry: JournalledEntry) => void {
  const run = {
    progress: db.prepare('INSERT OR REPLACE INTO projected VALUES (1, ?, ?)'),
    intend: db.prepare('INSERT INTO orders VALUES (?, ?, ?, ?, NULL, 0)'),
    answer: db.prepare('UPDATE orders SET outcome = ? WHERE key = ? RETURNING intent'),
    confirm: db.prepare('UPDATE orders SET confirmed = 1 WHERE key = ?'),
    undo: db.prepare('UPDATE orders SET outcome = ?, confirmed = 0 WHERE key = ?'),
    intentOf: db.prepare('SELECT intent FROM orders WHERE key = ?'),
    letGo: db.prepare("UPDATE holds SET state = 'released' WHERE session_id = ?"),
    hold: db.prepare(
      "INSERT INTO holds (session_id, receipt_number, connector_id, hold, held_at_ms, state) VALUES (?, ?, ?, ?, ?, 'held')",
    ),
    move: db.prepare(`UPDATE holds SET state = ? WHERE ${NAMED}`),
    settle: db.prepare(`UPDATE holds SET state = ?, captured = ?, last_error = NULL WHERE ${NAMED}`),
    dispute: db.prepare(`UPDATE holds SET state = 'staff', captured = ?, last_error = ? WHERE ${NAMED}`),
    refuse: db.prepare(
      `UPDATE holds SET last_error = ?, state = CASE WHEN state = 'staff' THEN 'staff' ELSE 'held' END
       WHERE ${NAMED}`,
    ),
    attempt: db.prepare('UPDATE holds SET attempts = attempts + 1, last_error = ? WHERE session_id = ?'),
    staff: db.prepare("UPDATE holds SET state = 'staff', last_error = ? WHERE session_id = ?"),
    due: db.prepare('INSERT INTO dues VALUES (?, ?, ?)'),
    authorize: db.prepare('INSERT INTO authorizations VALUES (?, ?)'),
    transact: db.prepare('INSERT INTO transactions VALUES (?, ?, ?)'),
    unTransact: db.prepare('DELETE FROM transactions WHERE session_id = ?'),
    unmark: db.prepare('DELETE FROM price_marks WHERE session_id = ?'),
    mark: db.prepare('INSERT INTO price_marks VALUES (?, ?, ?)'),
    limit: db.prepare('INSERT INTO budgets VALUES (?, ?) ON CONFLICT DO UPDATE SET budget = excluded.budget'),
    receipt: db.prepare('INSERT INTO receipts VALUES (?, ?, ?)'),
    fileCase: db.prepare('INSERT INTO cases VALUES (?, ?, ?)'),
    buyer: db.prepare('INSERT INTO buyers VALUES (?, ?) ON CONFLICT DO UPDATE SET buyer = excluded.buyer'),
    book: db.prepare('INSERT INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    unbook: db.prepare('DELETE FROM bookings WHERE key = ?'),
    askForEnd: db.prepare('INSERT INTO ends_of_day VALUES (?, ?, ?, NULL, NULL)'),
    endAsked: db.prepare('UPDATE ends_of_day SET outcome = ?, answered_seq = ?, at_ms = ? WHERE key = ?'),
    endUnasked: db.prepare('INSERT INTO ends_of_day VALUES (?, NULL, ?, ?, ?)'),
    outside: db.prepare('INSERT INTO settled_outside VALUES (?, ?)'),
    end: db.prepare(
      "UPDATE holds SET state = ?, captured = ?, last_error = NULL WHERE session_id = ? AND state = 'staff' AND captured IS NULL",
    ),
    set: db.prepare('INSERT INTO settings VALUES (?, ?, ?, ?, ?)'),
    trail: db.prepare('INSERT INTO staff_trail VALUES (?, ?, ?, ?)'),
  };

  const sums = rollups(db);

  function answered(key: string, outcome: OrderOutcome, seq: number, atMs: number): void {
    const row = run.answer.get(canonicalJson(outcome), key) as { readonly intent: string };
    const { kind, sessionId, connectorId, holdReceiptNumber } = JSON.parse(row.intent) as OrderIntent;
    if (outcome.result === 'approved') {
      const { hold } = outcome;
      run.hold.run(sessionId, hold.receiptNumber, connectorId, canonicalJson(hold), atMs);
    } else if (outcome.result === 'refused') {
      run.refuse.run(outcome.code, sessionId, holdReceiptNumber);
      run.confirm.run(key);
    } else {
      const { amount, receiptNumber, traceNumber } = outcome.booking;
      const booked = canonicalJson(amount);
      if (amount.minor > 0)
        run.book.run(seq, key, sessionId, atMs, amount.minor, amount.currency, receiptNumber, traceNumber);
      if (kind === 'capture') run.settle.run('captured', booked, sessionId, holdReceiptNumber);
      else if (amount.minor === 0) run.settle.run('released', null, sessionId, holdReceiptNumber);
      // A reversal that left something charged has not given the money back.
      else
        run.dispute.run(
          booked,
          `the reversal was booked with ${amount.minor} ${amount.currency}, in minor units`,
          sessionId,
          holdReceiptNumber,
        );
    }
  }

  /** The terminal took it back: an approval that never stood holds nothing, a booking is to be ordered again. */
  function undone(key: string): void {
    const row = run.intentOf.get(key) as { readonly intent: string };
    const { kind, sessionId, holdReceiptNumber } = JSON.parse(row.intent) as OrderIntent;
    if (kind === 'preAuthorize') {
      const refused: OrderOutcome = { result: 'refused', code: 'undone', hostCode: null };
      run.undo.run(canonicalJson(refused), key);
      run.confirm.run(key);
      run.letGo.run(sessionId);
    } else {
      run.undo.run(null, key);
      run.unbook.run(key);
      run.settle.run(kind === 'capture' ? 'capturing' : 'releasing', null, sessionId, holdReceiptNumber);
    }
  }

  function project(entry: JournalledEntry): void {
    switch (entry.kind) {
      case 'orderIntended': {
        const { key, sessionId, kind, holdReceiptNumber } = entry.payload;
        run.intend.run(key, sessionId, holdReceiptNumber, canonicalJson(entry.payload));
        run.move.run(kind === 'capture' ? 'capturing' : 'releasing', sessionId, holdReceiptNumber);
        break;
      }
      case 'orderAnswered':
        answered(entry.payload.key, entry.payload.outcome, entry.seq, entry.atMs);
        break;
      case 'orderConfirmed':
        run.confirm.run(entry.payload.key);
        break;
      case 'orderUndone':
        undone(entry.payload.key);
        break;
      case 'authorized':
        run.authorize.run(entry.payload.sessionId, canonicalJson(entry.payload));
        break;
      case 'transaction':
        run.transact.run(entry.payload.sessionId, entry.payload.phase, canonicalJson(entry.payload));
        break;
      case 'noCharge':
        run.unTransact.run(entry.payload.sessionId);
        run.unmark.run(entry.payload.sessionId);
        break;
      case 'priceChanged': {
        const { sessionId, mark } = entry.payload;
        run.mark.run(sessionId, mark.atMs, canonicalJson(mark));
        break;
      }
      case 'budget':
        run.limit.run(entry.payload.sessionId, canonicalJson(entry.payload.budget));
        break;
      case 'due':
        run.due.run(entry.payload.sessionId, canonicalJson(entry.payload.amount), entry.payload.reason);
        break;
      case 'attemptFailed':
        run.attempt.run(entry.payload.error, entry.payload.sessionId);
        break;
      case 'leftToStaff':
        run.staff.run(entry.payload.why, entry.payload.sessionId);
        break;
      case 'receipt':
        run.receipt.run(entry.payload.number, entry.payload.sessionId, canonicalJson(entry.payload.receipt));
        sums.receipt(entry.payload);
        break;
      case 'buyer': {
        const { sessionId, ...buyer } = entry.payload;
        run.buyer.run(sessionId, canonicalJson(buyer));
        break;
      }
      case 'startFailed':
        sums.startFailed(entry.payload, entry.atMs);
        break;
      case 'connectorState':
        sums.connectorState(entry.payload);
        break;
      case 'caseFiled': {
        const { number, ...filed } = entry.payload;
        run.fileCase.run(number, entry.atMs, canonicalJson(filed));
        break;
      }
      case 'endOfDayIntended':
        run.askForEnd.run(entry.seq, entry.payload.key, entry.atMs);
        break;
      case 'endOfDayAnswered': {
        const { key, outcome } = entry.payload;
        if (key === null) run.endUnasked.run(entry.seq, entry.atMs, canonicalJson(outcome), entry.seq);
        else run.endAsked.run(canonicalJson(outcome), entry.seq, entry.atMs, key);
        break;
      }
      case 'settledOutside': {
        const { sessionId, amount } = entry.payload;
        run.outside.run(sessionId, canonicalJson(entry.payload));
        if (amount.minor > 0) run.end.run('captured', canonicalJson(amount), sessionId);
        else run.end.run('released', null, sessionId);
        break;
      }
      case 'setting': {
        const { path, value, person } = entry.payload;
        run.set.run(entry.seq, entry.atMs, path, canonicalJson(value), person);
        break;
      }
      case 'staffSignIn':
      case 'staffAction':
        run.trail.run(entry.seq, entry.atMs, entry.kind, canonicalJson(entry.payload));
        break;
      default:
        throw new Error(`unknown journal entry: ${(entry satisfies never as JournalledEntry).kind}`);
    }
  }

  return (entry) => {
    project(entry);
    run.progress.run(entry.seq, entry.hash);
  };
}

/** The last row that is in the tables; 0 while there is none. */
export const projectedTo = (db: DatabaseSync): number =>
  one<{ seq: number }>(db.prepare('SELECT seq FROM projected'))?.seq ?? 0;

/** Whether the tables have come as far as the journal, and no farther: they have when its last rows were cut off. */
export function checkProgress(db: DatabaseSync, journal: Journal): Result<void, Damage> {
  const head = journal.head();
  const projected = one<{ seq: number; hash: string }>(db.prepare('SELECT seq, hash FROM projected'));
  const seq = projected?.seq ?? 0;
  if (seq > head.seq) return err({ seq: head.seq + 1, why: 'row is missing' });
  if (seq < head.seq || (projected && projected.hash !== head.hash)) {
    return err({ seq: head.seq, why: 'is not what the tables were made from' });
  }
  return ok(undefined);
}

/** Compares the tables with those of another database, into which the journal was replayed, row by row. */
export function compareTables(db: DatabaseSync, replayed: DatabaseSync): Result<void, string> {
  for (const [table, order] of Object.entries(TABLES)) {
    const query = `SELECT * FROM ${table} ORDER BY ${order}`;
    const expected = replayed.prepare(query).iterate();
    for (const row of db.prepare(query).iterate()) {
      const next = expected.next();
      if (next.done || canonicalJson(next.value) !== canonicalJson(row)) {
        return err(`${table} is not what the journal says`);
      }
    }
    if (!expected.next().done) return err(`${table} lacks what the journal says`);
  }
  return ok(undefined);
}
