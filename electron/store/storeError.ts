import type { StoreError } from './store.ts';

/** Result codes of SQLite (sqlite.org/rescode.html), without the extension in the upper bytes. */
const SQLITE = { BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

/** What an exception of SQLite or the file system means for the books in `file`; null for a bug. */
export function storeError(cause: unknown, file: string): StoreError | null {
  if (!(cause instanceof Error)) return null;
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
      return null;
  }
}

/** Whether SQLite threw because of what it found in the file. */
export const isDamage = (cause: unknown): boolean => storeError(cause, '')?.code === 'damaged';
