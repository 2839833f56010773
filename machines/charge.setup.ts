import { assign, fromCallback, fromPromise, sendTo, setup } from 'xstate';
import { isWithin } from './budget.ts';
import type {
  AuthorizeInput,
  ControllerOutput,
  KeyCheck,
  PreAuthorizeInput,
  PreAuthorizeOutput,
  ReadCardInput,
  ReadCardOutput,
  ReceiptInput,
  ReceiptOutput,
  RecordAuthorizationInput,
  StopInput,
  StoreOutput,
} from './charge.asks.ts';
import { faultOfEnd } from './charge.faultOf.ts';
import {
  beforeTransaction,
  type ChargeContext,
  type ChargeEvent,
  type ChargeInput,
  CODE_TRIES,
  cleared,
  type DeadlineEvent,
  type DeadlineInput,
  type DeadlineName,
  type DriversWait,
  energyWh,
  PIN_TRIES,
  type Session,
  TIMES_OUT,
  whyUnavailable,
} from './charge.model.ts';
import type { FaultCode } from './faults.ts';
import { MOST_EXTENSIONS, UNHURRIED_TIMES } from './moreTime.ts';
import type { IdToken } from './ports/powerController.ts';
import type { EndReason, UnavailableReason } from './view.ts';

const missing = (name: string) => (): never => {
  throw new Error(`${name} is provided by the station`);
};

type Args = { context: ChargeContext };

/** A wait that may be used up: an absolute instant, kept in the context, so that a restart keeps it. */
export const wait = (name: DeadlineName) => ({
  id: name,
  src: 'deadline' as const,
  input: ({ context }: Args): DeadlineInput => ({
    name,
    spanMs: context.settings.waits[name],
  }),
});
/** A wait for the driver, longer for one who wants more time. */
export const driversWait = (name: DriversWait) => ({
  id: name,
  src: 'deadline' as const,
  input: ({ context }: Args): DeadlineInput => ({
    name,
    spanMs: driversSpan(context, name),
    ...latest(context, name, 0),
  }),
});
const driversSpan = ({ settings, unhurried }: ChargeContext, name: DriversWait): number =>
  settings.waits[name] * (unhurried ? UNHURRIED_TIMES : 1);
/** How long a card is waited for at the most: the machine's own deadline ends it sooner, unless the driver extends it. */
export const longestWait = (context: ChargeContext, name: DriversWait): number =>
  context.settings.waits[name] * UNHURRIED_TIMES * (1 + MOST_EXTENSIONS);

/** Both of a driver's wait: once more of it by a touch, and all of it longer for one who takes their time. */
export const mayTakeLonger = (name: DriversWait) => ({
  MORE_TIME: { guard: { type: 'mayExtend' as const, params: { name } }, actions: extend(name, 1) },
  UNHURRIED: [
    {
      guard: ({ event }: { event: ChargeEvent & { type: 'UNHURRIED' } }) => event.on,
      actions: [{ type: 'setPace' as const, params: { unhurried: true } }, extend(name, 0)],
    },
    { actions: { type: 'setPace' as const, params: { unhurried: false } } },
  ],
});
/** Beside it, where nobody else waits: whoever is at work on the screen is not sent away. */
export const staysWhileTouched = (name: DriversWait) => ({
  ...mayTakeLonger(name),
  STAY: { actions: extend(name, 0) },
});
/** The wait begins again, counting `by` more of the times it may be made longer. */
export const extend = (name: DriversWait, by: 0 | 1) => ({ type: 'extend' as const, params: { name, by } });
/** Before the bank lets the reservation go: counted from before the hold was placed, so never too late. */
export const holdExpiry = {
  id: 'holdExpiry' as const,
  src: 'deadline' as const,
  input: ({ context }: Args): DeadlineInput => ({
    name: 'holdExpiry',
    spanMs: context.settings.waits.holdExpiry,
    sinceMs: sessionOf(context).openedAtMs,
  }),
};
/** A receipt is read, typed into and handed over in its own time; then it is nobody else's to see. */
const RECEIPT_SPANS = 5;
const latest = (context: ChargeContext, name: DriversWait, extensions: number): { readonly latestMs?: number } =>
  name === 'receipt' && context.receipt
    ? { latestMs: context.receipt.issuedAtMs + (RECEIPT_SPANS + extensions) * driversSpan(context, name) }
    : {};
