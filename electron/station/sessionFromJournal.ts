import type { ResumedFacts } from '../../machines/charge.model.ts';
import type { Store, TransactionEnd } from '../store/store.ts';
import { marksOf } from './priceMarks.ts';

/** A session that goes on without its machine's memory; `finished` is the end the journal knows, if it does. */
export type JournalledSession = { readonly facts: ResumedFacts; readonly finished: TransactionEnd | null };

/**
 * The session a connector was in when its snapshot was lost, or written by another version: authorized, without a
 * receipt and not ended without one. The meter tells whether anything is owed.
 */
export function sessionFromJournal(
  connectorId: number,
  store: Pick<Store, 'lastSession' | 'hold'>,
  stopCode: string,
): JournalledSession | null {
  const known = store.lastSession(connectorId);
  if (!known || known.isOver) return null;
  const { authorization, started, finished, priceMarks, budget } = known;
  const { sessionId, paidBy, idToken, tariff, tariffHash, openedAtMs, atMs } = authorization;
  const row = store.hold(sessionId);
  if (paidBy === 'bankCard' && (!row || row.state === 'released' || row.state === 'captured')) return null;
  const hold = row?.hold ?? null;
  return {
    facts: {
      session: { sessionId, stopCode, openedAtMs: openedAtMs ?? atMs, tariff, tariffHash },
      read: hold ? { kind: 'bankCard', card: hold.card, token: hold.token } : { kind: 'chargingKey', uid: idToken },
      budget,
      hold,
      paidBy,
      idToken: { kind: paidBy, value: idToken },
      controllerSessionId: started?.controllerSessionId ?? null,
      meterBefore: started ? null : (authorization.register ?? null),
      meterStart: started?.reading ?? null,
      meterLast: started?.reading ?? null,
      priceMarks: marksOf(priceMarks),
    },
    finished,
  };
}
