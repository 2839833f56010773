import type { Budget } from '../../machines/budget.ts';
import type { Buyer } from '../../machines/buyer.ts';
import type { PriceMark } from '../../machines/charge.model.ts';
import type { FaultCode } from '../../machines/faults.ts';
import type { Money } from '../../machines/money.ts';
import type { Booking, CardRead, DayTotals, Hold } from '../../machines/ports/cardTerminal.ts';
import type { MeterReading, SignedMeterValue } from '../../machines/ports/powerController.ts';
import type { PaidBy, ReceiptView } from '../../machines/receiptView.ts';
import type { Result } from '../../machines/result.ts';
import type { Errands } from './errands.ts';
import type { BooksFigures } from './figures.ts';
import type { Outbox } from './outbox.ts';
import type { Staff } from './staff.ts';

export type OrderKind = 'preAuthorize' | 'capture' | 'reverse';

/** A money order as it stands before it is sent. `key` names it for ever. */
export type OrderIntent = {
  readonly key: string;
  readonly kind: OrderKind;
  readonly sessionId: string;
  readonly connectorId: number;
  readonly amount: Money;
  readonly holdReceiptNumber: string | null;
};

export type OrderOutcome =
  | { readonly result: 'approved'; readonly hold: Hold }
  | { readonly result: 'booked'; readonly booking: Booking }
  /** No money moved and none will: only now may another order for the same hold be made. */
  | { readonly result: 'refused'; readonly code: string; readonly hostCode: string | null };

/** What a session's hold is to be settled for; an amount of 0 releases all of it. */
export type Due = { readonly sessionId: string; readonly amount: Money; readonly reason: string };

export type HoldState = 'held' | 'capturing' | 'captured' | 'releasing' | 'released' | 'staff';

export type HoldRow = {
  readonly sessionId: string;
  readonly connectorId: number;
  readonly hold: Hold;
  readonly heldAtMs: number;
  readonly due: Money | null;
  readonly state: HoldState;
  /** What the terminal booked; null until captured. With `staff`: a reversal that was booked with this amount. */
  readonly captured: Money | null;
  readonly attempts: number;
  readonly lastError: string | null;
  /** Settled where the station could not: no more money is taken, and what its terminal still holds is freed. */
  readonly outside: SettledOutside | null;
};

/**
 * A person says that a hold was settled at the acquirer or in cash. What stays charged is `amount`; the terminal here
 * booked none of it, so it is in none of its ends of day.
 */
export type SettledOutside = {
  readonly sessionId: string;
  readonly amount: Money;
  readonly note: string;
  readonly person: string;
};

/** What staff set in place of the config file, by its path ("payment.holdMinor"). Null: as the file has it. */
export type Setting = { readonly path: string; readonly value: unknown; readonly person: string };
export type SettingRow = Setting & { readonly seq: number; readonly atMs: number };

/** Who may charge, at which price. `idToken` is ours or a charging key's uid, never a card number. */
export type Authorization = {
  readonly sessionId: string;
  readonly connectorId: number;
  readonly paidBy: PaidBy;
  readonly idToken: string;
  readonly tariffHash: string;
  readonly tariff: unknown;
  /** The meter's register then: what it shows more of later flowed in this session. Null or missing: not known. */
  readonly register?: MeterReading | null;
  /** When its driver agreed to the price, epoch ms. Missing in older books: no later than `atMs`. */
  readonly openedAtMs?: number;
  readonly atMs: number;
};

/** One end of a transaction, as the charge controller told it. */
export type TransactionEnd = {
  readonly sessionId: string;
  readonly phase: 'started' | 'finished';
  readonly controllerSessionId: string;
  readonly reading: MeterReading;
  readonly signed: SignedMeterValue | null;
  readonly signedStart: SignedMeterValue | null;
};

/** From here on a session is charged another price. */
export type PriceMarkEntry = { readonly sessionId: string; readonly mark: PriceMark };

/** What is known of a session after a restart. */
export type SessionRecord = {
  readonly authorization: Authorization;
  readonly started: TransactionEnd | null;
  readonly finished: TransactionEnd | null;
  /** In order. */
  readonly priceMarks: readonly PriceMark[];
  /** How far its driver wanted to charge, by the newest word. */
  readonly budget: Budget | null;
  /** It has its receipt, or was ended without one. */
  readonly isOver: boolean;
};

export type EndOfDayOutcome =
  /** Totals null: the terminal did not say with what. */
  | { readonly result: 'closed'; readonly totals: DayTotals | null }
  | { readonly result: 'refused'; readonly code: string; readonly hostCode: string | null };

/** `seq` is where it stands in the journal: of its answer, or of its intent while it has none. */
export type EndOfDay = {
  readonly seq: number;
  /** Null: at the terminal's own wish. */
  readonly key: string | null;
  readonly atMs: number;
  readonly outcome: EndOfDayOutcome | null;
};