/** A wait for the controller, which has its whole time again after a restart: what it knows may be worth money. */
export const waitAnew = (name: DeadlineName) => ({
  id: name,
  src: 'deadline' as const,
  input: ({ context }: Args): DeadlineInput => ({ name, spanMs: context.settings.waits[name], anew: true }),
});
export const because = (fault: FaultCode) => ({ type: 'because' as const, params: { fault } });
export const ends = (reason: EndReason) => ({ type: 'ends' as const, params: { reason } });

/** A session was opened before any state that asks for it; without one the machine is wrong, and says so. */
export function sessionOf(context: ChargeContext): Session {
  if (!context.session) throw new Error('no session is open');
  return context.session;
}
export function idTokenOf(context: ChargeContext): IdToken {
  if (!context.idToken) throw new Error('nobody is authorized');
  return context.idToken;
}

export function keyOf(context: ChargeContext): string {
  if (context.read?.kind !== 'chargingKey') throw new Error('no charging key was read');
  return context.read.uid;
}
export const unavailableFor = (reason: UnavailableReason) => ({ type: 'unavailableFor' as const, params: { reason } });

/** The hands, questions and notes of the charge machine, by name: the station provides the hands. */
export const charge = setup({
  types: { input: {} as ChargeInput, context: {} as ChargeContext, events: {} as ChargeEvent },
  actors: {
    deadline: fromCallback<DeadlineEvent, DeadlineInput>(missing('deadline')),
    openSession: fromPromise<Session>(missing('openSession')),
    readCard: fromPromise<ReadCardOutput, ReadCardInput>(missing('readCard')),
    preAuthorize: fromPromise<PreAuthorizeOutput, PreAuthorizeInput>(missing('preAuthorize')),
    checkKey: fromPromise<KeyCheck, { uid: string }>(missing('checkKey')),
    checkPin: fromPromise<boolean, { uid: string; pin: string }>(missing('checkPin')),
    recordAuthorization: fromPromise<StoreOutput, RecordAuthorizationInput>(missing('recordAuthorization')),
    authorizeEvse: fromPromise<ControllerOutput, AuthorizeInput>(missing('authorizeEvse')),
    withdraw: fromPromise<ControllerOutput, AuthorizeInput>(missing('withdraw')),
    stopTransaction: fromPromise<ControllerOutput, StopInput>(missing('stopTransaction')),
    issueReceipt: fromPromise<ReceiptOutput, ReceiptInput>(missing('issueReceipt')),
    recordNoCharge: fromPromise<StoreOutput, { session: Session }>(missing('recordNoCharge')),
    recordRelease: fromPromise<StoreOutput, { session: Session; reason: FaultCode }>(missing('recordRelease')),
  },
  actions: {
    /** Takes back the order that is at the terminal; its outcome still comes and is dealt with. */
    abortTerminalOrder: () => {},
    because: assign({ fault: (_, { fault }: { fault: FaultCode }) => fault }),
    ends: assign({ endReason: ({ context }, { reason }: { reason: EndReason }) => context.endReason ?? reason }),
    setBudget: assign({
      budget: ({ context, event }) => (event.type === 'SET_BUDGET' ? event.budget : context.budget),
    }),
    /** As if the cable had never been in: the next transaction is the session's. */
    forgetTransaction: assign(({ context }) => ({ ...beforeTransaction, timesOut: context.timesOut + 1 })),
    /** What ended without energy says nothing of the authorization, which may have been asked for anew since. */
    forgetIfEmpty: assign(({ context }) =>
      context.meterEnd !== null && energyWh(context) === 0 ? beforeTransaction : {},
    ),
    becauseItEnded: assign({ fault: ({ context }) => faultOfEnd(context.endReason) }),
    endWithLastReading: assign({
      meterEnd: ({ context }) => context.meterEnd ?? context.meterLast ?? context.meterStart,
    }),
    setPace: assign((_, { unhurried }: { unhurried: boolean }) => ({ unhurried })),
    extend: sendTo(
      (_, { name }: { name: DriversWait; by: number }) => name,
      ({ context }, { name, by }): DeadlineEvent => {
        const extensions = (context.extensions[name] ?? 0) + by;
        const spanMs = driversSpan(context, name);
        return { type: 'EXTEND', spanMs, extensions, ...latest(context, name, extensions) };
      },
    ),
    useKey: assign({
      paidBy: 'chargingKey',
      idToken: ({ context }) => ({ kind: 'chargingKey', value: keyOf(context) }),
    }),
    /** The controller wants a car that had its transaction unplugged before the next one. */
    clearSession: assign(({ context }) => ({
      ...cleared(),
      settings: context.nextSettings,
      mustUnplug:
        context.vehicleConnected &&
        (context.mustUnplug || (context.controllerSessionId !== null && context.unpluggedAtMs === null)),
    })),
  },
  guards: {
    outOfUse: ({ context }) => whyUnavailable(context) !== null,
    unavailableFor: ({ context }, { reason }: { reason: UnavailableReason }) => whyUnavailable(context) === reason,
    emergencyStopped: ({ context }) => whyUnavailable(context) === 'emergencyStop',
    broken: ({ context }) => whyUnavailable(context) === 'fault',
    controllerAway: ({ context }) => !context.controllerUp,
    meterHeard: ({ context }) => context.meterHeard,
    controllerSilent: ({ context }) => context.controllerSilent,
    terminalUp: ({ context }) => context.terminalUp,
    vehicleConnected: ({ context }) => context.vehicleConnected,
    /** The car that charged: once it was out, another one may be there. */
    stillPlugged: ({ context }) => context.vehicleConnected && context.unpluggedAtMs === null,
    mustUnplug: ({ context }) => context.mustUnplug,
    mayExtend: ({ context }, { name }: { name: DriversWait }) => (context.extensions[name] ?? 0) < MOST_EXTENSIONS,
    cancelled: ({ context }) => context.cancelled,
    holdsMoney: ({ context }) => context.hold !== null,
    /** The journal knows of a hold or an authorization, and is to know that nothing came of it. */
    leftATrace: ({ context }) => context.hold !== null || context.idToken !== null,
    transactionOpen: ({ context }) => context.meterStart !== null && context.meterEnd === null,
    transactionEnded: ({ context }) => context.meterEnd !== null,
    energyDelivered: ({ context }) => energyWh(context) > 0,
    /** A wobble, the wrong plug, the wrong side of the car: not for ever, for nobody else may use the cable meanwhile. */
    mayPlugAgain: ({ context }) =>
      context.controllerUp &&
      context.timesOut < TIMES_OUT &&
      energyWh(context) === 0 &&
      (context.meterEnd === null ? !context.vehicleConnected : context.endReason === 'unplugged'),
    endedInTrouble: ({ context }) =>
      context.endReason === 'emergencyStop' || context.endReason === 'fault' || context.endReason === 'controllerLost',
    /** An approval may turn out to be less than what is asked for: then the hold is the nearer end. */
    budgetFits: ({ context: { settings }, event }) =>
      event.type === 'SET_BUDGET' &&
      isWithin(event.budget, { leastMinor: settings.leastHold.minor + 1, mostMinor: settings.holdAmount.minor }),
    ownerWantsBudget: ({ context }) => context.ownerWants === 'budget',
    stopIsFree: ({ context }) => context.settings.stopNeeds === 'nothing',
    codeLocked: ({ context }) => context.codeTries >= CODE_TRIES,
    codeWrongAgain: ({ context }) => context.codeTries + 1 < CODE_TRIES,
    pinTriesLeft: ({ context }) => context.pinTries + 1 < PIN_TRIES,
  },
});
