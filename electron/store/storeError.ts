import { err, type Result } from '../../machines/result.ts';
import type { StoreError } from './store.ts';

/** Result codes of SQLite (sqlite.org/rescode.html), without the extension in the upper bytes. */
const SQLITE = {
  ERROR: 1,
  BUSY: 5,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  CONSTRAINT: 19,
  NOTADB: 26,
} as const;

/** What an exception of SQLite or the file system means for the books in `file`; null for a bug. */
export function storeError(cause: unknown, file: string): StoreError | null {
  if (!(cause instanceof Error)) return null;
  const { errcode, syscall } = cause as Error & { readonly errcode?: number; readonly syscall?: string };
  if (syscall) return { code: 'unwritable', why: cause.message };
  switch (errcode === undefined ? null : errcode & 0xff) {
    case SQLITE.BUSY:
      return { code: 'locked', file };
    // Our statements fit our schema and our journal its tables: where they do not, the file was changed.
    case SQLITE.ERROR:
    case SQLITE.CONSTRAINT:
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return { code: 'damaged', seq: null, why: cause.message };
    case SQLITE.READONLY:
    case SQLITE.IOERR:
    case SQLITE.FULL:
    case SQLITE.CANTOPEN:
      return { code: 'unwritable', why: cause.message };
    default:
      return null;
  }
}

/** Whether SQLite threw because of what it found in the file. */
export const isDamage = (cause: unknown): boolean => storeError(cause, '')?.code === 'damaged';

/** Runs `work`; what SQLite or the file system throw becomes its error. */
export function tried<T>(file: string, work: () => Result<T, StoreError>): Result<T, StoreError> {
  try {
    return work();
  } catch (cause) {
    const error = storeError(cause, file);
    if (!error) throw cause;
    return err(error);
  }
}
