import type { Money } from './money.ts';
import type { CardSummary, TerminalError } from './ports/cardTerminal.ts';
import type { HoldView } from './receiptView.ts';

/** What staff are shown of money that is not yet where it belongs. Never for the driver's page. */
export type MaintenanceView = {
  readonly nowMs: number;
  readonly openSettlements: readonly OpenSettlement[];
  /** Payments that no end of day of the terminal has made bookable yet. */
  readonly awaitingEndOfDay: AwaitingEndOfDay;
};

export type AwaitingEndOfDay = {
  readonly count: number;
  readonly oldestAtMs: number | null;
  /** The oldest waits for longer than the operator allows: a person has to look why. */
  readonly isOverdue: boolean;
};

/** Why a settlement is open: what the terminal or bank answered last, or what else stands in its way. */
export type SettlementTrouble =
  | TerminalError['code']
  /** The terminal's books do not tell what became of it. */
  | 'unclear'
  /** The charge was interrupted while energy may have flowed: nobody knows what is due. */
  | 'interrupted'
  /** The terminal booked another amount than was due. */
  | 'otherAmount'
  | 'stationError';

/** A hold that is due, with everything needed to settle it by hand. */
export type OpenSettlement = {
  readonly sessionId: string;
  readonly connectorId: number;
  readonly state: HoldView['state'];
  /** The station goes on by itself, whether or not staff have been asked. */
  readonly stillTrying: boolean;
  readonly trouble: SettlementTrouble | null;
  /** The trouble in the words of the journal, host code included. */
  readonly detail: string | null;
  readonly attempts: number;
  readonly heldAtMs: number;
  readonly ageMs: number;
  readonly held: Money;
  /** Null: not known, and to be worked out from the meter. 0: the whole hold is to be given back. */
  readonly due: Money | null;
  /** What the terminal booked, if it told. */
  readonly booked: Money | null;
  /** What names the hold at the terminal and at the acquirer. */
  readonly hold: {
    readonly receiptNumber: string;
    readonly traceNumber: string;
    readonly terminalId: string;
    readonly authorizationNumber: string | null;
    readonly card: CardSummary;
  };
  /** Of the driver's receipt; null when none was issued. */
  readonly receiptNumber: string | null;
  /** Import register of the billing meter; the end is null when it was never told. */
  readonly meter: { readonly meterId: string | null; readonly startWh: number; readonly endWh: number | null } | null;
  readonly todo: SettlementTodo;
};

/** What is left for a person. */
export type SettlementTodo =
  /** Nothing yet. */
  | 'wait'
  /** Take `due` from the hold, at the terminal or with the acquirer, unless it has been taken meanwhile. */
  | 'capture'
  /** Give the whole hold back, unless it has been given back meanwhile. */
  | 'release'
  /** Look in the terminal's and the acquirer's books whether it was booked; if not, take or give back what is due. */
  | 'compareBooks'
  /** Work out from the meter what is due, then take it or give the hold back. */
  | 'workOutDue'
  /** Give back what was booked too much, or ask the driver for the rest. */
  | 'correctBooking';

export type LinkDevice = 'cardTerminal' | 'powerController' | 'broker' | 'powerMeter' | 'receiptPrinter' | 'mail';

/** `trouble`: it can be reached, and says that something is wrong. `unknown`: nothing was asked of it yet. */
export type LinkState = 'up' | 'connecting' | 'down' | 'trouble' | 'unknown';

/** How the station's link to one device does. */
export type LinkView = {
  readonly device: LinkDevice;
  /** The one it serves; null: the whole station. */
  readonly evse: number | null;
  readonly address: string;
  readonly state: LinkState;
  readonly sinceMs: number;
  /** From the last question to its answer. */
  readonly latencyMs: number | null;
  readonly lastError: { readonly atMs: number; readonly text: string } | null;
  readonly version: string | null;
};
