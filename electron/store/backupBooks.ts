import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { err, type Result } from '../../machines/result.ts';
import { type AuditReport, auditReport } from './auditReport.ts';
import { SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { readBooks } from './readBooks.ts';
import { storeError } from './storeError.ts';

/** Name of the snapshot that marks books as a copy, until a station has started on them. */
export const RESTORED = 'restored';

/**
 * Copies the books in `source`, as they are at this moment, to `target`, also while a station runs on them. What stood
 * at `target` is replaced only by a copy that was found whole and is on the disk. In place of the snapshots the copy says
 * that it is one: a charge long over must not seem to go on where it stood. Drivers' addresses and numbers stay where they are, and so
 * does the key they are sealed with: no mail goes out twice, and none is lost but from books that are.
 */
export async function backupBooks(source: string, target: string): Promise<Result<AuditReport, string>> {
  if (belongsTo(source, target)) return err(`${target} belongs to the books themselves: choose another file`);
  const books = readBooks(source);
  if (!books.ok) return books;
  const copy = `${target}.part`;
  try {
    rmSync(copy, { force: true });
    closeSync(openSync(copy, 'wx', 0o600));
    // The look at the source is already open: what is written meanwhile is not seen and does not hold this up.
    await backup(books.value, copy);
    const report = checked(copy);
    if (report.ok) putInPlace(copy, target);
    return report;
  } catch (cause) {
    if (!storeError(cause, copy)) throw cause;
    return err(`${target} cannot be written: ${(cause as Error).message}`);
  } finally {
    books.value.close();
    rmSync(copy, { force: true });
  }
}

function checked(copy: string): Result<AuditReport, string> {
  const db = new DatabaseSync(copy);
  db.exec(
    `PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON;
     DELETE FROM snapshots; INSERT INTO snapshots VALUES ('${RESTORED}', '1', '{}')`,
  );
  // Books of an earlier version have neither of them yet.
  if (schemaVersion(db) === SCHEMA_VERSION)
    db.exec(
      `UPDATE outbox SET state = 'dropped', address = NULL, last_error = '${RESTORED}' WHERE state = 'waiting';
       UPDATE errands SET state = 'dropped', phone = NULL, last_error = '${RESTORED}' WHERE state = 'waiting'`,
    );
  db.close();
  const books = readBooks(copy);
  if (!books.ok) return books;
  using copied = books.value;
  const report = auditReport(copied, Date.now());
  if (!report.ok) return report;
  const [damage] = report.value.damage;
  if (!damage) return report;
  const where = damage.seq === null ? '' : `journal row ${damage.seq}: `;
  return err(`the books are damaged and were not backed up: ${where}${damage.why}`);
}

/** A power cut leaves the old file or the new one, whole. */
function putInPlace(copy: string, target: string): void {
  flush(copy, 'r+');
  renameSync(copy, target);
  if (process.platform !== 'win32') flush(dirname(target), 'r');
}

function flush(path: string, flags: string): void {
  const handle = openSync(path, flags);
  fsyncSync(handle);
  closeSync(handle);
}

/** Whether `target` is the database or one of the files SQLite and the station keep beside it. */
function belongsTo(source: string, target: string): boolean {
  const real = realPath(source);
  return ['', '-wal', '-shm', '.lock'].some((suffix) => realPath(target) === real + suffix);
}

/** The path without links, of a file that may not be there yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return join(realpathSync(dirname(path)), basename(path));
    } catch {
      return path;
    }
  }
}
