import type { DatabaseSync } from 'node:sqlite';
import type { Budget } from '../../machines/budget.ts';
import type { Buyer } from '../../machines/buyer.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { canonicalJson, sha256 } from './canonicalJson.ts';
import { one } from './sql.ts';
import type {
  Authorization,
  ConnectorStateEntry,
  Damage,
  Due,
  EndOfDayOutcome,
  FiledCase,
  JournalRow,
  OrderIntent,
  OrderOutcome,
  PriceMarkEntry,
  Setting,
  SettledOutside,
  StaffAction,
  StaffSignIn,
  StartFailedEntry,
  TransactionEnd,
} from './store.ts';
import { isDamage } from './storeError.ts';

/** Everything that can happen to money and energy, in the words it is journalled in. A kind is never reused. */
export type JournalEntry =
  | { readonly kind: 'orderIntended'; readonly payload: OrderIntent }
  | { readonly kind: 'orderAnswered'; readonly payload: { readonly key: string; readonly outcome: OrderOutcome } }
  | { readonly kind: 'orderConfirmed'; readonly payload: { readonly key: string } }
  | { readonly kind: 'orderUndone'; readonly payload: { readonly key: string; readonly why: string } }
  | { readonly kind: 'authorized'; readonly payload: Authorization }
  | { readonly kind: 'transaction'; readonly payload: TransactionEnd }
  /** Nothing flowed in it: the session's next transaction counts. */
  | { readonly kind: 'noCharge'; readonly payload: { readonly sessionId: string } }
  | { readonly kind: 'priceChanged'; readonly payload: PriceMarkEntry }
  | { readonly kind: 'budget'; readonly payload: { readonly sessionId: string; readonly budget: Budget | null } }
  | { readonly kind: 'due'; readonly payload: Due }
  | { readonly kind: 'attemptFailed'; readonly payload: { readonly sessionId: string; readonly error: string } }
  | { readonly kind: 'leftToStaff'; readonly payload: { readonly sessionId: string; readonly why: string } }
  | { readonly kind: 'receipt'; readonly payload: ReceiptEntry }
  | { readonly kind: 'buyer'; readonly payload: BuyerEntry }
  | { readonly kind: 'endOfDayIntended'; readonly payload: { readonly key: string } }
  /** Key null: nobody here ordered it, the terminal had it at its own wish. */
  | {
      readonly kind: 'endOfDayAnswered';
      readonly payload: { readonly key: string | null; readonly outcome: EndOfDayOutcome };
    }
  | { readonly kind: 'startFailed'; readonly payload: StartFailedEntry }
  | { readonly kind: 'connectorState'; readonly payload: ConnectorStateEntry }
  | { readonly kind: 'caseFiled'; readonly payload: CaseEntry }
  | { readonly kind: 'staffSignIn'; readonly payload: StaffSignIn }
  | { readonly kind: 'staffAction'; readonly payload: StaffAction }
  | { readonly kind: 'settledOutside'; readonly payload: SettledOutside }
  | { readonly kind: 'setting'; readonly payload: Setting };

export type ReceiptEntry = { readonly number: number; readonly sessionId: string; readonly receipt: ReceiptView };
/** What somebody at the screen said is wrong. Whom to call about it is not in it, for the journal is for ever. */
export type CaseEntry = FiledCase & { readonly number: number };
export type BuyerEntry = Buyer & { readonly sessionId: string };

/** An entry with its place in the chain. */
export type JournalledEntry = JournalEntry & { readonly seq: number; readonly atMs: number; readonly hash: string };

type RawRow = {
  readonly seq: number;
  readonly at_ms: number;
  readonly kind: string;
  readonly payload: string;
  readonly prev_hash: string;
  readonly hash: string;
};

const GENESIS = '0'.repeat(64);

const hashOf = (row: Omit<RawRow, 'hash'>): string =>
  sha256(canonicalJson([row.prev_hash, row.seq, row.at_ms, row.kind, row.payload]));

/** The append-only chain: each row carries the hash of the one before, so that none can change unseen. */
export class Journal {
  readonly #db: DatabaseSync;
  readonly #last;
  readonly #insert;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#last = db.prepare('SELECT * FROM journal ORDER BY seq DESC LIMIT 1');
    this.#insert = db.prepare('INSERT INTO journal VALUES (:seq, :at_ms, :kind, :payload, :prev_hash, :hash)');
  }

  /** Where the chain ends: seq 0 while it is empty. */
  head(): { readonly seq: number; readonly hash: string; readonly atMs: number | null } {
    const row = one<RawRow>(this.#last);
    return row ? { seq: row.seq, hash: row.hash, atMs: row.at_ms } : { seq: 0, hash: GENESIS, atMs: null };
  }

  append(entry: JournalEntry, atMs: number): JournalledEntry {
    const head = this.head();
    const row = {
      seq: head.seq + 1,
      at_ms: atMs,
      kind: entry.kind,
      payload: canonicalJson(entry.payload),
      prev_hash: head.hash,
    };
    const hash = hashOf(row);
    this.#insert.run({ ...row, hash });
    return { ...entry, seq: row.seq, atMs, hash };
  }

  /** The rows, up to `last`. */
  *rows(last = Number.MAX_SAFE_INTEGER): Iterable<JournalRow> {
    for (const row of this.#raw(0, last)) {
      const { seq, at_ms: atMs, kind, payload, prev_hash: prevHash, hash } = row;
      yield { seq, atMs, kind, payload: JSON.parse(payload), prevHash, hash };
    }
  }

  /** The same as entries. Sound as far as `check` has found the chain whole: then only `append` can have written them. */
  *entries(last?: number): Iterable<JournalledEntry> {
    for (const row of this.rows(last)) yield row as unknown as JournalledEntry;
  }

  /** Checks the chain, or its `newest` rows against the one before them. */
  check(newest = Number.POSITIVE_INFINITY): Result<{ readonly rows: number }, Damage> {
    const before = Math.max(0, this.head().seq - newest);
    let last = this.#at(before);
    try {
      for (const row of this.#raw(before)) {
        if (row.seq !== last.seq + 1) return err({ seq: last.seq + 1, why: 'row is missing' });
        if (row.prev_hash !== last.hash) return err({ seq: row.seq, why: 'does not follow the row before it' });
        if (row.hash !== hashOf(row)) return err({ seq: row.seq, why: 'content does not match its hash' });
        last = row;
      }
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      return err({ seq: last.seq + 1, why: `cannot be read: ${(cause as Error).message}` });
    }
    return ok({ rows: last.seq });
  }

  #at(seq: number): { readonly seq: number; readonly hash: string } {
    const row = one<RawRow>(this.#db.prepare('SELECT * FROM journal WHERE seq = ?'), seq);
    return row ?? { seq, hash: GENESIS };
  }

  #raw(after: number, last = Number.MAX_SAFE_INTEGER): Iterable<RawRow> {
    return this.#db
      .prepare('SELECT * FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq')
      .iterate(after, last) as Iterable<unknown> as Iterable<RawRow>;
  }
}
