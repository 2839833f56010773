import { z } from 'zod';
import { MOST_VOLUME } from '../../machines/accessView.ts';
import type { BuyerFault } from '../../machines/buyer.ts';
import type { Estimate } from '../../machines/estimate.ts';
import { helpTopics } from '../../machines/help.ts';
import type { PhoneFault } from '../../machines/phone.ts';
import type { KioskView } from '../../machines/view.ts';
import { type DoorView, type SignInAnswer, SignInStep, type StaffAnswer, StaffRequest } from './maintenance.ts';

/**
 * The one value that says what may cross between page and station. Transports (Electron IPC, WebSocket), handlers,
 * callers and tests derive from it. Whatever the page sends is parsed here before anything else sees it.
 */

const connectorId = z.int().min(1).max(64);
const sessionId = z.string().min(1).max(40);
const digits = z.string().regex(/^\d{4}$/);

const Budget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amountMinor: z.int().min(1).max(999_999_999) }),
  z.strictObject({ kind: z.literal('soc'), socPercent: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('time'), minutes: z.int().min(1).max(1440) }),
]);

/** What a driver can do at the screen. */
export const DriverIntent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('TOUCH') }),
  /** A touch in an upper corner of the glass: five in turn, and staff are asked who they are. */
  z.strictObject({ type: z.literal('CORNER'), corner: z.enum(['left', 'right']) }),
  z.strictObject({ type: z.literal('SELECT_CONNECTOR'), connectorId }),
  z.strictObject({ type: z.literal('BACK') }),
  z.strictObject({ type: z.literal('START'), connectorId }),
  z.strictObject({ type: z.literal('CANCEL'), connectorId }),
  z.strictObject({ type: z.literal('TRY_AGAIN'), connectorId }),
  z.strictObject({ type: z.literal('ENTER_PIN'), connectorId, pin: digits }),
  /** Before paying, or by the session's owner while it charges. Null: as far as it goes. */
  z.strictObject({ type: z.literal('SET_BUDGET'), connectorId, budget: Budget.nullable() }),
  z.strictObject({ type: z.literal('ASK_BUDGET'), connectorId }),
  z.strictObject({ type: z.literal('ASK_STOP'), connectorId }),
  z.strictObject({ type: z.literal('STOP_WITH_CODE'), connectorId, code: digits }),
  z.strictObject({ type: z.literal('STOP_WITH_CARD'), connectorId }),
  z.strictObject({ type: z.literal('CLOSE_STOP'), connectorId }),
  z.strictObject({ type: z.literal('DONE'), connectorId }),
  /** Only while that session's receipt is on the screen. */
  z.strictObject({ type: z.literal('PRINT_RECEIPT'), sessionId }),
  z.strictObject({ type: z.literal('MAIL_RECEIPT'), sessionId, address: z.email().max(254) }),
  z.strictObject({ type: z.literal('OPEN_FIND') }),
  z.strictObject({ type: z.literal('FIND_BY_CARD') }),
  z.strictObject({ type: z.literal('FIND_BY_NUMBER') }),
  z.strictObject({
    type: z.literal('FIND_NUMBER'),
    number: z.int().min(1).max(999_999_999),
    amountMinor: z.int().min(0).max(999_999_999),
  }),
  z.strictObject({ type: z.literal('FIND_CHOOSE'), sessionId }),
  z.strictObject({ type: z.literal('FIND_BACK') }),
  /** As typed: the station looks at it, and only while that session's charge or receipt is on the screen. */
  z.strictObject({
    type: z.literal('SET_BUYER'),
    sessionId,
    companyName: z.string().max(400),
    vatNumber: z.string().max(40),
    countryCode: z.string().regex(/^[A-Z]{2}$/),
  }),
  z.strictObject({ type: z.literal('SET_LANGUAGE'), language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/) }),
  z.strictObject({ type: z.literal('SET_LARGE_TEXT'), on: z.boolean() }),
  z.strictObject({ type: z.literal('SET_HIGH_CONTRAST'), on: z.boolean() }),
  z.strictObject({ type: z.literal('SET_LOW_REACH'), on: z.boolean() }),
  z.strictObject({ type: z.literal('OPEN_ACCESS') }),
  z.strictObject({ type: z.literal('CLOSE_ACCESS') }),
  z.strictObject({ type: z.literal('SET_UNHURRIED'), on: z.boolean() }),
  z.strictObject({
    type: z.literal('SET_SPEECH'),
    speech: z.strictObject({
      on: z.boolean(),
      volume: z.int().min(1).max(MOST_VOLUME),
      speed: z.enum(['slow', 'usual', 'fast']),
    }),
  }),
  /** Of the wait that is on the screen. */
  z.strictObject({ type: z.literal('MORE_TIME') }),
  z.strictObject({ type: z.literal('OPEN_HELP') }),
  z.strictObject({ type: z.literal('CLOSE_HELP') }),
  /** Something is wrong; with a number: please call. As typed, the station looks at it. */
  z.strictObject({
    type: z.literal('ASK_HELP'),
    topic: z.enum(helpTopics).nullable(),
    phone: z.string().max(40).nullable(),
  }),
  z.strictObject({ type: z.literal('OPEN_LANGUAGES') }),
  z.strictObject({ type: z.literal('CLOSE_LANGUAGES') }),
]);
export type DriverIntent = z.infer<typeof DriverIntent>;