/** A driver meant to charge and could not: refused before money was set aside, or given back because nothing flowed. */
export type StartFailedEntry = {
  readonly connectorId: number;
  /** Null: refused before a session was opened. */
  readonly sessionId: string | null;
  readonly cause: FaultCode;
  /** IANA zone of the place. */
  readonly timeZone: string;
};

/**
 * Whether a driver can charge at a connector, or why not. `up`: free, reserved, or in use; `outOfService`: taken out by
 * staff; `stationOff`: no station ran to say.
 */
export type ConnectorState =
  | 'up'
  | 'fault'
  | 'emergencyStop'
  | 'controllerAway'
  | 'terminalAway'
  | 'outOfService'
  | 'stationOff';

export type ConnectorStateEntry = {
  readonly connectorId: number;
  readonly state: ConnectorState;
  readonly sinceMs: number;
  readonly timeZone: string;
};

/** What was shown when somebody said that something is wrong: evidence, and nothing of who it was. */
export type FiledCase = {
  /** A `HelpTopic`; null: none of them. */
  readonly topic: string | null;
  readonly screen: string;
  /** The code the screen showed, as "P-101". */
  readonly fault: string | null;
  readonly evseId: string | null;
  readonly sessionId: string | null;
  readonly receiptNumber: string | null;
  readonly language: string;
  readonly wantsCall: boolean;
};

export type CaseRow = { readonly number: number; readonly atMs: number; readonly filed: FiledCase };

/** A failed start by its cause, or what kept a connector from drivers. */
export type TroubleRow = {
  readonly atMs: number;
  readonly connectorId: number;
  readonly what: FaultCode | ConnectorState;
};

/** An attempt to get into the maintenance mode. `person` is a name, or the number typed where nobody has it. */
export type StaffSignIn = {
  readonly person: string | null;
  readonly role: string | null;
  readonly action: 'pin' | 'code' | 'recoveryCode' | 'enrol' | 'signOut';
  /** 'ok', or why not. */
  readonly result: string;
};

/** Something staff did, or wanted to. Written before it begins (`begun`) and again with how it ended; `key` is of both. */
export type StaffAction = {
  readonly key: string;
  readonly person: string | null;
  readonly role: string | null;
  readonly action: string;
  readonly detail: string | null;
  /** 'begun', 'done', or why not. */
  readonly result: string;
};

/** A row of the audit trail, `seq` in the journal. */
export type TrailRow = { readonly seq: number; readonly atMs: number } & (
  | ({ readonly kind: 'staffSignIn' } & StaffSignIn)
  | ({ readonly kind: 'staffAction' } & StaffAction)
);

export type JournalRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly prevHash: string;
  readonly hash: string;
};

/** `seq` is the first journal row that is wrong. */
export type Damage = { readonly seq: number; readonly why: string };

export type StoreError =
  /** Another station runs on the same database. */
  | { readonly code: 'locked'; readonly file: string }
  | { readonly code: 'damaged'; readonly seq: number | null; readonly why: string }
  | { readonly code: 'newer_schema'; readonly found: number; readonly known: number }
  | { readonly code: 'unwritable'; readonly why: string };

/**
 * The station's memory. Every `record…` is on disk when it returns; when it throws, nothing of it was written. Saying
 * the same thing twice is fine, contradicting what was said is a bug and throws.
 */
export interface Store {
  /**
   * Must precede the order. `known`: said before, so the order may already have been sent. Throws on an order that would
   * take money twice or other than is due. A reversal may name a hold we never heard of: it was approved, and the answer lost.
   */
  recordIntent(intent: OrderIntent): 'new' | 'known';
  recordOutcome(key: string, outcome: OrderOutcome): void;
  order(key: string): { readonly intent: OrderIntent; readonly outcome: OrderOutcome | null } | null;
  /** Orders whose outcome nobody knows, oldest first. */
  unansweredOrders(): OrderIntent[];
  /** The terminal has shown that the outcome stands: it went on after our acknowledgement. */
  confirmOrder(key: string): void;
  /**
   * The terminal never heard our acknowledgement and took the outcome back: an approval holds nothing, a booking was
   * not made and the same order may be sent again. A confirmed outcome cannot be undone.
   */
  undoOrder(key: string, why: string): void;
  /** Approved or booked as far as we were told, not yet confirmed; oldest first. */
  unconfirmedOrders(): { readonly intent: OrderIntent; readonly outcome: OrderOutcome }[];

  /** The first authorization of a session stands; the same again, at whatever time, changes nothing. */
  recordAuthorization(authorization: Authorization): void;
  /** The first report of each phase stands: controllers repeat themselves. */
  recordTransaction(end: TransactionEnd): void;
  /**
   * The session's transaction is over and nothing flowed: another may be its. Throws when something did. Without one it
   * changes nothing.
   */
  recordNoCharge(sessionId: string): void;
  /** The same mark again changes nothing. */
  recordPriceMark(entry: PriceMarkEntry): void;
  /** How far an authorized session is to charge; null: as far as it goes. The newest word counts. */
  recordBudget(sessionId: string, budget: Budget | null): void;
  session(sessionId: string): SessionRecord | null;
  /** The newest session authorized at a connector; null when there was none. */
  lastSession(connectorId: number): SessionRecord | null;

