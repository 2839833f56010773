import { canonicalJson } from './canonicalJson.ts';
import { refuseCardNumber } from './cardData.ts';
import type { Ledger } from './ledger.ts';
import { one } from './sql.ts';
import type { Authorization, SessionRecord, Store } from './store.ts';

type Sessions = Pick<
  Store,
  | 'recordAuthorization'
  | 'recordTransaction'
  | 'recordNoCharge'
  | 'recordPriceMark'
  | 'recordBudget'
  | 'session'
  | 'lastSession'
>;
type SessionSqlRow = {
  readonly body: string;
  readonly started: string | null;
  readonly finished: string | null;
  /** A JSON array. */
  readonly marks: string;
  readonly budget: string | null;
  readonly is_over: number;
};

const SELECT = `
  SELECT authorizations.body, started.body AS started, finished.body AS finished,
    (SELECT json_group_array(json(mark) ORDER BY price_marks.rowid) FROM price_marks
      WHERE price_marks.session_id = authorizations.session_id) AS marks,
    (SELECT budget FROM budgets WHERE budgets.session_id = authorizations.session_id) AS budget,
    dues.session_id IS NOT NULL OR receipts.session_id IS NOT NULL AS is_over
  FROM authorizations
  LEFT JOIN dues ON dues.session_id = authorizations.session_id
  LEFT JOIN receipts ON receipts.session_id = authorizations.session_id
  LEFT JOIN transactions AS started ON started.session_id = authorizations.session_id AND started.phase = 'started'
  LEFT JOIN transactions AS finished ON finished.session_id = authorizations.session_id AND finished.phase = 'finished'`;

/** Who charged at which price, and what the meter said at both ends. */
export function sessionsOf(ledger: Ledger): Sessions {
  const bySession = ledger.db.prepare(`${SELECT} WHERE authorizations.session_id = ?`);

  const newest = ledger.db.prepare(
    `${SELECT} WHERE json_extract(authorizations.body, '$.connectorId') = ? ORDER BY authorizations.rowid DESC LIMIT 1`,
  );

  const session: Sessions['session'] = (sessionId) => {
    const row = one<SessionSqlRow>(bySession, sessionId);
    return row && sessionRecord(row);
  };

  return {
    session,
    lastSession: (connectorId) => {
      const row = one<SessionSqlRow>(newest, connectorId);
      return row && sessionRecord(row);
    },

    recordAuthorization: (authorization) =>
      ledger.transact(() => {
        // A charging key's uid may be all digits; it is no card number.
        if (authorization.paidBy === 'bankCard') refuseCardNumber('idToken', authorization.idToken);
        const before = session(authorization.sessionId)?.authorization;
        if (!before) return ledger.record({ kind: 'authorized', payload: authorization });
        if (timeless(before) !== timeless(authorization)) {
          throw new Error(`session ${authorization.sessionId} was authorized differently before`);
        }
      }),

    recordTransaction: (end) =>
      ledger.transact(() => {
        const before = session(end.sessionId);
        if (!before) throw new Error(`session ${end.sessionId} was never authorized`);
        if (before[end.phase] === null) ledger.record({ kind: 'transaction', payload: end });
      }),

    recordNoCharge: (sessionId) =>
      ledger.transact(() => {
        const { started, finished } = session(sessionId) ?? {};
        if (!started && !finished) return;
        if (started && finished && finished.reading.energyWh > started.reading.energyWh)
          throw new Error(`energy flowed in session ${sessionId}`);
        ledger.record({ kind: 'noCharge', payload: { sessionId } });
      }),

    recordPriceMark: (entry) =>
      ledger.transact(() => {
        const known = session(entry.sessionId)?.priceMarks ?? [];
        if (known.some((mark) => canonicalJson(mark) === canonicalJson(entry.mark))) return;
        ledger.record({ kind: 'priceChanged', payload: entry });
      }),

    recordBudget: (sessionId, budget) =>
      ledger.transact(() => {
        const before = session(sessionId);
        if (!before) throw new Error(`session ${sessionId} was never authorized`);
        if (canonicalJson(before.budget) === canonicalJson(budget)) return;
        ledger.record({ kind: 'budget', payload: { sessionId, budget } });
      }),
  };
}

/** When, and at which register, is told by the first of them. */
const timeless = ({ atMs: _, openedAtMs: __, register: ___, ...authorization }: Authorization): string =>
  canonicalJson(authorization);

const sessionRecord = (row: SessionSqlRow): SessionRecord => ({
  authorization: JSON.parse(row.body),
  started: row.started === null ? null : JSON.parse(row.started),
  finished: row.finished === null ? null : JSON.parse(row.finished),
  priceMarks: JSON.parse(row.marks),
  budget: row.budget === null ? null : JSON.parse(row.budget),
  isOver: row.is_over === 1,
});
