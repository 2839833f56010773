import type { Budget } from './budget.ts';
import type { FaultCode } from './faults.ts';
import type { Money } from './money.ts';
import type { CardRead, Hold, TerminalPrompt } from './ports/cardTerminal.ts';
import type {
  ControllerFault,
  HandshakePhase,
  IdToken,
  MeterReading,
  SignedMeterValue,
} from './ports/powerController.ts';
import type { HoldView, PaidBy, ReceiptView } from './receiptView.ts';
import type { EndReason, UnavailableReason } from './view.ts';

/** The words of the charge machine: what it knows, what can happen, whom it asks. */

export type DeadlineName =
  | 'priceShown'
  | 'turn'
  | 'presentCard'
  | 'secondFactor'
  | 'declined'
  | 'plugIn'
  | 'handshake'
  | 'withdraw'
  | 'meter'
  | 'carPaused'
  | 'controllerLost'
  | 'stopDialog'
  | 'stop'
  | 'holdExpiry'
  | 'grace'
  | 'idle'
  | 'retry'
  | 'receipt'
  | 'released';

/** Waits for the driver and nobody else: they may be made longer. Those of safety, money and devices may not. */
export type DriversWait = Extract<
  DeadlineName,
  'priceShown' | 'presentCard' | 'secondFactor' | 'declined' | 'plugIn' | 'stopDialog' | 'receipt' | 'released'
>;

export type ChargeSettings = {
  readonly holdAmount: Money;
  /** An approval of no more than this pays the session fee and no energy: the charge would end as it begins. */
  readonly leastHold: Money;
  readonly stopNeeds: 'cardOrCode' | 'nothing';
  /** How long each wait may last, in milliseconds. */
  readonly waits: Readonly<Record<DeadlineName, number>>;
};

export type ChargeInput = { readonly connectorId: number; readonly evse: number; readonly settings: ChargeSettings };

/** A session's own facts; null outside one, so that nothing of the last driver can stay behind. */
export type Session = {
  readonly sessionId: string;
  /** Four digits shown to the driver; they, or the same card, end the charge at the screen. */
  readonly stopCode: string;
  readonly openedAtMs: number;
  /** Frozen here: what the driver was told is what is billed. */
  readonly tariff: unknown;
  readonly tariffHash: string;
};

export type Settled = Pick<HoldView, 'state' | 'captured'>;

/** Where another price begins to apply, by the energy of the session and the power of that moment. */
export type PriceMark = {
  readonly atMs: number;
  readonly energyWh: number;
  readonly powerW: number | null;
  /** False: from here on nobody could see whether it charged, and no time is billed until the next mark. */
  readonly watched: boolean;
};

/** `untilMs` lies before `fromMs` where the clock was set back meanwhile. */
export type Unwatched = { readonly fromMs: number; readonly untilMs: number };

export type ChargeContext = ChargeInput & {
  /** Those of the config as it is now: a session keeps the `settings` it began with. */
  readonly nextSettings: ChargeSettings;
  /** The world, as last told. It outlives sessions. */
  readonly vehicleConnected: boolean;
  readonly enabled: boolean;
  readonly reserved: boolean;
  readonly faults: readonly ControllerFault[];
  readonly controllerUp: boolean;
  readonly terminalUp: boolean;
  /** This car has had its charge: the controller wants it unplugged before another. */
  readonly mustUnplug: boolean;
  /** Since then nobody told whether the cable is still in (link or station away); null while we are told. */
  readonly outOfTouchSinceMs: number | null;
  /** The register since the last transaction's end: what it shows more of later flowed in the session since. */
  readonly meterBefore: MeterReading | null;
  /** A reading was heard since the controller could last be heard. */
  readonly meterHeard: boolean;
  /** Nothing was heard of the controller since it was asked to take the authorization back. */
  readonly controllerSilent: boolean;

  readonly deadlines: Readonly<Partial<Record<DeadlineName, number>>>;
  /** How often the driver has made each wait longer since it began. */
  readonly extensions: Readonly<Partial<Record<DeadlineName, number>>>;
  /** This driver asked for more time everywhere. */
  readonly unhurried: boolean;
  readonly session: Session | null;
  /** Counts the tries to pay within one session; part of the order key. */
  readonly attempt: number;
  readonly prompt: TerminalPrompt;
  readonly cancelled: boolean;
  readonly read: CardRead | null;
  readonly pinTries: number;
  /** How far it is to charge; null: as far as it goes. */
  readonly budget: Budget | null;
  readonly hold: Hold | null;
  readonly settled: Settled | null;
  readonly paidBy: PaidBy | null;
  readonly idToken: IdToken | null;

  /** How often the cable came out again before anything flowed. */
  readonly timesOut: number;
  readonly phase: HandshakePhase | null;
  readonly controllerSessionId: string | null;
  readonly meterStart: MeterReading | null;
  readonly meterLast: MeterReading | null;
  readonly meterEnd: MeterReading | null;
  /** Where the first price began and where it changed while it charged, in order. */
  readonly priceMarks: readonly PriceMark[];
  readonly signedStart: SignedMeterValue | null;
  readonly signed: SignedMeterValue | null;
  readonly socPercent: number | null;
  readonly fullAtMs: number | null;
  readonly energySinceMs: number | null;
  readonly finishedAtMs: number | null;
  readonly unpluggedAtMs: number | null;
  /** When, since the charge ended, nobody could tell whether the cable was in; by the clock, which may have been set. */
  readonly unwatched: readonly Unwatched[];
  readonly codeTries: number;
  /** What the open dialog asks the session's owner for. */
  readonly ownerWants: 'stop' | 'budget';
  readonly endReason: EndReason | null;
  readonly fault: FaultCode | null;
  readonly receipt: ReceiptView | null;
};

