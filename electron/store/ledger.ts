import type { DatabaseSync } from 'node:sqlite';
import { Journal, type JournalEntry } from './journal.ts';
import { projector } from './projections.ts';
import { transact } from './sql.ts';

/** Journal and tables as one: what is recorded is in both or in neither. */
export class Ledger {
  readonly db: DatabaseSync;
  readonly journal: Journal;
  readonly #now: () => number;
  readonly #project;

  constructor(db: DatabaseSync, now: () => number) {
    this.db = db;
    this.journal = new Journal(db);
    this.#now = now;
    this.#project = projector(db);
  }

  record(entry: JournalEntry): void {
    this.transact(() => this.#project(this.journal.append(entry, this.#now())));
  }

  transact<T>(work: () => T): T {
    return transact(this.db, work);
  }
}
