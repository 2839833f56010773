import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** All of `work` or nothing; within another transaction it is part of that one. */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (cause) {
    // SQLite rolls back by itself when the disk is full.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

/** The one row of a STRICT table a query asks for, typed by its schema. */
export const one = <Row>(query: StatementSync, ...values: (string | number)[]): Row | null =>
  (query.get(...values) as Row | undefined) ?? null;

export const all = <Row>(query: StatementSync, ...values: (string | number)[]): Row[] => query.all(...values) as Row[];

/** What SQLite frees it leaves where it is, unless it is told to write zeros over it: `work` does. */
export function erasing(db: DatabaseSync, work: () => void): void {
  db.exec('PRAGMA secure_delete = ON');
  try {
    work();
  } finally {
    db.exec('PRAGMA secure_delete = OFF');
  }
}
