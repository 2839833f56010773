import type { Ledger } from './ledger.ts';
import { all, erasing } from './sql.ts';

/** A receipt that is to be mailed. `address` is sealed: the store never sees it. */
export type WaitingMail = {
  readonly id: number;
  readonly sessionId: string;
  readonly language: string;
  readonly address: Uint8Array;
  readonly putAtMs: number;
  readonly nextAtMs: number;
  readonly attempts: number;
};

/** What became of a mail, with nothing of whom it was for. */
export type MailFate = {
  readonly state: 'waiting' | 'sent' | 'dropped';
  readonly attempts: number;
  readonly lastError: string | null;
};

/**
 * Mails on their way out, kept until they are delivered or given up. No part of the journal, which is for ever: an
 * address goes when its mail does.
 */
export interface Outbox {
  put(mail: {
    readonly sessionId: string;
    readonly language: string;
    readonly address: Uint8Array;
    readonly atMs: number;
  }): void;
  /** The next to be tried first. */
  waiting(): WaitingMail[];
  postpone(id: number, nextAtMs: number, error: string): void;
  /** It is over: the address is erased from the file. */
  close(id: number, state: 'sent' | 'dropped', error: string | null): void;
  /** The mails of a session, newest first. */
  fates(sessionId: string): MailFate[];
}

type WaitingSqlRow = {
  readonly id: number;
  readonly session_id: string;
  readonly language: string;
  readonly address: Uint8Array;
  readonly put_at_ms: number;
  readonly next_at_ms: number;
  readonly attempts: number;
};
type FateSqlRow = { readonly state: MailFate['state']; readonly attempts: number; readonly last_error: string | null };

export function outboxOf({ db }: Pick<Ledger, 'db'>): Outbox {
  const put = db.prepare(
    "INSERT INTO outbox (session_id, language, address, put_at_ms, next_at_ms, state) VALUES (?, ?, ?, ?, ?, 'waiting')",
  );
  const waiting = db.prepare("SELECT * FROM outbox WHERE state = 'waiting' ORDER BY next_at_ms, id");
  const postpone = db.prepare(
    "UPDATE outbox SET next_at_ms = ?, attempts = attempts + 1, last_error = ? WHERE id = ? AND state = 'waiting'",
  );
  const close = db.prepare(
    "UPDATE outbox SET state = ?, address = NULL, attempts = attempts + 1, last_error = ? WHERE id = ? AND state = 'waiting'",
  );
  const fates = db.prepare('SELECT state, attempts, last_error FROM outbox WHERE session_id = ? ORDER BY id DESC');
  return {
    put: ({ sessionId, language, address, atMs }) => void put.run(sessionId, language, address, atMs, atMs),
    waiting: () => all<WaitingSqlRow>(waiting).map(waitingMail),
    postpone: (id, nextAtMs, error) => void postpone.run(nextAtMs, error, id),
    close: (id, state, error) => erasing(db, () => close.run(state, error, id)),
    fates: (sessionId) =>
      all<FateSqlRow>(fates, sessionId).map(({ state, attempts, last_error }) => ({
        state,
        attempts,
        lastError: last_error,
      })),
  };
}

const waitingMail = (row: WaitingSqlRow): WaitingMail => ({
  id: row.id,
  sessionId: row.session_id,
  language: row.language,
  address: row.address,
  putAtMs: row.put_at_ms,
  nextAtMs: row.next_at_ms,
  attempts: row.attempts,
});
