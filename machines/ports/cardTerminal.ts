import type { Money } from '../money.ts';
import type { Result } from '../result.ts';

/** Names one money order for ever: made before the order, written to the journal, the same again after a restart. */
export type OrderKey = string;

/** What the terminal wants of the driver at this moment, in the driver's terms. */
export type TerminalPrompt =
  | 'waitingForTurn' // the other connector's driver is at the terminal
  | 'presentCard'
  | 'cardDetected'
  | 'enterPin'
  | 'removeCard'
  | 'chooseOnTerminal'
  | 'tryAgain'
  | 'insertCard'
  | 'wait'
  | 'approved'
  | 'declined';

/** How the card spoke to the reader. A phone wallet is contactless like a card; the terminal does not tell them apart. */
export type EntryMode = 'contactless' | 'chip' | 'stripe' | 'unknown';

/** What a receipt may show of a card, and no more: never a PAN. */
export type CardSummary = {
  readonly brand: string | null;
  readonly last4: string | null;
  readonly entryMode: EntryMode;
};

/** What was presented. `token` recognises the same card again (a salted hash made by the terminal); null if it makes none. */
export type CardRead =
  | { readonly kind: 'bankCard'; readonly card: CardSummary; readonly token: string | null }
  | { readonly kind: 'chargingKey'; readonly uid: string };

/** A pre-authorization that the issuer approved. `amount` is what was approved: it may be less than asked. */
export type Hold = {
  readonly receiptNumber: string;
  readonly traceNumber: string;
  readonly terminalId: string;
  readonly amount: Money;
  readonly authorizationNumber: string | null;
  readonly card: CardSummary;
  readonly token: string | null;
};

/** What names a hold at its terminal; without a terminal's id any terminal is taken for the right one. */
export type HoldName = Pick<Hold, 'receiptNumber' | 'amount'> & Partial<Pick<Hold, 'terminalId'>>;
/** Also one the terminal names by its receipt number alone: its amount is unknown then. */
export type ForeignHold = Omit<HoldName, 'amount'> & { readonly amount: Money | null };

/** A capture or reversal the terminal has booked; `amount` is what stays charged (0 for a reversal). */
export type Booking = {
  readonly receiptNumber: string;
  readonly traceNumber: string;
  readonly amount: Money;
};

export type TerminalError =
  /** The issuer or terminal said no. `hostCode` is for the log; `advice` picks the driver's sentence. */
  | { readonly code: 'declined'; readonly hostCode: string; readonly advice: DeclineAdvice }
  | { readonly code: 'timed_out'; readonly waitedFor: 'card' | 'host' }
  | { readonly code: 'cancelled' }
  /** `orderSent`: the outcome is unknown until looked up, so it must not be repeated blindly. */
  | { readonly code: 'link_lost'; readonly orderSent: boolean }
  /** The terminal holds nothing (any more) under that receipt number: already captured or reversed. */
  | { readonly code: 'nothing_open'; readonly hostCode: string }
  /** Our own store takes no record: nothing was ordered, or the terminal was told so and undoes the order. */
  | { readonly code: 'not_stored' }
  | { readonly code: 'out_of_service'; readonly hostCode: string }
  | { readonly code: 'garbled'; readonly hex: string };

export type DeclineAdvice = 'otherCard' | 'insertAndPin' | 'retry' | 'bankUnreachable' | 'removeCard' | 'staff';

export type LinkState = 'down' | 'connecting' | 'up';

export type TerminalNotice =
  | { readonly type: 'link'; readonly state: LinkState }
  /** The terminal wanted an end of day before it took the next card: a listener that throws has it undone. */
  | { readonly type: 'dayClosed'; readonly totals: DayTotals | null }
  /** Text the terminal asks us to print, one receipt or report. */
  | { readonly type: 'printed'; readonly lines: readonly string[]; readonly kind: 'merchant' | 'customer' | 'report' };

/** Called with an outcome before it is acknowledged; when it throws, the terminal is told to undo the order. */
export type StoreOutcome<T> = (outcome: T) => void;

/**
 * Receipt numbers of the pre-authorizations a terminal holds open. Not `complete`: there may be more, so that one is
 * not named says nothing.
 */
export type OpenList = { readonly receipts: readonly string[]; readonly complete: boolean };

/** What an end of day has made bookable. A terminal counts to 255 for each scheme and begins again. */
export type DayTotals = {
  readonly count: number;
  readonly total: Money;
  /** Those with anything in them, in the terminal's words: "visa". Empty: it told no more than the total. */
  readonly schemes: readonly { readonly scheme: string; readonly count: number; readonly total: Money }[];
};

/**
 * One card terminal. Orders run one at a time: settlement orders go first, then the driver at the screen, then status
 * polls; a call that waits tells `onPrompt('waitingForTurn')`. An aborted signal makes a waiting or card-reading order
 * end as `cancelled`; once money is moving the outcome still comes back and has to be dealt with.
 */
export interface CardTerminal {
  readonly link: LinkState;
  /** Of the terminal that is or was connected last; '' while it has named none. */
  readonly terminalId: string;
  start(): void;
  stop(): Promise<void>;

  /** Waits for a bank card, a phone or a charging key, whatever comes first. */
  readCard(
    request: { readonly timeoutMs: number; readonly onPrompt: (prompt: TerminalPrompt) => void },
    signal: AbortSignal,
  ): Promise<Result<CardRead, TerminalError>>;

  /** Reserves `amount`. `reference` is our session's, handed on to the acquirer. */
  preAuthorize(
    order: {
      readonly amount: Money;
      readonly reference: string;
      readonly onPrompt: (prompt: TerminalPrompt) => void;
      readonly store: StoreOutcome<Hold>;
    },
    signal: AbortSignal,
  ): Promise<Result<Hold, TerminalError>>;

  /**
   * Takes `amount` (0 < amount ≤ hold) of a hold for good and frees the rest. `mayBegin` is asked when its turn has come,
   * behind other orders: false keeps it from being sent (`cancelled`).
   */
  capture(order: {
    readonly hold: HoldName;
    readonly amount: Money;
    readonly reference: string;
    readonly mayBegin?: () => boolean;
    readonly store: StoreOutcome<Booking>;
  }): Promise<Result<Booking, TerminalError>>;

  /**
   * Frees a whole hold. Cards whose hold can only be taken back by its amount keep it when that is unknown. `mayBegin` as
   * for a capture.
   */
  reverse(order: {
    readonly hold: ForeignHold;
    readonly reference: string;
    readonly mayBegin?: () => boolean;
    readonly store: StoreOutcome<Booking>;
  }): Promise<Result<Booking, TerminalError>>;

  /** The pre-authorizations the terminal still holds open, as far as it names them. */
  listOpenPreAuthorizations(): Promise<Result<OpenList, TerminalError>>;

  /** The last booking the terminal knows, whoever ordered it; null when it knows none. */
  lastBooking(): Promise<Result<Booking | null, TerminalError>>;

  /**
   * Closes the day: makes the sales bookable. `mayBegin` is asked when the order's turn comes; a no ends it as
   * `cancelled`. It is not sent while a pre-authorization is open, which some terminals would book in full. Null: it
   * is closed, with what was not said.
   */
  endOfDay(order: {
    readonly mayBegin: () => boolean;
    readonly store: StoreOutcome<DayTotals | null>;
  }): Promise<Result<DayTotals | null, TerminalError>>;
  diagnosis(): Promise<Result<void, TerminalError>>;

  onNotice(listener: (notice: TerminalNotice) => void): () => void;
}
