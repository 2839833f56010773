import type { Ledger } from './ledger.ts';
import { all } from './sql.ts';
import type { Store, TrailRow } from './store.ts';

type SqlRow = { readonly seq: number; readonly at_ms: number; readonly kind: TrailRow['kind']; readonly body: string };

/** What staff did, in the journal's chain: nobody takes a row out or writes one in between. */
export function staffTrailOf(ledger: Ledger): Pick<Store, 'recordSignIn' | 'recordAction' | 'staffTrail'> {
  const newest = ledger.db.prepare('SELECT * FROM staff_trail WHERE seq < ? ORDER BY seq DESC LIMIT ?');
  return {
    recordSignIn: (payload) => ledger.record({ kind: 'staffSignIn', payload }),
    recordAction: (payload) => ledger.record({ kind: 'staffAction', payload }),
    staffTrail: (beforeSeq, atMost) =>
      all<SqlRow>(newest, beforeSeq, atMost).map(
        ({ seq, at_ms: atMs, kind, body }): TrailRow => ({ seq, atMs, kind, ...JSON.parse(body) }),
      ),
  };
}
