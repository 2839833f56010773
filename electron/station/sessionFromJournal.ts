import type { ResumedFacts } from '../../machines/charge.model.ts';
import type { Store, TransactionEnd } from '../store/store.ts';

/** A session that goes on without its machine's memory; `finished` is the end the journal knows, if it does. */
export type JournalledSession = { readonly facts: ResumedFacts; readonly finished: TransactionEnd | null };

/**
 * The session a connector was in when its snapshot was lost, or written by another version: authorized, without a
 * receipt, its hold not yet due. Of a charging key's the meter tells whether anything is owed.
 */
export function sessionFromJournal(
  connectorId: number,
  store: Pick<Store, 'lastSession' | 'hold' | 'receiptOf'>,
  stopCode: string,
): JournalledSession | null {
  const known = store.lastSession(connectorId);
  if (!known) return null;
  const { authorization, started, finished } = known;
  const { sessionId, paidBy, idToken, tariff, tariffHash, atMs } = authorization;
  if (store.receiptOf(sessionId)) return null;
  const row = store.hold(sessionId);
  const isOver = row ? row.due !== null || row.state === 'released' || row.state === 'captured' : paidBy === 'bankCard';
  if (isOver) return null;
  const hold = row?.hold ?? null;
  return {
    facts: {
      session: { sessionId, stopCode, openedAtMs: atMs, tariff, tariffHash },
      read: hold ? { kind: 'bankCard', card: hold.card, token: hold.token } : { kind: 'chargingKey', uid: idToken },
      hold,
      paidBy,
      idToken: { kind: paidBy, value: idToken },
      controllerSessionId: started?.controllerSessionId ?? null,
      meterBefore: started ? null : (authorization.register ?? null),
      meterStart: started?.reading ?? null,
      meterLast: started?.reading ?? null,
    },
    finished,
  };
}
