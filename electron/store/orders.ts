import { compare, isZero } from '../../machines/money.ts';
import { canonicalJson } from './canonicalJson.ts';
import { storableHold } from './cardData.ts';
import type { HoldQueries } from './holds.ts';
import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { HoldRow, OrderIntent, OrderOutcome, Store } from './store.ts';

type Orders = Pick<Store, 'recordIntent' | 'recordOutcome' | 'order' | 'unansweredOrders'>;
type OrderSqlRow = { readonly intent: string; readonly outcome: string | null };

/** Money orders: each intended before it is sent and answered once. What would take money twice is refused here. */
export function ordersOf(ledger: Ledger, holds: HoldQueries): Orders {
  const byKey = ledger.db.prepare('SELECT intent, outcome FROM orders WHERE key = ?');
  const unanswered = ledger.db.prepare('SELECT intent FROM orders WHERE outcome IS NULL ORDER BY rowid');
  const unansweredOf = ledger.db.prepare('SELECT key FROM orders WHERE session_id = ? AND outcome IS NULL LIMIT 1');

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
        const pending = one<{ key: string }>(unansweredOf, intent.sessionId);
        const against = pending
          ? `${pending.key} of the same session has no outcome yet`
          : reasonAgainst(intent, holds.hold(intent.sessionId));
        if (against) throw new Error(`order ${intent.key} must not be sent: ${against}`);
        ledger.record({ kind: 'orderIntended', payload: intent });
        return 'new';
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
        ledger.record({ kind: 'orderAnswered', payload: { key, outcome } });
      }),
  };
}

/** Why an order would take money twice, or other money than is owed; null when it is sound. */
function reasonAgainst(intent: OrderIntent, row: HoldRow | null): string | null {
  if (intent.kind === 'preAuthorize') return row && 'the session already has a hold';
  if (!row) return 'the session has no hold';
  if (row.state === 'captured' || row.state === 'released') return `the hold is already ${row.state}`;
  if (intent.holdReceiptNumber !== row.hold.receiptNumber) return 'it names another hold';
  const owes = row.due !== null && !isZero(row.due);
  if (intent.kind === 'reverse') return owes ? 'the session has a price to pay' : null;
  return owes && compare(row.due, intent.amount) === 0 ? null : 'its amount is not what is due';
}

const storable = (outcome: OrderOutcome): OrderOutcome =>
  outcome.result === 'approved' ? { ...outcome, hold: storableHold(outcome.hold) } : outcome;
