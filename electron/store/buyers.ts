import type { Buyer } from '../../machines/buyer.ts';
import { canonicalJson } from './canonicalJson.ts';
import { refuseCardNumber } from './cardData.ts';
import type { Ledger } from './ledger.ts';
import { one } from './sql.ts';
import type { Store } from './store.ts';

type Buyers = Pick<Store, 'recordBuyer' | 'buyerOf'>;

/** Whom a session is billed to, as its driver typed it. What was typed before stays in the journal. */
export function buyersOf(ledger: Ledger): Buyers {
  const bySession = ledger.db.prepare('SELECT buyer FROM buyers WHERE session_id = ?');
  const known = ledger.db.prepare(
    'SELECT 1 FROM authorizations WHERE session_id = :id UNION ALL SELECT 1 FROM receipts WHERE session_id = :id',
  );

  const buyerOf: Buyers['buyerOf'] = (sessionId) => {
    const row = one<{ buyer: string }>(bySession, sessionId);
    return row && JSON.parse(row.buyer);
  };

  return {
    buyerOf,
    recordBuyer: (sessionId, { companyName, vatNumber, countryCode }) =>
      ledger.transact(() => {
        if (!known.get({ id: sessionId })) throw new Error(`session ${sessionId} was never authorized`);
        refuseCardNumber('companyName', companyName);
        refuseCardNumber('vatNumber', vatNumber);
        const buyer: Buyer = { companyName, vatNumber, countryCode };
        const before = buyerOf(sessionId);
        if (before && canonicalJson(before) === canonicalJson(buyer)) return;
        ledger.record({ kind: 'buyer', payload: { sessionId, ...buyer } });
      }),
  };
}
