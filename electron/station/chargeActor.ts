import { type Actor, createActor, fromCallback, fromPromise } from 'xstate';
import type { ControllerOutput, PreAuthorizeOutput, ReadCardOutput, StoreOutput } from '../../machines/charge.asks.ts';
import { chargeMachine } from '../../machines/charge.machine.ts';
import type { ChargeContext, ChargeInput, DeadlineEvent, DeadlineInput, Session } from '../../machines/charge.model.ts';
import type { CardTerminal, TerminalPrompt } from '../../machines/ports/cardTerminal.ts';
import type { PowerController } from '../../machines/ports/powerController.ts';
import { err, ok } from '../../machines/result.ts';
import { tariffHash } from '../billing/priceView.ts';
import { RESTORED } from '../store/backupBooks.ts';
import type { Store, TransactionEnd } from '../store/store.ts';
import { storeError } from '../store/storeError.ts';
import { keepSnapshots, savedSnapshot } from './chargeSnapshots.ts';
import type { ChargingKeys } from './chargingKeys.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { leastHold, untilStopped } from './limits.ts';
import type { StationLog } from './log.ts';
import type { Orders } from './orders.ts';
import { createReceipts } from './receipts.ts';
import { sessionFromJournal } from './sessionFromJournal.ts';
import type { Settlements } from './settlements.ts';

export type ChargeActor = Actor<typeof chargeMachine>;

export type ChargeDeps = {
  readonly config: Config;
  readonly store: Store;
  readonly terminal: CardTerminal;
  readonly controller: PowerController;
  readonly orders: Orders;
  readonly settlements: Settlements;
  readonly keys: ChargingKeys;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: StationLog;
};

/** Where names and codes come from; a test brings its own. */
export interface Chance {
  sessionId(): string;
  /** Four digits. */
  stopCode(): string;
}