export type ChargeEvent =
  // the driver
  | { type: 'SELECT' }
  | { type: 'START' }
  | { type: 'CANCEL' }
  | { type: 'TRY_AGAIN' }
  | { type: 'ENTER_PIN'; pin: string }
  | { type: 'SET_BUDGET'; budget: Budget | null }
  | { type: 'ASK_BUDGET' }
  | { type: 'ASK_STOP' }
  | { type: 'STOP_WITH_CODE'; code: string }
  | { type: 'STOP_WITH_CARD' }
  | { type: 'CLOSE_STOP' }
  | { type: 'DONE' }
  /** Somebody is at work on the screen. */
  | { type: 'STAY' }
  /** The journal has the receipt of this session, and the machine's memory is older than it. */
  | { type: 'BILLED' }
  | { type: 'MORE_TIME' }
  | { type: 'UNHURRIED'; on: boolean }
  // the world
  | { type: 'VEHICLE_CONNECTED' }
  | { type: 'VEHICLE_DISCONNECTED'; atMs: number }
  | { type: 'AVAILABILITY'; enabled: boolean; reserved: boolean; faults: readonly ControllerFault[] }
  | { type: 'CONTROLLER_LINK'; up: boolean }
  | { type: 'PRICE_CHANGED'; marks: readonly PriceMark[] }
  /** From `atMs` on the controller could not be heard … */
  | { type: 'OUT_OF_TOUCH'; atMs: number }
  /** … until `atMs`, when it told that the cable is still in. */
  | { type: 'IN_TOUCH'; atMs: number }
  | { type: 'TERMINAL_LINK'; up: boolean }
  | { type: 'TERMINAL_PROMPT'; prompt: TerminalPrompt }
  | { type: 'DEAUTHORIZED' }
  | { type: 'HANDSHAKE'; phase: HandshakePhase }
  | { type: 'TRANSACTION_STARTED'; controllerSessionId: string; meter: MeterReading }
  | { type: 'CHARGING_STARTED'; atMs: number }
  | { type: 'PAUSED_BY_CAR' }
  | { type: 'PAUSED_BY_STATION' }
  | {
      type: 'TRANSACTION_FINISHED';
      controllerSessionId: string;
      meter: MeterReading;
      atMs: number;
      endReason: EndReason | null;
      signedStart: SignedMeterValue | null;
      signed: SignedMeterValue | null;
    }
  /** The controller forgot the transaction (its own restart): what the meter last showed is all there is. */
  | { type: 'TRANSACTION_LOST'; atMs: number }
  | { type: 'METER'; reading: MeterReading }
  | { type: 'VEHICLE'; socPercent: number | null; fullAtMs: number | null }
  /** The station has worked out that the price is about to reach the amount held. */
  | { type: 'HOLD_NEARLY_SPENT' }
  /** The same of what the driver wanted to charge. */
  | { type: 'BUDGET_REACHED' }
  | { type: 'SETTLEMENT'; sessionId: string; settled: Settled }
  /** A session the journal knows and no snapshot does: what was written down of it. */
  | { type: 'RESUME'; facts: ResumedFacts }
  // time and ourselves
  | { type: 'DEADLINE_SET'; name: DeadlineName; atMs: number; extensions: number }
  | { [N in DeadlineName]: { type: `DEADLINE.${N}` } }[DeadlineName]
  | { type: 'STOP_ALLOWED' }
  /** The card or the code of this session was shown. */
  | { type: 'OWNER_KNOWN' };