const percent = z.int().min(0).max(100);
/** What a charge begun now would cost at a connector. */
export const EstimateAsk = z.strictObject({
  connectorId,
  question: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('energy'), energyWh: z.int().min(0).max(2_000_000) }),
    z.strictObject({
      kind: z.literal('battery'),
      capacityWh: z.int().min(1_000).max(2_000_000),
      fromPercent: percent,
      toPercent: percent,
    }),
    z.strictObject({ kind: z.literal('amount'), amountMinor: z.int().min(0).max(999_999_999) }),
    z.strictObject({ kind: z.literal('time'), minutes: z.int().min(0).max(1440) }),
  ]),
});
export type EstimateAsk = z.infer<typeof EstimateAsk>;

/** How an intent fared. `unfit`: it does not fit what is happening now; nothing was changed. */
export type IntentAnswer =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: 'malformed' | 'unfit' | 'too_many' | 'unknown_connector' | BuyerFault | PhoneFault;
        readonly detail: string;
      };
    };

/** What a person can do at the simulated hardware. */
export const BenchAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('presentCard'), card: z.string().min(1).max(40) }),
  z.strictObject({ type: z.literal('removeCard') }),
  z.strictObject({ type: z.literal('enterPin'), pin: z.string().regex(/^\d{4,6}$/) }),
  z.strictObject({ type: z.literal('terminalFault'), fault: z.string().min(1).max(40), on: z.boolean() }),
  z.strictObject({ type: z.literal('terminalLink'), up: z.boolean() }),
  z.strictObject({ type: z.literal('bankDelay'), ms: z.int().min(0).max(120_000) }),
  z.strictObject({ type: z.literal('plugIn'), evse: connectorId, car: z.string().min(1).max(40) }),
  z.strictObject({ type: z.literal('unplug'), evse: connectorId }),
  z.strictObject({ type: z.literal('carStops'), evse: connectorId }),
  z.strictObject({ type: z.literal('emergencyStop'), evse: connectorId, pressed: z.boolean() }),
  z.strictObject({
    type: z.literal('chargerFault'),
    evse: connectorId,
    fault: z.string().min(1).max(40),
    on: z.boolean(),
  }),
  z.strictObject({ type: z.literal('chargerLink'), up: z.boolean() }),
  z.strictObject({ type: z.literal('brokerRestart') }),
  z.strictObject({ type: z.literal('chargerRestart') }),
  z.strictObject({ type: z.literal('printerPaper'), loaded: z.boolean() }),
  z.strictObject({ type: z.literal('printerCover'), open: z.boolean() }),
  z.strictObject({ type: z.literal('printerLink'), up: z.boolean() }),
  z.strictObject({ type: z.literal('mailServer'), up: z.boolean() }),
  z.strictObject({ type: z.literal('mailGreylist'), on: z.boolean() }),
  z.strictObject({ type: z.literal('mailRefuse'), on: z.boolean() }),
  z.strictObject({ type: z.literal('deskServer'), up: z.boolean() }),
  z.strictObject({ type: z.literal('deskBusy'), on: z.boolean() }),
  z.strictObject({ type: z.literal('deskRefuse'), on: z.boolean() }),
]);
export type BenchAction = z.infer<typeof BenchAction>;

