import type { Money } from '../../machines/money.ts';
import type { Hold, TerminalError, TerminalPrompt } from '../../machines/ports/cardTerminal.ts';
import { ok, type Result } from '../../machines/result.ts';
import type { Store } from '../store/store.ts';
import type { Chance } from './chargeActor.ts';
import type { StationLog } from './log.ts';
import type { Orders } from './orders.ts';
import type { Settlements } from './settlements.ts';

/** Of the station as a whole: it is no connector's. */
const NO_CONNECTOR = 0;

/**
 * The smallest amount there is, set aside and given back, to see that money moves. It takes the way of every payment:
 * the intent in the journal before the first byte, a settlement of its own that goes on after a restart. Approved and
 * not yet known to be due when the power fails, it is a hold without a charge: the next start gives it back.
 */
export function createHoldAndRelease(deps: {
  readonly store: Pick<Store, 'hold' | 'recordDue'>;
  readonly orders: Pick<Orders, 'preAuthorize'>;
  readonly settlements: Pick<Settlements, 'begin' | 'settled'>;
  readonly chance: Pick<Chance, 'sessionId'>;
  readonly currency: string;
  readonly log: StationLog;
}) {
  const { store, orders, settlements, chance, currency, log } = deps;
  const amount: Money = { minor: 1, currency };

  function giveBack(sessionId: string): void {
    try {
      if (!store.hold(sessionId)?.due)
        store.recordDue({ sessionId, amount: { minor: 0, currency }, reason: 'test of staff' });
      settlements.begin(sessionId);
    } catch (cause) {
      log.error(
        { sessionId, cause: String(cause) },
        'what is due for a test is not written: decided at the next start',
      );
    }
  }

  return {
    async hold(
      onPrompt: (prompt: TerminalPrompt) => void,
      signal: AbortSignal,
    ): Promise<Result<{ readonly sessionId: string; readonly hold: Hold }, TerminalError>> {
      const sessionId = `TEST${chance.sessionId()}`;
      log.info({ sessionId }, 'staff test a hold');
      const of = { sessionId, connectorId: NO_CONNECTOR, attempt: 1, amount, onPrompt };
      const held = await orders.preAuthorize(of, signal);
      if (!held.ok) return held;
      giveBack(sessionId);
      return ok({ sessionId, hold: held.value });
    },
    /** Null while it is on its way. */
    endOf(sessionId: string): 'released' | 'staff' | null {
      const state = settlements.settled(sessionId)?.state;
      return state === 'released' || state === 'staff' ? state : null;
    },
  };
}
export type HoldAndRelease = ReturnType<typeof createHoldAndRelease>;