  recordDue(due: Due): void;
  hold(sessionId: string): HoldRow | null;
  /** Holds neither captured, released nor settled outside, those waiting for staff included, oldest first. */
  openHolds(): HoldRow[];
  holds(): HoldRow[];
  /** All that bear a receipt number, the newest first: numbers come again. */
  holdsCalled(receiptNumber: string): HoldRow[];
  /** Whether a later hold at its terminal bears its receipt number: an order for it would reach that one. */
  isReceiptReused(sessionId: string): boolean;
  noteAttempt(sessionId: string, error: string): void;
  /** When the newest failed attempt to settle it was noted; null when there was none. Reads the journal back to it. */
  lastAttemptMs(sessionId: string): number | null;
  markForStaff(sessionId: string, why: string): void;
  /**
   * Ends a hold that was left to staff or booked otherwise than due. Throws while what its terminal answered is in doubt;
   * an order that was never answered may be one of a terminal that is gone.
   */
  settleOutside(settled: SettledOutside): void;

  recordSetting(setting: Setting): void;
  /** The newest word on each path. */
  settings(): SettingRow[];
  /** Every word there was, newest first. */
  settingHistory(atMost: number): SettingRow[];

  /** Must precede the order. Throws on a key that was used before. */
  recordEndOfDayIntent(key: string): void;
  /** An order is answered once; without a key it is another end of day each time. */
  recordEndOfDay(key: string | null, outcome: EndOfDayOutcome): void;
  /** Oldest first. */
  endsOfDay(): Iterable<EndOfDay>;
  /** What was booked since the newest end of day that was closed. */
  bookedSinceEndOfDay(): { readonly count: number; readonly oldestAtMs: number | null };

  /**
   * Gives the session the next receipt number ("000001"), with no gap and no repeat, and records receipt and due
   * together. The receipt may put a prefix before it. A session that has a receipt gets that one again. When `build`
   * throws, the number is not used.
   */
  issueReceipt(sessionId: string, build: (receiptNumber: string) => ReceiptView, due: Due | null): ReceiptView;
  receiptOf(sessionId: string): ReceiptView | null;
  receipts(): ReceiptView[];
  /** By its number without the prefix. */
  receiptNumbered(number: number): ReceiptView | null;
  /** What this very card or charging key paid, newest first; a card its terminal cannot tell again paid nothing. */
  receiptsPaidWith(read: CardRead, atMost: number): ReceiptView[];

  recordStartFailed(entry: StartFailedEntry): void;
  /** The state a connector is in already changes nothing. */
  recordConnectorState(entry: ConnectorStateEntry): void;

  /** For whom the session is billed, kept beside the receipt, which stays as it was issued. The newest word counts. */
  recordBuyer(sessionId: string, buyer: Buyer): void;
  buyerOf(sessionId: string): Buyer | null;

  /**
   * Journals a case under the next number. `errand`: the help desk is to be told, with the number to call, sealed for
   * this case alone. Both or neither.
   */
  fileCase(filed: FiledCase, errand: { readonly phone: ((number: number) => Uint8Array) | null } | null): number;
  /** Newest first. */
  cases(atMost: number): CaseRow[];
  caseNumbered(number: number): CaseRow | null;

  /** Of the newest rows of the journal, newest first. */
  latestTroubles(atMost: number): TroubleRow[];

  recordSignIn(attempt: StaffSignIn): void;
  recordAction(action: StaffAction): void;
  /** What staff did, newest first, older than a row of the journal. */
  staffTrail(beforeSeq: number, atMost: number): TrailRow[];

  /** Working memory, not journal: the last state of a machine, with the version that can read it. */
  saveSnapshot(name: string, version: string, snapshot: unknown): void;
  snapshot(name: string): { readonly version: string; readonly snapshot: unknown } | null;
  clearSnapshot(name: string): void;

  /** Mails on their way out, no part of the journal. */
  readonly outbox: Outbox;

  /** Cases on their way to the help desk, no part of the journal. */
  readonly errands: Errands;

  /** Who may sign in, no part of the journal. */
  readonly staff: Staff;

  /** The books in a few numbers. */
  figures(): BooksFigures;

  /** Whether another sale may begin: the books can be written, and there is room for all that follows from it. */
  ready(): Result<void, StoreError>;

  journal(): Iterable<JournalRow>;
  /** When the newest row was written, in epoch milliseconds; null while there is none. */
  newestRowMs(): number | null;
  /** Checks the whole chain, and that every table is what the journal says. */
  verify(): Result<{ readonly rows: number }, Damage>;
  close(): void;
}