export type ResumedFacts = Pick<
  ChargeContext,
  | 'session'
  | 'read'
  | 'budget'
  | 'hold'
  | 'paidBy'
  | 'idToken'
  | 'controllerSessionId'
  | 'meterBefore'
  | 'meterStart'
  | 'meterLast'
  | 'priceMarks'
>;

/**
 * The station turns the span into an absolute instant, tells it by DEADLINE_SET, and after a restart goes on with the
 * instant kept in the context, so that a restart lengthens nothing. `sinceMs` is where the span begins; without it, now.
 * `anew`: a wait for a device, which has its whole time again after a restart.
 */
export type DeadlineInput = {
  readonly name: DeadlineName;
  readonly spanMs: number;
  readonly sinceMs?: number;
  /** However often the wait begins again, it is over then. */
  readonly latestMs?: number;
  readonly anew?: boolean;
};

/** To a deadline that runs: it is over so long after now, if that is later. Told by DEADLINE_SET as the first instant was. */
export type DeadlineEvent = {
  readonly type: 'EXTEND';
  readonly spanMs: number;
  readonly latestMs?: number;
  readonly extensions: number;
};

/** What is known of a transaction before there is one. */
export const beforeTransaction = {
  phase: null,
  controllerSessionId: null,
  meterStart: null,
  meterLast: null,
  meterEnd: null,
  priceMarks: [],
  signedStart: null,
  signed: null,
  socPercent: null,
  fullAtMs: null,
  energySinceMs: null,
  finishedAtMs: null,
  unpluggedAtMs: null,
  unwatched: [],
  endReason: null,
} as const satisfies Partial<ChargeContext>;

const nothingOfASession = {
  deadlines: {},
  extensions: {},
  unhurried: false,
  session: null,
  attempt: 0,
  prompt: 'wait',
  cancelled: false,
  read: null,
  pinTries: 0,
  budget: null,
  hold: null,
  settled: null,
  paidBy: null,
  idToken: null,
  timesOut: 0,
  ...beforeTransaction,
  codeTries: 0,
  ownerWants: 'stop',
  fault: null,
  receipt: null,
} as const satisfies Partial<ChargeContext>;

export const cleared = (): typeof nothingOfASession => nothingOfASession;

export const initialContext = (input: ChargeInput): ChargeContext => ({
  ...input,
  nextSettings: input.settings,
  vehicleConnected: false,
  enabled: true,
  reserved: false,
  faults: [],
  // Unknown until told: a station that has just started says "one moment", not "come in".
  controllerUp: false,
  terminalUp: false,
  mustUnplug: false,
  outOfTouchSinceMs: null,
  meterBefore: null,
  meterHeard: true,
  controllerSilent: false,
  ...nothingOfASession,
});

export const PIN_TRIES = 3;
export const CODE_TRIES = 3;
export const TIMES_OUT = 3;

/** Why nobody can start here, the gravest first; null when all is well. Why staff switched it off is not known here. */
export function whyUnavailable(context: ChargeContext): Exclude<UnavailableReason, 'maintenance' | 'repair'> | null {
  if (context.faults.some((fault) => fault.emergencyStop)) return 'emergencyStop';
  if (context.faults.some((fault) => fault.inoperative)) return 'fault';
  if (!context.controllerUp) return 'controllerAway';
  if (!context.enabled) return 'disabled';
  if (context.reserved) return 'reserved';
  return null;
}

/** Energy of the session by the billing meter in Wh: last reading minus first, never less than zero. */
export function energyWh(context: Pick<ChargeContext, 'meterStart' | 'meterLast' | 'meterEnd'>): number {
  const last = context.meterEnd ?? context.meterLast;
  if (!context.meterStart || !last) return 0;
  return Math.max(0, last.energyWh - context.meterStart.energyWh);
}

/**
 * The controller's final reading is the billing one, even a little below the last that was shown. One below the first
 * comes from a meter that lost its register: then what was last seen counts.
 */
export function finalReading({ meterStart, meterLast }: ChargeContext, told: MeterReading): MeterReading {
  return meterStart && meterLast && told.energyWh < meterStart.energyWh ? meterLast : told;
}

/** Whether the card now read is the one that opened the session. A card without a token cannot be told again. */
export function sameCard(first: CardRead | null, now: CardRead): boolean {
  if (first?.kind === 'chargingKey') return now.kind === 'chargingKey' && now.uid === first.uid;
  if (first?.kind === 'bankCard') return now.kind === 'bankCard' && now.token !== null && now.token === first.token;
  return false;
}
