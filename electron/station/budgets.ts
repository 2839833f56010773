import { type Budget, isWithin } from '../../machines/budget.ts';
import type { IntentAnswer } from '../ipc/contract.ts';
import type { Store } from '../store/store.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { budgetRange, untilStopped } from './limits.ts';
import type { StationLog } from './log.ts';

const unfit = (detail: string): IntentAnswer => ({ ok: false, error: { code: 'unfit', detail } });

export type Budgets = (connectorId: number, budget: Budget | null) => IntentAnswer;

/** Sets how far a charge is to go. Of one under way it is in the journal first, for it may be worth money. */
export function createBudgets(parts: {
  readonly config: Config;
  readonly store: Pick<Store, 'recordBudget'>;
  readonly clock: Clock;
  readonly log: StationLog;
  readonly charges: ReadonlyMap<number, ChargeActor>;
}): Budgets {
  const { config, store, clock, log, charges } = parts;
  return (connectorId, budget) => {
    const charge = charges.get(connectorId);
    const evse = config.evses.find((each) => each.evse === connectorId);
    if (!charge || !evse)
      return {
        ok: false,
        error: { code: 'unknown_connector', detail: `this station has no connector ${connectorId}` },
      };
    if (!charge.getSnapshot().can({ type: 'SET_BUDGET', budget })) return unfit('no budget can be set now');
    const { context } = charge.getSnapshot();
    if (!isWithin(budget, budgetRange(context, config, clock.now(), untilStopped(config, evse))))
      return unfit('less than is spent already, or more than is held');
    try {
      if (context.session && context.idToken) store.recordBudget(context.session.sessionId, budget);
    } catch (cause) {
      log.error({ connector: connectorId, cause: String(cause) }, 'the store refused a budget');
      return unfit('the budget could not be written down');
    }
    charge.send({ type: 'SET_BUDGET', budget });
    return { ok: true };
  };
}
