import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../machines/result.ts';
import { holdsOf } from './holds.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { ordersOf } from './orders.ts';
import { checkProgress, checkProjections, rebuild } from './projections.ts';
import { receiptsOf } from './receipts.ts';
import { sessionsOf } from './sessions.ts';
import { snapshotsOf } from './snapshots.ts';
import { transact } from './sql.ts';
import type { Damage, Store, StoreError } from './store.ts';

export type StoreOptions = {
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** Rows of the journal checked at each start: some weeks of charges, a fraction of a second. `verify` checks all. */
const CHECKED_AT_START = 20_000;

/** Opens or makes the database in `file` (`:memory:` for none) and holds it alone until `close`. */
export function openStore(file: string, options: StoreOptions): Result<Store, StoreError> {
  let db: DatabaseSync | null = null;
  try {
    if (file !== ':memory:') makePrivateFile(file);
    db = new DatabaseSync(file);
    const opened = prepare(db, options);
    if (!opened.ok) db.close();
    return opened;
  } catch (cause) {
    db?.close();
    return err(storeError(cause, file));
  }
}

function prepare(db: DatabaseSync, options: StoreOptions): Result<Store, StoreError> {
  // The exclusive lock comes with the first access and stays: a second station must not settle the same holds.
  db.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
  );
  const intact = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (intact !== 'ok') return err({ code: 'damaged', seq: null, why: String(intact) });
  const found = schemaVersion(db);
  if (found > SCHEMA_VERSION) return err({ code: 'newer_schema', found, known: SCHEMA_VERSION });
  if (found < SCHEMA_VERSION) {
    transact(db, () => {
      migrate(db, found, options.now());
      rebuild(db, new Journal(db));
    });
  }
  const ledger = new Ledger(db, options.now);
  const chain = ledger.journal.check(CHECKED_AT_START);
  if (!chain.ok) return err({ code: 'damaged', ...chain.error });
  const progress = checkProgress(db, ledger.journal);
  if (!progress.ok) return err({ code: 'damaged', ...progress.error });
  return ok(storeOver(ledger));
}

function storeOver(ledger: Ledger): Store {
  const holds = holdsOf(ledger);
  return {
    ...holds,
    ...ordersOf(ledger, holds),
    ...sessionsOf(ledger),
    ...receiptsOf(ledger, holds.recordDue),
    ...snapshotsOf(ledger),
    journal: () => ledger.journal.rows(),
    verify: () => verify(ledger),
    close: () => ledger.db.close(),
  };
}

function verify({ db, journal }: Ledger): Result<{ readonly rows: number }, Damage> {
  const chain = journal.check();
  if (!chain.ok) return chain;
  using beside = new DatabaseSync(':memory:');
  const tables = checkProjections(db, journal, beside);
  return tables.ok ? chain : tables;
}

/**
 * Only the station's own user may read who charged when. A file that exists is not opened here: closing it would drop
 * the locks that SQLite holds on it in this process (POSIX, fcntl).
 */
function makePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
}

/** Result codes of SQLite (sqlite.org/rescode.html), without the extension in the upper bytes. */
const SQLITE = { BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

function storeError(cause: unknown, file: string): StoreError {
  if (!(cause instanceof Error)) throw cause;
  const { errcode, syscall } = cause as Error & { readonly errcode?: number; readonly syscall?: string };
  if (syscall) return { code: 'unwritable', why: cause.message };
  switch (errcode === undefined ? null : errcode & 0xff) {
    case SQLITE.BUSY:
      return { code: 'locked', file };
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return { code: 'damaged', seq: null, why: cause.message };
    case SQLITE.READONLY:
    case SQLITE.IOERR:
    case SQLITE.FULL:
    case SQLITE.CANTOPEN:
      return { code: 'unwritable', why: cause.message };
    default:
      throw cause;
  }
}