/** Gives the machine of one connector its hands, and keeps its snapshot so that a restart goes on where it stood. */
export function createCharge(evse: Config['evses'][number], deps: ChargeDeps): ChargeActor {
  const { config, store, terminal, controller, orders, settlements, keys, clock, chance, log } = deps;
  const receipts = createReceipts(evse, deps);
  const name = `charge:${evse.evse}`;
  let restoring = false;
  let moneyOrder = new AbortController();

  const prompt = (value: TerminalPrompt) => actor.send({ type: 'TERMINAL_PROMPT', prompt: value });
  const stored = (write: () => void): StoreOutput => {
    try {
      return ok(write());
    } catch (cause) {
      log.error({ connector: evse.evse, cause: String(cause) }, 'the store refused a write');
      return err({ code: 'not_stored', detail: String(cause) });
    }
  };
  const pause = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + ms, resolve);
      signal.addEventListener('abort', () => [cancel(), resolve()], { once: true });
    });

  /** What `isTold` looks for, or nothing until then. */
  const told = (isTold: (context: ChargeContext) => boolean, untilMs: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted || isTold(actor.getSnapshot().context)) return resolve();
      const end = () => {
        watching.unsubscribe();
        cancel();
        resolve();
      };
      const watching = actor.subscribe(({ context }) => isTold(context) && end());
      const cancel = clock.at(untilMs, end);
      signal.addEventListener('abort', end, { once: true });
    });
  /** The meter's next word, or none within the time a controller may be silent. */
  const nextReading = (signal: AbortSignal) => {
    const { meterLast: before } = actor.getSnapshot().context;
    const untilMs = clock.now() + config.powerController.heartbeatTimeoutMs;
    return told(({ meterLast }) => meterLast !== before, untilMs, signal);
  };

  const machine = chargeMachine.provide({
    actions: { abortTerminalOrder: () => moneyOrder.abort() },
    actors: {
      deadline: fromCallback<DeadlineEvent, DeadlineInput>(({ input, sendBack, receive }) => {
        const kept = restoring && !input.anew ? actor.getSnapshot().context.deadlines[input.name] : undefined;
        let atMs = kept ?? Math.min((input.sinceMs ?? clock.now()) + input.spanMs, input.latestMs ?? Infinity);
        const set = () => clock.at(atMs, () => sendBack({ type: `DEADLINE.${input.name}` }));
        const tell = (extensions: number) => sendBack({ type: 'DEADLINE_SET', name: input.name, atMs, extensions });
        if (kept === undefined) tell(0);
        let cancel = set();
        receive(({ spanMs, latestMs = Infinity, extensions }) => {
          cancel();
          atMs = Math.max(atMs, Math.min(clock.now() + spanMs, latestMs));
          tell(extensions);
          cancel = set();
        });
        return () => cancel();
      }),
      openSession: fromPromise(
        async (): Promise<Session> => ({
          sessionId: chance.sessionId(),
          stopCode: chance.stopCode(),
          openedAtMs: clock.now(),
          tariff: config.tariff,
          tariffHash: tariffHash(config.tariff),
        }),
      ),
      readCard: fromPromise(async ({ input, signal }): Promise<ReadCardOutput> => {
        // Of a card that stops a charge nothing is written.
        const ready = actor.getSnapshot().matches('authorize') ? store.ready() : ok(undefined);
        if (ready.ok) return terminal.readCard({ timeoutMs: input.timeoutMs, onPrompt: prompt }, signal);
        log.error({ connector: evse.evse, error: ready.error }, 'no sale: the books cannot take it');
        return err({ code: 'not_stored' });
      }),
      preAuthorize: fromPromise(async ({ input }): Promise<PreAuthorizeOutput> => {
        // Not the actor's own signal: stopping the station must not take back an order the bank may have approved.
        const order = new AbortController();
        moneyOrder = order;
        // Revived, it can only wait for the terminal to tell what became of it; not for ever, and what is found later
        // is given back all the same.
        if (restoring) clock.at(clock.now() + config.timeouts.presentCardMs, () => order.abort());
        const { session, attempt, amount } = input;
        try {
          return await orders.preAuthorize(
            { sessionId: session.sessionId, connectorId: evse.evse, attempt, amount, onPrompt: prompt },
            order.signal,
          );
        } catch (cause) {
          // Not written before the order: it was not sent. Not written after it: the terminal will be asked.
          if (storeError(cause, name)?.code !== 'unwritable') throw cause;
          log.error({ connector: evse.evse, cause: String(cause) }, 'the store refused a record of the payment');
          return err({ code: 'not_stored' });
        }
      }),
      checkKey: fromPromise(async ({ input }) => keys.check(input.uid)),
      checkPin: fromPromise(async ({ input }) => keys.checkPin(input.uid, input.pin)),
      recordAuthorization: fromPromise(async ({ input }) =>
        stored(() => {
          store.recordAuthorization({
            sessionId: input.session.sessionId,
            connectorId: evse.evse,
            paidBy: input.paidBy,
            idToken: input.idToken.value,
            tariffHash: input.session.tariffHash,
            tariff: input.session.tariff,
            register: input.register,
            openedAtMs: input.session.openedAtMs,
            atMs: clock.now(),
          });
          if (input.budget) store.recordBudget(input.session.sessionId, input.budget);
        }),
      ),
      authorizeEvse: fromPromise(async ({ input, signal }): Promise<ControllerOutput> => {
        // After a restart the money is there before the link is: a good charge does not die of that.
        const until = clock.now() + config.timeouts.withdrawMs;
        let mayHaveCharged = restoring;
        for (;;) {
          if (mayHaveCharged) {
            // It may have been heard when we could not: asked again, it would pay for a second transaction. The meter
            // shows first whether there was one. Revived, the machine hears only after its start that it was out of touch.
            await Promise.resolve();
            await told(({ meterHeard }) => meterHeard, until, signal);
            const { meterStart, meterHeard } = actor.getSnapshot().context;
            if (meterStart !== null) return ok(undefined);
            if (!meterHeard || signal.aborted) return err({ code: 'link_lost' });
          }
          const result = await controller.authorize(input.evse, input.idToken);
          if (result.ok || result.error.code !== 'link_lost' || signal.aborted || clock.now() >= until) return result;
          mayHaveCharged = true;
          await pause(config.timeouts.stopRetryMs, signal);
        }
      }),
      withdraw: fromPromise(async ({ input, signal }) => {
        for (;;) {
          const result = await controller.withdraw(input.evse, input.idToken);
          if (result.ok || result.error.code === 'refused' || signal.aborted) return result;
          await pause(config.timeouts.stopRetryMs, signal);
        }
      }),
      stopTransaction: fromPromise(async ({ input, signal }): Promise<ControllerOutput> => {
        for (;;) {
          const result = await controller.stopTransaction(input.evse, input.reason);
          if (signal.aborted) return result;
          await pause(config.timeouts.stopRetryMs, signal);
          if (signal.aborted) return result;
          // It says there is nothing to stop and told no end: the end was missed. What flowed, the meter has yet to show.
          if (result.ok || result.error.code !== 'refused') continue;
          await nextReading(signal);
          if (signal.aborted) return result;
          if (actor.getSnapshot().context.meterHeard) actor.send({ type: 'TRANSACTION_LOST', atMs: clock.now() });
        }
      }),
      issueReceipt: fromPromise(async ({ input }) => {
        const receipt = receipts.issue(input.context);
        if (receipt.ok && input.context.session) settlements.begin(input.context.session.sessionId);
        return receipt;
      }),
      recordNoCharge: fromPromise(async ({ input }) => stored(() => store.recordNoCharge(input.session.sessionId))),
      recordRelease: fromPromise(async ({ input }) => {
        const { sessionId } = input.session;
        const { currency } = store.hold(sessionId)?.hold.amount ?? config.tariff;
        const written = stored(() =>
          store.recordDue({ sessionId, amount: { minor: 0, currency }, reason: input.reason }),
        );
        if (written.ok) settlements.begin(sessionId);
        return written;
      }),
    },
  });

  const input: ChargeInput = { connectorId: evse.evse, evse: evse.evse, settings: settingsOf(config, evse) };
  const saved = savedSnapshot(name, input, deps);
  const restored = saved && createActor(machine, { snapshot: saved, input });
  // What cannot be read is told by the actor, not thrown (a state that is gone, a file edited by hand).
  const isUsable = restored?.getSnapshot().status === 'active';
  if (saved && !isUsable) log.error({ connector: evse.evse }, 'the snapshot cannot be read: settling from the journal');
  const actor: ChargeActor = restored && isUsable ? restored : createActor(machine, { input });
  restoring = actor === restored;
  actor.start();
  restoring = false;
  // What became of the cable while the station was off is not known.
  if (saved && actor === restored) actor.send({ type: 'OUT_OF_TOUCH', atMs: saved.savedAtMs });
  // Only now: a snapshot saved before it knew that would say that the station had lived all the while.
  keepSnapshots(actor, name, deps);
  if (actor.getSnapshot().context.session === null) resume(actor, evse.evse, deps);
  else catchUp(actor, deps);
  return actor;
}

