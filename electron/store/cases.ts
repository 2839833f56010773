import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { CaseRow, Store } from './store.ts';

type SqlRow = { readonly number: number; readonly at_ms: number; readonly body: string };

/** What drivers said is wrong, each with a number they can name on the phone. */
export function casesOf(ledger: Ledger): Pick<Store, 'fileCase' | 'cases' | 'caseNumbered'> {
  const { db } = ledger;
  const next = db.prepare('SELECT coalesce(max(number), 0) + 1 AS number FROM cases');
  const put = db.prepare(
    "INSERT INTO errands (number, put_at_ms, next_at_ms, phone, state) VALUES (?, ?, ?, ?, 'waiting')",
  );
  const filedAt = db.prepare('SELECT at_ms FROM cases WHERE number = ?');
  const newest = db.prepare('SELECT * FROM cases ORDER BY number DESC LIMIT ?');
  const numbered = db.prepare('SELECT * FROM cases WHERE number = ?');
  return {
    fileCase: (filed, errand) =>
      ledger.transact(() => {
        const number = one<{ number: number }>(next)?.number ?? 1;
        ledger.record({ kind: 'caseFiled', payload: { number, ...filed } });
        const atMs = one<{ at_ms: number }>(filedAt, number)?.at_ms ?? 0;
        if (errand) put.run(number, atMs, atMs, errand.phone?.(number) ?? null);
        return number;
      }),
    cases: (atMost) => all<SqlRow>(newest, atMost).map(caseRow),
    caseNumbered(number) {
      const row = one<SqlRow>(numbered, number);
      return row && caseRow(row);
    },
  };
}

const caseRow = ({ number, at_ms, body }: SqlRow): CaseRow => ({ number, atMs: at_ms, filed: JSON.parse(body) });