/** The simulated hardware as the bench page shows it. */
export type BenchState = {
  readonly cards: readonly {
    readonly id: string;
    readonly label: string;
    readonly kind: 'bankCard' | 'phone' | 'chargingKey';
  }[];
  readonly cars: readonly { readonly id: string; readonly label: string }[];
  readonly terminal: {
    readonly linkUp: boolean;
    readonly display: readonly string[];
    readonly cardPresented: string | null;
    readonly waitsForPin: boolean;
    readonly bankDelayMs: number;
    readonly faults: readonly { readonly id: string; readonly on: boolean }[];
    /** The terminal's own book, newest first. */
    readonly book: readonly {
      readonly receiptNumber: string;
      readonly heldMinor: number;
      readonly capturedMinor: number | null;
      readonly state: 'held' | 'captured' | 'released';
      readonly card: string;
    }[];
  };
  readonly charger: {
    readonly linkUp: boolean;
    readonly evses: readonly {
      readonly evse: number;
      readonly label: string;
      readonly state: string;
      readonly car: string | null;
      readonly socPercent: number | null;
      readonly powerW: number;
      readonly voltageV: number;
      readonly currentA: number;
      readonly meterWh: number;
      readonly emergencyStopPressed: boolean;
      readonly faults: readonly { readonly id: string; readonly on: boolean }[];
    }[];
  };
  /** Null where receipts are not printed. */
  readonly printer: null | {
    readonly linkUp: boolean;
    readonly paper: boolean;
    readonly coverOpen: boolean;
    /** Numbers of what was printed, newest first; `getPrint` shows it. */
    readonly prints: readonly number[];
  };
  /** Null where receipts are not mailed. */
  readonly mail: null | {
    readonly up: boolean;
    readonly greylisting: boolean;
    readonly refusing: boolean;
    /** Newest first. */
    readonly received: readonly { readonly to: string; readonly subject: string }[];
  };
  /** Null where no help desk is asked. */
  readonly desk: null | {
    readonly up: boolean;
    readonly busy: boolean;
    readonly refusing: boolean;
    /** Newest first. */
    readonly received: readonly { readonly id: string; readonly topic: string | null; readonly phone: string | null }[];
  };
};

export type BenchAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: string; readonly detail: string } };

type ToMain<I extends z.ZodType, O> = { readonly direction: 'toMain'; readonly input: I; readonly output?: O };
type ToRenderer<V> = { readonly direction: 'toRenderer'; readonly value?: V };
const toMain =
  <O>() =>
  <I extends z.ZodType>(input: I): ToMain<I, O> => ({ direction: 'toMain', input });
const toRenderer = <V>(): ToRenderer<V> => ({ direction: 'toRenderer' });

export const contract = {
  kiosk: {
    sendIntent: toMain<IntentAnswer>()(DriverIntent),
    /** The view as it stands: what a page asks for when it has just loaded. */
    getView: toMain<KioskView>()(z.undefined()),
    /** Null: there is no such connector, or nothing is sold here now. */
    estimate: toMain<Estimate | null>()(EstimateAsk),
    viewChanged: toRenderer<KioskView>(),
  },
  /** Only where the hardware is simulated. */
  bench: {
    act: toMain<BenchAnswer>()(BenchAction),
    getState: toMain<BenchState>()(z.undefined()),
    /** A print as a `data:` address of a PNG; null when it is not kept (any more). */
    getPrint: toMain<string | null>()(z.int().min(1)),
    stateChanged: toRenderer<BenchState>(),
  },
  /** The maintenance page's alone. A request carries its session's token and is parsed again by its own schema. */
  maintenance: {
    getDoor: toMain<DoorView>()(z.undefined()),
    signIn: toMain<SignInAnswer>()(SignInStep),
    request: toMain<StaffAnswer>()(StaffRequest),
    /** Whoever called does not come in: the screen is the drivers' again. */
    leave: toMain<void>()(z.undefined()),
  },
};
export type Contract = typeof contract;
export type Group = keyof Contract;

type Cap<S extends string> = Capitalize<S>;
/** What the station implements: `handleSendIntent(input)`, and calls `notifyViewChanged(view)`. */
export type Handlers<G> = {
  [K in keyof G as G[K] extends { direction: 'toMain' } ? `handle${Cap<K & string>}` : never]: G[K] extends ToMain<
    infer I,
    infer O
  >
    ? (input: z.infer<I>) => O | Promise<O>
    : never;
};
/** What the page calls: `sendIntent(intent)`, and hears by `onViewChanged(listener)`. */
export type Callers<G> = {
  [K in keyof G as G[K] extends { direction: 'toMain' } ? K : never]: G[K] extends ToMain<infer I, infer O>
    ? (input: z.infer<I>) => Promise<O>
    : never;
} & {
  [K in keyof G as G[K] extends { direction: 'toRenderer' } ? `on${Cap<K & string>}` : never]: G[K] extends ToRenderer<
    infer V
  >
    ? (listener: (value: V) => void) => () => void
    : never;
};
/** `window.surtidor` in the page, whichever transport carries it. */
export type PageApi = { readonly [G in Group]: Callers<Contract[G]> };
export type StationHandlers = { readonly [G in Group]: Handlers<Contract[G]> };
