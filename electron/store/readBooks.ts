import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { err, ok, type Result } from '../../machines/result.ts';
import { SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { isDamage, storeError } from './storeError.ts';

/**
 * Opens the books in `file` for reading alone, as they are at this moment, whether or not a station runs on them.
 * Refused with a sentence when they are none that this version can read; nothing is made or changed.
 */
export function readBooks(file: string): Result<DatabaseSync, string> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return err(`there is no ${file}`);
  if (!found.isFile()) return err(`${file} is no file`);
  const db = new DatabaseSync(address(file), { readOnly: true });
  try {
    db.exec('BEGIN');
    const version = schemaVersion(db);
    if (version > 0 && version <= SCHEMA_VERSION) return ok(db);
    db.close();
    return err(
      version === 0
        ? `${file} is a database, but holds no books`
        : `${file} was written by a newer version (schema ${version}, this one knows ${SCHEMA_VERSION})`,
    );
  } catch (cause) {
    db.close();
    if (isDamage(cause)) return err(`${file} cannot be read as a database: ${(cause as Error).message}`);
    if (storeError(cause, file)) return err(`${file} cannot be read: ${(cause as Error).message}`);
    throw cause;
  }
}

/** Without a log beside it nobody writes to it: read as it lies, it needs no files of its own to be made. */
function address(file: string): URL {
  const url = pathToFileURL(file);
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
  return url;
}
