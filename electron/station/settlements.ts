import { type Actor, createActor, fromCallback, fromPromise } from 'xstate';
import type { Settled } from '../../machines/charge.model.ts';
import { err } from '../../machines/result.ts';
import {
  type SettlementDeadline,
  type SettlementEvent,
  type SettlementInput,
  type SettlementOutput,
  settlementMachine,
} from '../../machines/settlement.machine.ts';
import type { HoldRow, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';
import type { Orders } from './orders.ts';

/** One settlement actor per hold that is due, whoever looks at the screen; at boot it goes on from the journal. */
export function createSettlements(deps: {
  store: Store;
  orders: Orders;
  clock: Clock;
  config: Config['payment'];
  log: StationLog;
  onChange: (sessionId: string, settled: Settled) => void;
}) {
  const { store, orders, clock, config, log } = deps;
  const actors = new Map<string, Actor<typeof settlementMachine>>();

  const machine = settlementMachine.provide({
    actors: {
      deadline: fromCallback<SettlementEvent, SettlementDeadline>(({ input, sendBack }) =>
        clock.at((input.sinceMs ?? clock.now()) + input.spanMs, () => sendBack({ type: `DEADLINE.${input.name}` })),
      ),
      capture: fromPromise(async ({ input }) => forgotten(input) ?? orders.capture(withConnector(input))),
      reverse: fromPromise(async ({ input }) => forgotten(input) ?? orders.reverse(withConnector(input))),
    },
    actions: {
      noteFailure: ({ context: { sessionId, attempts } }, { error }) => {
        log.warn({ sessionId, attempts, error }, 'settlement has to wait');
        noted(sessionId, () => {
          store.noteAttempt(sessionId, error);
          const row = store.hold(sessionId);
          if (row && clock.now() - row.heldAtMs > config.settlementStaffAfterMs) store.markForStaff(sessionId, error);
        });
      },
      askStaff: ({ context: { sessionId } }, { error }) => {
        log.error({ sessionId, error }, 'settlement needs a person');
        noted(sessionId, () => store.markForStaff(sessionId, error));
      },
    },
  });

  /** A note that cannot be written must not end the settlement itself. */
  function noted(sessionId: string, write: () => void): void {
    try {
      write();
    } catch (cause) {
      log.error({ sessionId, cause: String(cause) }, 'the store refused a note');
    }
  }

  /**
   * A terminal counts receipts to 9999 and begins again, and one that was emptied at once: when a later hold bears this
   * one's number, an order would reach that one.
   */
  const forgotten = ({ sessionId, hold }: SettlementInput): SettlementOutput | null =>
    store.isReceiptReused(sessionId)
      ? err({ code: 'unclear', detail: `receipt ${hold.receiptNumber} has been given to a later hold` })
      : null;

  const withConnector = (input: SettlementInput) => ({
    ...input,
    connectorId: store.hold(input.sessionId)?.connectorId ?? 0,
  });

  /** Starts settling a hold whose due amount is written. Begun once; beginning again changes nothing. */
  function begin(sessionId: string): void {
    const row = store.hold(sessionId);
    if (!row?.due || row.outside || isOver(row) || actors.has(sessionId)) return;
    const input: SettlementInput = {
      sessionId,
      hold: row.hold,
      due: row.due,
      retryMinMs: config.settlementRetryMinMs,
      retryMaxMs: config.settlementRetryMaxMs,
      attempts: row.attempts,
      triedAtMs: row.attempts > 0 ? store.lastAttemptMs(sessionId) : null,
      lastError: row.lastError,
    };
    const actor = createActor(machine, { input });
    actors.set(sessionId, actor);
    actor.subscribe((snapshot) => {
      deps.onChange(sessionId, settledOf(snapshot));
      if (snapshot.status === 'done') actors.delete(sessionId);
    });
    actor.start();
  }

  function underWay(sessionId: string): Settled | null {
    const actor = actors.get(sessionId);
    return actor ? settledOf(actor.getSnapshot()) : null;
  }

  return {
    begin,
    /** Where a settlement stands that is on its way; null when none is. */
    underWay,
    /** Where a hold stands by the store, for a driver who looks at it again. */
    settled(sessionId: string): Settled | null {
      const row = store.hold(sessionId);
      return underWay(sessionId) ?? (row && { state: row.state, captured: row.captured });
    },
    resume(): void {
      for (const row of store.openHolds()) begin(row.sessionId);
    },
    onTerminalUp(): void {
      for (const actor of actors.values()) actor.send({ type: 'TERMINAL_UP' });
    },
    /** Tries at once what waits, or begins it. */
    retry(sessionId: string): void {
      const actor = actors.get(sessionId);
      if (actor) actor.send({ type: 'RETRY' });
      else begin(sessionId);
    },
    /** Staff settled it elsewhere: nothing more is taken. False: an order is on its way just now. */
    letGo(sessionId: string, write: () => void): boolean {
      const actor = actors.get(sessionId);
      if (actor && isUnderOrder(actor)) return false;
      write();
      actor?.stop();
      actors.delete(sessionId);
      void orders.freeSettled();
      return true;
    },
    /** Whether the terminal is just asked to take or give back money. */
    isOrdering: (): boolean => [...actors.values()].some(isUnderOrder),
    /** How many holds are on their way. */
    get open(): number {
      return actors.size;
    },
    stop(): void {
      for (const actor of actors.values()) actor.stop();
      actors.clear();
    },
  };
}
export type Settlements = ReturnType<typeof createSettlements>;

/** Nothing more can be ordered for it. */
const isOver = (row: HoldRow): boolean => row.state === 'released' || row.captured !== null;

const isUnderOrder = (actor: Actor<typeof settlementMachine>): boolean =>
  actor.getSnapshot().matches('capturing') || actor.getSnapshot().matches('releasing');

function settledOf(snapshot: ReturnType<Actor<typeof settlementMachine>['getSnapshot']>): Settled {
  const { captured, due } = snapshot.context;
  switch (snapshot.value) {
    case 'waiting':
      return { state: 'delayed', captured };
    case 'held':
      return { state: due.minor === 0 ? 'releasing' : 'capturing', captured };
    default:
      return { state: snapshot.value, captured };
  }
}
