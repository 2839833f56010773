import { closeSync, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../machines/result.ts';
import { buyersOf } from './buyers.ts';
import { casesOf } from './cases.ts';
import { endsOfDayOf } from './endsOfDay.ts';
import { errandsOf } from './errands.ts';
import { figuresOf } from './figures.ts';
import { holdsOf } from './holds.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { lock } from './lock.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { ordersOf } from './orders.ts';
import { outboxOf } from './outbox.ts';
import { checkProgress, compareTables, replay } from './projections.ts';
import { readiness, tryWrite } from './readiness.ts';
import { receiptsOf } from './receipts.ts';
import { sessionsOf } from './sessions.ts';
import { settingsOf } from './settings.ts';
import { snapshotsOf } from './snapshots.ts';
import { staffOf } from './staff.ts';
import { staffTrailOf } from './staffTrail.ts';
import { stationLifeOf } from './stationLife.ts';
import type { Damage, Store, StoreError } from './store.ts';
import { tried } from './storeError.ts';

export type StoreOptions = {
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** Rows of the journal checked at each start: some weeks of charges, a fraction of a second. `verify` checks all. */
const CHECKED_AT_START = 20_000;

/** How long a write waits for somebody else's, such as a person at the database with a tool of their own. */
const BUSY_MS = 2_000;
/** Beyond this the write-ahead log is cut back when it starts anew: a reader may have kept it growing. */
const WAL_LIMIT_BYTES = 4 * 1024 * 1024;

/** Opens or makes the database in `file` (`:memory:` for none) and is its only writer until `close`. */
export function openStore(file: string, options: StoreOptions): Result<Store, StoreError> {
  return tried(file, () => {
    using opening = new DisposableStack();
    if (file !== ':memory:') {
      makePrivateFile(file);
      const lockFile = `${realpathSync(file)}.lock`;
      makePrivateFile(lockFile);
      // A second station must not settle the same holds.
      opening.adopt(lock(lockFile), (held) => held.close());
    }
    const db = opening.adopt(new DatabaseSync(file, { timeout: BUSY_MS }), close);
    const opened = openStoreOn(db, options);
    if (!opened.ok) return opened;
    const open = opening.move();
    return ok({ ...opened.value, close: () => open.dispose() });
  });
}

/** The store on a connection that is already there, and whose lock is somebody else's matter. */
export function openStoreOn(db: DatabaseSync, options: StoreOptions): Result<Store, StoreError> {
  return tried(db.location() ?? ':memory:', () => {
    const intact = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (intact !== 'ok') return err({ code: 'damaged', seq: null, why: String(intact) });
    const found = schemaVersion(db);
    if (found > SCHEMA_VERSION) return err({ code: 'newer_schema', found, known: SCHEMA_VERSION });
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
    if (found > 0) {
      // Tables are made of the whole journal.
      const chain = new Journal(db).check(found < SCHEMA_VERSION ? undefined : CHECKED_AT_START);
      if (!chain.ok) return err({ code: 'damaged', ...chain.error });
    }
    migrate(db, options.now());
    const ledger = new Ledger(db, options.now);
    const progress = checkProgress(db, ledger.journal);
    if (!progress.ok) return err({ code: 'damaged', ...progress.error });
    const writable = tryWrite(db);
    return writable.ok ? ok(storeOver(ledger)) : writable;
  });
}

/** The store on tables and a journal that fit together. */
export function storeOver(ledger: Ledger): Store {
  const holds = holdsOf(ledger);
  return {
    ...holds,
    ...ordersOf(ledger, holds),
    ...sessionsOf(ledger),
    ...receiptsOf(ledger, holds.recordDue),
    ...buyersOf(ledger),
    ...casesOf(ledger),
    ...endsOfDayOf(ledger),
    ...stationLifeOf(ledger),
    ...figuresOf(ledger),
    ...snapshotsOf(ledger),
    ...staffTrailOf(ledger),
    ...settingsOf(ledger),
    outbox: outboxOf(ledger),
    errands: errandsOf(ledger),
    staff: staffOf(ledger),
    ready: () => readiness(ledger.db),
    journal: () => ledger.journal.rows(),
    newestRowMs: () => ledger.journal.head().atMs,
    verify: () => verify(ledger),
    close: () => close(ledger.db),
  };
}

/** The last connection takes the log into the database by itself; with a reader there, it has to be told to. */
function close(db: DatabaseSync): void {
  if (!db.isOpen) return;
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // A disk that is full or gone: the log keeps what it has, and the next start reads it.
  }
  db.close();
}

function verify({ db, journal }: Ledger): Result<{ readonly rows: number }, Damage> {
  const chain = journal.check();
  if (!chain.ok) return chain;
  using replayed = new DatabaseSync(':memory:');
  migrate(replayed, 0);
  replay(replayed, journal.entries());
  const tables = compareTables(db, replayed);
  return tables.ok ? chain : err({ seq: journal.head().seq, why: tables.error });
}

/**
 * Only the station's own user may read who charged when. A file that exists is not opened here: closing it would drop
 * the locks that SQLite holds on it in this process (POSIX, fcntl).
 */
function makePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
}
