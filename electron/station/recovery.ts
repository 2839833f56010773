import type { Parts } from './assemble.ts';

/**
 * Holds that no machine looks after: it could not be restored, or had given up before the approval came to light. What the journal says of them decides: no transaction, nothing
 * delivered, so the hold is given back; anything else is for a person, with all that is known.
 */
export function recoverSessions(
  { store, log }: Pick<Parts, 'store' | 'log'>,
  isAlive: (sessionId: string) => boolean,
): void {
  for (const row of store.openHolds()) {
    if (row.due !== null || isAlive(row.sessionId)) continue;
    const session = store.session(row.sessionId);
    if (session?.started) {
      store.markForStaff(row.sessionId, 'the session was interrupted while energy may have flowed');
      log.error({ sessionId: row.sessionId }, 'an interrupted charge needs a person');
      continue;
    }
    const { currency } = row.hold.amount;
    store.recordDue({ sessionId: row.sessionId, amount: { minor: 0, currency }, reason: 'interrupted before energy' });
    log.warn({ sessionId: row.sessionId }, 'a hold was left over without a charge: giving it back');
  }
}
