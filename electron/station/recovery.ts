import type { HoldRow } from '../store/store.ts';
import type { Parts } from './assemble.ts';

/**
 * Holds that no machine looks after: it could not be restored, or had given up before the approval came to light. What
 * the journal says of them decides: never authorized, nothing can have flowed, so the hold is given back; anything else
 * is for a person, with all that is known.
 */
export function recoverSessions(
  { store, log }: Pick<Parts, 'store' | 'log'>,
  isAlive: (sessionId: string) => boolean,
): void {
  // Whether an approval in doubt stands at all, the comparison with the terminal tells first; then this runs again.
  const inDoubt = new Set(store.unconfirmedOrders().map(({ intent }) => intent.sessionId));
  for (const row of store.openHolds())
    if (row.due === null && !isAlive(row.sessionId) && !inDoubt.has(row.sessionId)) recover(row);

  /** A store that refuses is asked again at the next comparison with the terminal; the station goes on. */
  function recover(row: HoldRow): void {
    try {
      decide(row);
    } catch (cause) {
      log.error({ sessionId: row.sessionId, cause: String(cause) }, 'the store refused to recover a hold');
    }
  }

  function decide(row: HoldRow): void {
    if (store.session(row.sessionId)) {
      store.markForStaff(row.sessionId, 'the session was interrupted while energy may have flowed');
      log.error({ sessionId: row.sessionId }, 'an interrupted charge needs a person');
      return;
    }
    const { currency } = row.hold.amount;
    store.recordDue({ sessionId: row.sessionId, amount: { minor: 0, currency }, reason: 'interrupted before energy' });
    log.warn({ sessionId: row.sessionId }, 'a hold was left over without a charge: giving it back');
  }
}
