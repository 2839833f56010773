import type { PaidBy } from '../../machines/receiptView.ts';
import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { HoldState, Store } from './store.ts';

/** The books in a few numbers, for whoever watches the station. All since they began; money in minor units. */
export type BooksFigures = {
  readonly journalRows: number;
  readonly receipts: readonly {
    readonly paidBy: PaidBy;
    readonly currency: string;
    readonly sessions: number;
    readonly gross: number;
  }[];
  readonly energyWh: number;
  readonly failedStarts: readonly { readonly cause: string; readonly starts: number }[];
  readonly openHolds: readonly {
    readonly state: HoldState;
    /** 1: its charge is over, and it is to be settled. 0: somebody charges. */
    readonly due: 0 | 1;
    readonly currency: string;
    readonly count: number;
    readonly minor: number;
  }[];
};

/** Read from the sums and from what is open: it takes no longer when the books grow old. */
export function figuresOf({ db, journal }: Ledger): Pick<Store, 'figures'> {
  const receipts = db.prepare(
    'SELECT paid_by AS paidBy, currency, sum(sessions) AS sessions, sum(gross) AS gross FROM payment_days GROUP BY 1, 2',
  );
  const energy = db.prepare('SELECT coalesce(sum(energy_mwh), 0) / 1000.0 AS wh FROM usage_days');
  const failed = db.prepare('SELECT cause, sum(starts) AS starts FROM failed_start_days GROUP BY cause');
  const open = db.prepare(
    `SELECT state, amount IS NOT NULL OR state = 'staff' AS due, hold ->> '$.amount.currency' AS currency,
       count(*) AS count, sum(hold ->> '$.amount.minor') AS minor
     FROM holds LEFT JOIN dues USING (session_id) WHERE state NOT IN ('captured', 'released') GROUP BY 1, 2, 3`,
  );
  return {
    figures: () => ({
      journalRows: journal.head().seq,
      receipts: all(receipts),
      energyWh: one<{ wh: number }>(energy)?.wh ?? 0,
      failedStarts: all(failed),
      openHolds: all(open),
    }),
  };
}
