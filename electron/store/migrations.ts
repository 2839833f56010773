import type { DatabaseSync } from 'node:sqlite';
import { Journal } from './journal.ts';
import { rebuild } from './projections.ts';
import { transact } from './sql.ts';

/**
 * What cannot be made again: the journal, the snapshots, the outbox, the errands and who may sign in. Each step takes the database from one version to the next
 * and is never edited once released. The other tables follow from the journal and are remade after any step,
 * so a change in what they are made from is a step too.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
    prev_hash TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  -- INSERT OR REPLACE would go round the two above.
  CREATE TRIGGER journal_only_grows_at_its_end BEFORE INSERT ON journal
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TABLE snapshots (name TEXT PRIMARY KEY, version TEXT NOT NULL, snapshot TEXT NOT NULL) STRICT;
  `,
  // Nothing to change here: the tables are remade, in which a reversal booked with an amount is no release any more.
  '',
  // The same: who is billed (`buyers`) and where a price changed (`price_marks`) have tables, and a card's holds and a key's sessions are found by an index.
  '',
  // Mails on their way out. An address is there, sealed, as long as its mail waits.
  `
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, language TEXT NOT NULL, put_at_ms INTEGER NOT NULL,
    next_at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped')),
    address BLOB CHECK ((address IS NULL) = (state <> 'waiting'))
  ) STRICT;
  CREATE INDEX outbox_of_session ON outbox (session_id);
  CREATE INDEX waiting_mails ON outbox (next_at_ms) WHERE state = 'waiting';
  `,
  // The journal may tell of ends of day from here on, which an earlier version does not know.
  '',
  // And of failed starts and of what keeps a connector from drivers; reports have sums of their own.
  '',
  // And of cases. Those on their way to the help desk wait here, the number to call back sealed.
  `
  CREATE TABLE errands (
    number INTEGER PRIMARY KEY, put_at_ms INTEGER NOT NULL, next_at_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dropped')),
    phone BLOB CHECK (phone IS NULL OR state = 'waiting')
  ) STRICT;
  CREATE INDEX waiting_errands ON errands (next_at_ms) WHERE state = 'waiting';
  `,
  // And of staff. What they sign in with is sealed; how often somebody failed outlives a restart.
  `
  CREATE TABLE staff (
    number TEXT PRIMARY KEY, name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('technician', 'bookkeeper', 'administrator')),
    secrets BLOB NOT NULL, invited_until_ms INTEGER, last_step INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- Of a person by the number that was typed, whether or not there is one; of the whole station by the number ''.
  CREATE TABLE failed_sign_ins (
    number TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until_ms INTEGER NOT NULL
  ) STRICT;
  `,
  // And of budgets, how far drivers want to charge.
  '',
  // And of what staff set, and of holds they settled elsewhere.
  '',
  // And of transactions in which nothing flowed, after which a session may have another.
  '',
  // Idle fees are summed up without what a limit took off them.
  '',
];

export const SCHEMA_VERSION = STEPS.length;

/** The version the database is at; 0 when it is new. Changes nothing: a newer one must be left as it is. */
export function schemaVersion(db: DatabaseSync): number {
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get()) return 0;
  const { version } = db.prepare('SELECT coalesce(max(version), 0) AS version FROM migrations').get() as {
    readonly version: number;
  };
  return version;
}

/** Takes the steps that are missing and remakes the tables: all of it, or nothing. */
export function migrate(db: DatabaseSync, nowMs: number, steps = STEPS): void {
  transact(db, () => {
    const from = schemaVersion(db);
    if (from === steps.length) return;
    db.exec('CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT');
    const done = db.prepare('INSERT INTO migrations VALUES (?, ?)');
    for (const [index, step] of steps.entries()) {
      if (index < from) continue;
      db.exec(step);
      done.run(index + 1, nowMs);
    }
    rebuild(db, new Journal(db));
  });
}
