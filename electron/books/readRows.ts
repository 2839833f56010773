import { DatabaseSync } from 'node:sqlite';
import type { Buyer } from '../../machines/buyer.ts';
import { add, type Money } from '../../machines/money.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { readEndsOfDay } from '../store/endsOfDay.ts';
import { Journal } from '../store/journal.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from '../store/migrations.ts';
import { checkProgress, replay } from '../store/projections.ts';
import { readReceipt } from '../store/receipts.ts';
import { one, transact } from '../store/sql.ts';
import type { Authorization, EndOfDay } from '../store/store.ts';
import type { Period } from './period.ts';

/** What the card terminal booked for a session's hold; its numbers are the terminal's. */
export type Payment = {
  readonly sessionId: string;
  readonly atMs: number;
  readonly amount: Money;
  readonly receiptNumber: string;
  readonly traceNumber: string;
};

/** One receipt with all that the journal knows of it. Every format is made of these. */
export type BooksRow = {
  readonly receipt: ReceiptView;
  /** The company it is billed to; null: the driver, whom nobody knows. */
  readonly buyer: Buyer | null;
  /** Who charged at which tariff, read when asked for; null in books that were begun by an earlier version. */
  readonly authorization: () => Authorization | null;
  /** Null while nothing was captured. */
  readonly payment: Payment | null;
};

/** The books of a period, each read in one pass and never held as a whole. */
export type PeriodBooks = {
  rows(): Iterable<BooksRow>;
  /** What was booked within the period, with the number of its receipt, whenever that was issued. */
  payments(): Iterable<Payment & { readonly ofReceipt: string | null }>;
  endsOfDay(): Iterable<EndOfDay>;
  /** The same in sums, by whether their receipt is of the period, of another one, or nowhere. */
  paymentSums(): Iterable<{ readonly of: 'period' | 'other' | 'none'; readonly sum: Money }>;
  /** Percent of VAT that occur in its receipts, the highest first. */
  rates(): readonly string[];
};

/**
 * The tables of the books that `db` holds open. Those an earlier version wrote are made again, in a file that is gone
 * with the connection, as the next start of the station would do.
 */
export function tablesOf(db: DatabaseSync): Result<DatabaseSync, string> {
  const journal = new Journal(db);
  if (schemaVersion(db) === SCHEMA_VERSION) {
    const progress = checkProgress(db, journal);
    return progress.ok
      ? ok(db)
      : err(`the books are damaged (journal row ${progress.error.seq} ${progress.error.why}): npm run audit says more`);
  }
  const remade = new DatabaseSync('');
  migrate(remade, 0);
  transact(remade, () => replay(remade, journal.entries()));
  return ok(remade);
}

const ISSUED = 'issued_at_ms >= :from AND issued_at_ms < :to';

type RowSql = SqlPayment & {
  readonly session_id: string;
  readonly receipt: string;
  readonly buyer: string | null;
  readonly booked: string | null;
};

export function periodBooks(db: DatabaseSync, { fromMs, toMs }: Pick<Period, 'fromMs' | 'toMs'>): PeriodBooks {
  const within = { from: fromMs, to: toMs };
  const all = <Row>(sql: string) => db.prepare(sql).iterate(within) as Iterable<unknown> as Iterable<Row>;
  const bodyOf = db.prepare('SELECT body FROM authorizations WHERE session_id = ?');
  function* rowsOf(rows: Iterable<RowSql>): Iterable<BooksRow> {
    for (const row of rows) {
      const { session_id: sessionId, buyer, booked } = row;
      yield {
        receipt: readReceipt(row),
        buyer: buyer === null ? null : JSON.parse(buyer),
        authorization: () => authorizationOf(sessionId),
        payment: booked === null ? null : paymentOf(sessionId, row),
      };
    }
  }
  const authorizationOf = (sessionId: string): Authorization | null => {
    const row = one<{ body: string }>(bodyOf, sessionId);
    return row && JSON.parse(row.body);
  };

  return {
    *rows() {
      const rows = all<RowSql>(`
        SELECT receipts.session_id, receipt, buyer, bookings.key AS booked, minor, currency, at_ms AS atMs,
          receipt_number AS receiptNumber, trace_number AS traceNumber
        FROM receipts LEFT JOIN buyers USING (session_id) LEFT JOIN bookings USING (session_id)
        WHERE ${ISSUED} ORDER BY issued_at_ms, number, bookings.seq`);
      yield* oneEach(rowsOf(rows));
    },
    *payments() {
      const rows = all<SqlPayment & { session_id: string; of: string | null }>(`
        SELECT bookings.session_id, minor, currency, at_ms AS atMs, receipt_number AS receiptNumber,
          trace_number AS traceNumber, receipt ->> '$.receiptNumber' AS of
        FROM bookings LEFT JOIN receipts USING (session_id) WHERE at_ms >= :from AND at_ms < :to ORDER BY at_ms`);
      for (const { session_id, of: ofReceipt, ...paid } of rows) yield { ...paymentOf(session_id, paid), ofReceipt };
    },
    *paymentSums() {
      const rows = all<{ minor: number; currency: string; of: 'period' | 'other' | 'none' }>(`
        SELECT sum(minor) AS minor, currency, iif(receipts.number IS NULL, 'none', iif(${ISSUED}, 'period', 'other')) AS of
        FROM bookings LEFT JOIN receipts USING (session_id) WHERE at_ms >= :from AND at_ms < :to GROUP BY of, currency`);
      for (const { of, minor, currency } of rows) yield { of, sum: { minor, currency } };
    },
    *endsOfDay() {
      for (const day of readEndsOfDay(db)) if (day.atMs >= fromMs && day.atMs < toMs) yield day;
    },
    rates: () => {
      const seen = all<{ percent: string }>(
        `SELECT DISTINCT value ->> '$.percent' AS percent FROM receipts, json_each(receipt, '$.vat') WHERE ${ISSUED}`,
      );
      return [...seen].map(({ percent }) => percent).toSorted((a, b) => Number(b) - Number(a));
    },
  };
}

type SqlPayment = {
  readonly minor: number;
  readonly currency: string;
  readonly atMs: number;
  readonly receiptNumber: string;
  readonly traceNumber: string;
};
const paymentOf = (sessionId: string, { minor, currency, ...paid }: SqlPayment): Payment => ({
  sessionId,
  atMs: paid.atMs,
  amount: { minor, currency },
  receiptNumber: paid.receiptNumber,
  traceNumber: paid.traceNumber,
});

/** Should a hold ever have been booked twice, it is one row with both: the check tells of it. */
function* oneEach(rows: Iterable<BooksRow>): Iterable<BooksRow> {
  let last: BooksRow | undefined;
  for (const row of rows) {
    if (last && last.receipt.sessionId === row.receipt.sessionId) last = bookedTwice(last, row.payment);
    else {
      if (last) yield last;
      last = row;
    }
  }
  if (last) yield last;
}

const bookedTwice = (row: BooksRow, again: Payment | null): BooksRow =>
  row.payment && again?.amount.currency === row.payment.amount.currency
    ? { ...row, payment: { ...again, amount: add(row.payment.amount, again.amount) } }
    : row;