/** What was journalled in the instant the station died is not in its last snapshot: the journal is the truth. */
function catchUp(actor: ChargeActor, { store, clock }: ChargeDeps): void {
  const snapshot = actor.getSnapshot();
  const sessionId = snapshot.context.session?.sessionId;
  if (sessionId === undefined || snapshot.matches('receipt')) return;
  const finished = store.session(sessionId)?.finished;
  if (store.receiptOf(sessionId)) actor.send({ type: 'BILLED' });
  else if (finished) endAsJournalled(actor, finished, clock.now());
}

/** It ended when its last reading was taken, however long the station was off since. */
function endAsJournalled(actor: ChargeActor, finished: TransactionEnd, nowMs: number): void {
  const { reading: meter, controllerSessionId, signed, signedStart } = finished;
  const atMs = Math.min(nowMs, meter.atMs);
  actor.send({ type: 'TRANSACTION_FINISHED', controllerSessionId, meter, atMs, endReason: null, signed, signedStart });
}

/** Without a snapshot the session goes on from the journal: the driver's code is new, and all that is owed is known. */
function resume(actor: ChargeActor, connectorId: number, { store, chance, clock, log }: ChargeDeps): void {
  // In books restored from a backup a session may be long over, and others have charged since: a person looks at it.
  const journalled = store.snapshot(RESTORED) ? null : sessionFromJournal(connectorId, store, chance.stopCode());
  if (!journalled) return;
  const { facts, finished } = journalled;
  const atMs = clock.now();
  log.warn({ connectorId, session: facts.session?.sessionId }, 'no snapshot: going on from the journal');
  actor.send({ type: 'OUT_OF_TOUCH', atMs });
  actor.send({ type: 'RESUME', facts });
  const energySinceMs = facts.priceMarks[0]?.atMs ?? facts.meterStart?.atMs;
  if (facts.session && energySinceMs !== undefined)
    actor.send({ type: 'CHARGING_STARTED', atMs: Math.min(atMs, Math.max(facts.session.openedAtMs, energySinceMs)) });
  if (finished) endAsJournalled(actor, finished, atMs);
}

function settingsOf(config: Config, evse: Config['evses'][number]): ChargeInput['settings'] {
  const { timeouts, payment, tariff } = config;
  return {
    holdAmount: { minor: payment.holdMinor, currency: tariff.currency },
    leastHold: leastHold(tariff, untilStopped(config, evse)),
    stopNeeds: payment.stopProtection,
    waits: {
      priceShown: timeouts.priceShownMs,
      turn: timeouts.presentCardMs,
      presentCard: timeouts.presentCardMs,
      secondFactor: timeouts.secondFactorMs,
      declined: timeouts.declinedMs,
      plugIn: timeouts.plugInMs,
      handshake: timeouts.handshakeMs,
      withdraw: timeouts.withdrawMs,
      meter: timeouts.controllerLostMs,
      carPaused: timeouts.carPausedMs,
      controllerLost: timeouts.controllerLostMs,
      stopDialog: timeouts.stopDialogMs,
      stop: timeouts.controllerLostMs,
      holdExpiry: payment.holdValidHours * 3_600_000 - payment.holdExpiryMarginMinutes * 60_000,
      grace: payment.idleGraceMs,
      idle: timeouts.stillPluggedMs,
      retry: timeouts.stopRetryMs,
      receipt: timeouts.receiptMs,
      released: timeouts.releasedMs,
    },
  };
}
