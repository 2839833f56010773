import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';

export type StaffRole = 'technician' | 'bookkeeper' | 'administrator';

/** Somebody who may sign in. `secrets` is sealed: the store never sees what is inside. */
export type StaffRow = {
  readonly number: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly secrets: Uint8Array;
  /** Until when the one-time code they were given is good; null once they have signed in with it. */
  readonly invitedUntilMs: number | null;
};

export type Failures = { readonly count: number; readonly lockedUntilMs: number };

/** Who may sign in with what, and who failed how often. No part of the journal, which is for ever. */
export interface Staff {
  all(): StaffRow[];
  byNumber(number: string): StaffRow | null;
  /** A new person, or one who is to begin anew. */
  save(row: StaffRow): void;
  remove(number: string): void;
  /** Takes a time step of a second factor (RFC 6238) once: false when it, or a later one, was taken before. */
  takeStep(number: string, step: number): boolean;
  /** Of a person's number; of the whole station with ''. */
  failures(number: string): Failures;
  saveFailures(number: string, failures: Failures): void;
  clearFailures(number: string): void;
  /** Failures whose lock ended before that instant are forgotten. */
  forgetFailures(lockedBeforeMs: number): void;
}

type SqlRow = {
  readonly number: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly secrets: Uint8Array;
  readonly invited_until_ms: number | null;
};

export function staffOf({ db }: Pick<Ledger, 'db'>): Staff {
  const every = db.prepare('SELECT * FROM staff ORDER BY name, number');
  const numbered = db.prepare('SELECT * FROM staff WHERE number = ?');
  const save = db.prepare(
    `INSERT INTO staff (number, name, role, secrets, invited_until_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, role = excluded.role, secrets = excluded.secrets,
       invited_until_ms = excluded.invited_until_ms`,
  );
  const remove = db.prepare('DELETE FROM staff WHERE number = ?');
  const step = db.prepare('UPDATE staff SET last_step = ? WHERE number = ? AND last_step < ?');
  const failures = db.prepare('SELECT failures, locked_until_ms FROM failed_sign_ins WHERE number = ?');
  const fail = db.prepare('INSERT OR REPLACE INTO failed_sign_ins VALUES (?, ?, ?)');
  const clear = db.prepare('DELETE FROM failed_sign_ins WHERE number = ?');
  const forget = db.prepare("DELETE FROM failed_sign_ins WHERE locked_until_ms < ? AND number <> ''");

  /** What SQLite frees it leaves where it is, unless it is told to write zeros over it. */
  function erasing(work: () => void): void {
    db.exec('PRAGMA secure_delete = ON');
    try {
      work();
    } finally {
      db.exec('PRAGMA secure_delete = OFF');
    }
  }

  return {
    all: () => all<SqlRow>(every).map(staffRow),
    byNumber(number) {
      const row = one<SqlRow>(numbered, number);
      return row && staffRow(row);
    },
    save: ({ number, name, role, secrets, invitedUntilMs }) =>
      erasing(() => void save.run(number, name, role, secrets, invitedUntilMs)),
    remove: (number) => erasing(() => void remove.run(number)),
    takeStep: (number, taken) => step.run(taken, number, taken).changes === 1,
    failures(number) {
      const row = one<{ failures: number; locked_until_ms: number }>(failures, number);
      return { count: row?.failures ?? 0, lockedUntilMs: row?.locked_until_ms ?? 0 };
    },
    saveFailures: (number, { count, lockedUntilMs }) => void fail.run(number, count, lockedUntilMs),
    clearFailures: (number) => void clear.run(number),
    forgetFailures: (lockedBeforeMs) => void forget.run(lockedBeforeMs),
  };
}

const staffRow = (row: SqlRow): StaffRow => ({
  number: row.number,
  name: row.name,
  role: row.role,
  secrets: row.secrets,
  invitedUntilMs: row.invited_until_ms,
});
