import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../machines/result.ts';
import { transact } from './sql.ts';
import type { StoreError } from './store.ts';
import { tried } from './storeError.ts';

/** Kept free for the charges that run: their settlement must still find room in the log and in the database. */
const ROOM_BYTES = 8 * 1024 * 1024;

/** Whether the database can be written at this moment. Tried, not guessed: it leaves nothing behind. */
export function tryWrite(db: DatabaseSync): Result<void, StoreError> {
  return tried(db.location() ?? ':memory:', () =>
    transact(db, () => {
      db.exec("INSERT INTO snapshots VALUES ('try', '', ''); DELETE FROM snapshots WHERE name = 'try'");
      return ok(undefined);
    }),
  );
}

/** Whether there is also room for another sale and all that follows from it. */
export function readiness(db: DatabaseSync, freeBytes = freeBytesBeside): Result<void, StoreError> {
  const file = db.location();
  const free = file ? freeBytes(file) : Number.POSITIVE_INFINITY;
  if (free < ROOM_BYTES)
    return err({ code: 'unwritable', why: `only ${free} bytes are free on its disk, ${ROOM_BYTES} are kept` });
  return tryWrite(db);
}

function freeBytesBeside(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}
