import { compare, isZero } from '../../machines/money.ts';
import { canonicalJson } from './canonicalJson.ts';
import { storableHold } from './cardData.ts';
import type { HoldQueries } from './holds.ts';
import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { HoldRow, OrderIntent, OrderOutcome, Store } from './store.ts';

type Orders = Pick<
  Store,
  'recordIntent' | 'recordOutcome' | 'order' | 'unansweredOrders' | 'confirmOrder' | 'undoOrder' | 'unconfirmedOrders'
>;
type OrderSqlRow = { readonly intent: string; readonly outcome: string | null };

/** Money orders: each intended before it is sent and answered once. What would take money twice is refused here. */
export function ordersOf(ledger: Ledger, holds: HoldQueries): Orders {
  const byKey = ledger.db.prepare('SELECT intent, outcome FROM orders WHERE key = ?');
  const unanswered = ledger.db.prepare('SELECT intent FROM orders WHERE outcome IS NULL ORDER BY rowid');
  const unconfirmed = ledger.db.prepare(
    'SELECT intent, outcome FROM orders WHERE outcome IS NOT NULL AND confirmed = 0 ORDER BY rowid',
  );
  const isConfirmed = ledger.db.prepare('SELECT 1 FROM orders WHERE key = ? AND confirmed = 1');
  const pendingOf = ledger.db.prepare(
    'SELECT key FROM orders WHERE session_id = ? AND receipt_number = ? AND outcome IS NULL LIMIT 1',
  );

  const order: Orders['order'] = (key) => {
    const row = one<OrderSqlRow>(byKey, key);
    return row && { intent: JSON.parse(row.intent), outcome: row.outcome === null ? null : JSON.parse(row.outcome) };
  };

  return {
    order,
    unansweredOrders: () => all<{ intent: string }>(unanswered).map((row) => JSON.parse(row.intent)),

    recordIntent: (intent) =>
      ledger.transact(() => {
        const known = one<OrderSqlRow>(byKey, intent.key);
        if (known) {
          if (known.intent === canonicalJson(intent)) return 'known';
          throw new Error(`order ${intent.key} was intended differently before`);
        }
        const { sessionId, holdReceiptNumber } = intent;
        const pending = holdReceiptNumber && one<{ key: string }>(pendingOf, sessionId, holdReceiptNumber);
        const against = pending ? `${pending.key} has no outcome yet` : reasonAgainst(intent, holds.hold(sessionId));
        if (against) throw new Error(`order ${intent.key} must not be sent: ${against}`);
        ledger.record({ kind: 'orderIntended', payload: intent });
        return 'new';
      }),

    unconfirmedOrders: () =>
      all<{ intent: string; outcome: string }>(unconfirmed).map((row) => ({
        intent: JSON.parse(row.intent),
        outcome: JSON.parse(row.outcome),
      })),

    confirmOrder: (key) =>
      ledger.transact(() => {
        if (!order(key)?.outcome) throw new Error(`order ${key} has no outcome to confirm`);
        if (!one(isConfirmed, key)) ledger.record({ kind: 'orderConfirmed', payload: { key } });
      }),

    undoOrder: (key, why) =>
      ledger.transact(() => {
        if (!order(key)?.outcome) throw new Error(`order ${key} has no outcome to undo`);
        if (one(isConfirmed, key)) throw new Error(`order ${key} is confirmed and stands`);
        ledger.record({ kind: 'orderUndone', payload: { key, why } });
      }),

    recordOutcome: (key, given) =>
      ledger.transact(() => {
        const known = order(key);
        if (!known) throw new Error(`order ${key} was never intended`);
        const outcome = storable(given);
        if (known.outcome) {
          if (canonicalJson(known.outcome) === canonicalJson(outcome)) return;
          throw new Error(`order ${key} had another outcome before`);
        }
        if (
          outcome.result !== 'refused' &&
          (outcome.result === 'approved') !== (known.intent.kind === 'preAuthorize')
        ) {
          throw new Error(`order ${key} is a ${known.intent.kind} and cannot be ${outcome.result}`);
        }
        if (outcome.result === 'approved' && holds.hold(known.intent.sessionId)) {
          throw new Error(`order ${key} would be the second hold of its session`);
        }
        ledger.record({ kind: 'orderAnswered', payload: { key, outcome } });
      }),
  };
}

/** Why an order would take money twice, or other money than is owed; null when it is sound. */
function reasonAgainst({ kind, holdReceiptNumber, amount }: OrderIntent, row: HoldRow | null): string | null {
  if (kind === 'preAuthorize') return row && 'the session already has a hold';
  if (holdReceiptNumber === null) return 'it names no hold';
  if (row?.hold.receiptNumber !== holdReceiptNumber) {
    return kind === 'reverse' ? null : 'the session has no such hold';
  }
  if (row.state === 'captured' || row.state === 'released') return `the hold is already ${row.state}`;
  if (row.captured !== null) return 'the terminal has already booked it';
  const owes = row.due !== null && !isZero(row.due);
  if (kind === 'reverse') return owes ? 'the session has a price to pay' : null;
  return owes && compare(row.due, amount) === 0 ? null : 'its amount is not what is due';
}

/** Field by field, as with a hold: what else a terminal may add is left behind. */
function storable(outcome: OrderOutcome): OrderOutcome {
  switch (outcome.result) {
    case 'approved':
      return { result: 'approved', hold: storableHold(outcome.hold) };
    case 'booked': {
      const { receiptNumber, traceNumber, amount } = outcome.booking;
      return { result: 'booked', booking: { receiptNumber, traceNumber, amount } };
    }
    case 'refused':
      return { result: 'refused', code: outcome.code, hostCode: outcome.hostCode };
  }
}
