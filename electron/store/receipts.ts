import { compare } from '../../machines/money.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { storableCard } from './cardData.ts';
import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { Due, Store } from './store.ts';

type Receipts = Pick<Store, 'issueReceipt' | 'receiptOf' | 'receipts' | 'receiptNumbered' | 'receiptsPaidWith'>;
type ReceiptSqlRow = { readonly session_id: string; readonly receipt: string };

/** What receipts issued before these fields were kept have to say of them. */
const notKept = { timeZone: 'UTC', signedMeter: null, periods: [], tariff: { id: '', hash: '' }, held: null };
/** A receipt from its row. */
export const readReceipt = ({ session_id, receipt }: ReceiptSqlRow): ReceiptView =>
  wholeReceipt(session_id, JSON.parse(receipt));

/** A receipt with every field, whenever it was issued. */
export const wholeReceipt = (
  sessionId: string,
  receipt: Omit<ReceiptView, 'sessionId'> & { readonly sessionId?: string },
): ReceiptView => ({
  ...notKept,
  sessionId,
  ...receipt,
});

/** Receipts, numbered from 1 without gap or repeat; a number has six digits or more. */
export function receiptsOf(ledger: Ledger, recordDue: Store['recordDue']): Receipts {
  const bySession = ledger.db.prepare('SELECT session_id, receipt FROM receipts WHERE session_id = ?');
  const every = ledger.db.prepare('SELECT session_id, receipt FROM receipts ORDER BY number');
  const numbered = ledger.db.prepare('SELECT session_id, receipt FROM receipts WHERE number = ?');
  const ofCard = ledger.db.prepare(
    `SELECT session_id, receipt FROM receipts JOIN holds USING (session_id)
     WHERE holds.hold ->> '$.token' = ? ORDER BY number DESC LIMIT ?`,
  );
  const ofKey = ledger.db.prepare(
    `SELECT session_id, receipt FROM receipts JOIN authorizations USING (session_id)
     WHERE body ->> '$.idToken' = ? AND body ->> '$.paidBy' = 'chargingKey' ORDER BY number DESC LIMIT ?`,
  );
  const next = ledger.db.prepare('SELECT coalesce(max(number), 0) + 1 AS number FROM receipts');

  const receiptOf: Receipts['receiptOf'] = (sessionId) => {
    const row = one<ReceiptSqlRow>(bySession, sessionId);
    return row && readReceipt(row);
  };

  return {
    receiptOf,
    receipts: () => all<ReceiptSqlRow>(every).map(readReceipt),
    receiptNumbered: (number) => {
      const row = one<ReceiptSqlRow>(numbered, number);
      return row && readReceipt(row);
    },
    receiptsPaidWith: (paid, atMost) => {
      if (paid.kind === 'chargingKey') return all<ReceiptSqlRow>(ofKey, paid.uid, atMost).map(readReceipt);
      return paid.token === null ? [] : all<ReceiptSqlRow>(ofCard, paid.token, atMost).map(readReceipt);
    },

    issueReceipt: (sessionId, build, due) =>
      ledger.transact(() => {
        const before = receiptOf(sessionId);
        if (before) return before;
        const number = one<{ number: number }>(next)?.number ?? 1;
        const receiptNumber = String(number).padStart(6, '0');
        const built = build(receiptNumber);
        if (!built.receiptNumber.endsWith(receiptNumber))
          throw new Error(`receipt ${receiptNumber} bears another number`);
        if (due) checkDue(sessionId, built, due);
        const receipt = { ...built, card: built.card && storableCard(built.card) };
        ledger.record({ kind: 'receipt', payload: { number, sessionId, receipt } });
        if (due) recordDue(due);
        return receipt;
      }),
  };
}

/** What is captured is what the receipt says. */
function checkDue(sessionId: string, receipt: ReceiptView, due: Due): void {
  if (due.sessionId !== sessionId) throw new Error(`receipt of ${sessionId} came with what ${due.sessionId} owes`);
  if (compare(receipt.total, due.amount) !== 0) throw new Error(`receipt of ${sessionId} is not for what is due`);
}
