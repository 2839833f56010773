import type { AccessView } from './accessView.ts';
import type { Budget, BudgetRange } from './budget.ts';
import type { FaultCode } from './faults.ts';
import type { FindView, ShownReceipt } from './findView.ts';
import type { HelpView } from './helpView.ts';
import type { Money } from './money.ts';
import type { PanelView } from './panelView.ts';
import type { TerminalPrompt } from './ports/cardTerminal.ts';
import type { HandshakePhase } from './ports/powerController.ts';
import type { CostLine, HoldView } from './receiptView.ts';

/**
 * What the page is given: made for the screen, complete, and enough to draw it after a reload. It carries no card
 * data beyond what a receipt may show. Instants are epoch milliseconds of the station's clock (`nowMs` says what it
 * reads), so a page whose own clock is off still counts down rightly.
 */
export type KioskView = {
  readonly nowMs: number;
  readonly language: string;
  readonly languages: readonly string[];
  readonly largeText: boolean;
  readonly highContrast: boolean;
  /** Everything to read and touch keeps to the lower part of a tall panel. */
  readonly lowReach: boolean;
  /** Another number is another person: what the page holds open or half typed goes with the one before. */
  readonly visit: number;
  /** The visitor wants more time: every wait for them is longer. */
  readonly unhurried: boolean;
  /** The wait on the screen can be made longer by MORE_TIME. */
  readonly canWaitLonger: boolean;
  readonly access: AccessView;
  readonly station: StationView;
  readonly panel: PanelView;
  readonly connectors: readonly ConnectorTile[];
  readonly terminal: 'up' | 'connecting' | 'down';
  readonly price: PriceView;
  readonly screen: ScreenView;
  /** The help sheet lies over whatever screen is on; null: it does not. */
  readonly help: HelpView | null;
  /** The sheet on which the screen is made easier to read and reach. */
  readonly accessOpen: boolean;
  /** So does the choice of languages. */
  readonly languagesOpen: boolean;
  /** The driver has not touched the screen for a while: asks "still there?" until this instant. Null: no question. */
  readonly absentBy: number | null;
};

export type StationView = {
  readonly name: string;
  readonly operator: string;
  readonly helpLine: string;
  readonly timeZone: string;
  /** True when the hardware is simulated: the page says so. */
  readonly simulated: boolean;
  /** Fingerprint of the key receipts are signed with; null where none is to be had. */
  readonly receiptKey: string | null;
};

export type ConnectorType = 'CCS2' | 'CCS1' | 'CHAdeMO' | 'NACS' | 'MCS' | 'Type2';

/** One connector as the attract screen shows it. */
export type ConnectorTile = {
  readonly connectorId: number;
  /** What is painted on the cable: "A", "B". */
  readonly label: string;
  readonly evseId: string;
  readonly connectorType: ConnectorType;
  readonly maxPowerW: number;
  readonly status: 'free' | 'vehicleWaiting' | 'busy' | 'charging' | 'finished' | 'receipt' | 'unavailable';
  readonly unavailable: UnavailableReason | null;
  readonly energyWh: number | null;
  readonly cost: Money | null;
  readonly socPercent: number | null;
  readonly powerW: number | null;
  /** When the free time after the charge ends; null before its end. */
  readonly graceEndsMs: number | null;
};

/** Why staff took a connector out of service. */
export type ServiceReason = 'disabled' | 'maintenance' | 'repair';
export type UnavailableReason = 'fault' | 'emergencyStop' | ServiceReason | 'reserved' | 'controllerAway';

/** A price the driver is told, VAT included. `amount` is an exact decimal in the major unit: "0.59". */
export type PricePart =
  | { readonly kind: 'energy'; readonly amount: string; readonly per: 'kWh' }
  | { readonly kind: 'time'; readonly amount: string; readonly per: 'minute' }
  | { readonly kind: 'session'; readonly amount: string; readonly per: 'session' }
  | { readonly kind: 'idle'; readonly amount: string; readonly per: 'minute'; readonly afterMs: number };

export type PriceView = {
  readonly currency: string;
  /** Of all parts; "0": they bear none. Null: they differ in it. */
  readonly vatPercent: string | null;
  /** In the order the market's law asks for. */
  readonly parts: readonly PricePart[];
  readonly terms: readonly PriceTerm[];
  /** Whether the price per kWh is told in euros or in cents, in pounds or in pence. */
  readonly energyIn: 'major' | 'minor';
  /** What comes after it, the sooner first; empty when the price stays. */
  readonly next: readonly NextPrice[];
  /** What the market's law wants said beside the price. */
  readonly notes: readonly MarketNote[];
};

/**
 * What else decides the amount: the least and most of a whole charge, VAT included, and a quantity that is billed in steps,
 * each of them in full once begun.
 */
export type PriceTerm =
  | { readonly kind: 'least' | 'most'; readonly amount: string }
  | { readonly kind: 'stepEnergy'; readonly energyWh: number }
  | { readonly kind: 'stepTime' | 'stepIdle'; readonly ms: number };

/** Another price: from an instant on, or from so much energy of the charge on. */
export type NextPrice = {
  readonly from: { readonly atMs: number } | { readonly energyWh: number };
  readonly parts: readonly PricePart[];
};

/** `adHoc`: no contract is asked for. `calibrated`: the meter is lawful and can be checked. `priceHolds`: for the charge. */
export type MarketNote = 'adHoc' | 'calibrated' | 'helpLine' | 'priceHolds';

/** Of the last touch; a fault says why nothing came out, and the receipt is kept all the same. */
export type PrintState =
  | 'idle'
  | 'printing'
  | 'printed'
  | Extract<FaultCode, 'printerPaperOut' | 'printerCoverOpen' | 'printerAway' | 'printerRefused'>;
/** Of the newest mail. `waiting`: the server cannot be reached; it goes out as soon as it can, without the driver. */
export type MailState =
  | 'idle'
  | 'sending'
  | 'sent'
  | 'waiting'
  | Extract<FaultCode, 'mailAddressRefused' | 'mailRefused'>;

/** How a receipt leaves the station: what is offered, and what became of what was asked for. */
export type DeliveriesView = {
  readonly offers: { readonly print: boolean; readonly mail: boolean };
  readonly print: PrintState;
  readonly mail: MailState;
};

export type ChargingActivity =
  | 'active'
  | 'pausedByCar'
  | 'pausedByStation'
  | 'stopping'
  | 'finishedGrace'
  | 'finishedIdle';

/** How the charge came to its end, in the driver's terms. */
export type EndReason =
  | 'driver'
  | 'carFinished'
  | 'holdReached'
  | 'budgetReached'
  | 'holdExpiring'
  | 'unplugged'
  | 'emergencyStop'
  | 'fault'
  | 'controllerLost';

/** The question "who may stop, or change how far it charges?" while it is on the screen. */
export type StopDialogView = {
  readonly wants: 'stop' | 'budget';
  readonly step: 'ask' | 'presentCard' | 'refusedCode' | 'refusedCard' | 'codeLocked' | 'noTerminal';
  readonly prompt: TerminalPrompt | null;
  readonly deadlineMs: number;
};

export type ScreenView =
  | { readonly name: 'attract' }
  | {
      readonly name: 'price';
      readonly connectorId: number;
      readonly vehicleConnected: boolean;
      readonly hold: Money;
      readonly budget: Budget | null;
      readonly budgetRange: BudgetRange;
      readonly deadlineMs: number;
    }
  | {
      readonly name: 'present';
      readonly connectorId: number;
      readonly hold: Money;
      readonly prompt: TerminalPrompt;
      readonly step: 'turn' | 'card' | 'hold' | 'key' | 'cancelling';
      readonly deadlineMs: number | null;
    }
  | {
      readonly name: 'secondFactor';
      readonly connectorId: number;
      readonly attemptsLeft: number;
      readonly wrong: boolean;
      readonly deadlineMs: number;
    }
  | {
      readonly name: 'declined';
      readonly connectorId: number;
      readonly fault: FaultCode;
      readonly hold: Money;
      readonly deadlineMs: number;
    }
  | {
      readonly name: 'plug';
      readonly connectorId: number;
      readonly connectorType: ConnectorType;
      readonly label: string;
      readonly step: 'authorizing' | 'cable' | 'handshake' | 'cancelling';
      readonly phase: HandshakePhase | null;
      /** The cable was in and came out again: the same hold still stands. */
      readonly again: boolean;
      readonly hold: HoldView | null;
      readonly stopCode: string | null;
      readonly deadlineMs: number | null;
    }
  | {
      readonly name: 'charging';
      readonly connectorId: number;
      readonly label: string;
      readonly activity: ChargingActivity;
      readonly endReason: EndReason | null;
      readonly energyWh: number;
      readonly cost: Money;
      readonly lines: readonly CostLine[];
      readonly powerW: number | null;
      readonly socPercent: number | null;
      readonly startedAtMs: number;
      readonly energySinceMs: number;
      readonly expectedEndMs: number | null;
      readonly hold: HoldView | null;
      /** Within reach of the amount held: the charge will stop by itself. */
      readonly nearHold: boolean;
      readonly budget: Budget | null;
      /** The owner is choosing another budget, from this range, until then; null: nobody is. */
      readonly choosingBudget: { readonly range: BudgetRange; readonly deadlineMs: number } | null;
      readonly stopCode: string | null;
      readonly stopNeeds: 'cardOrCode' | 'nothing';
      readonly stopDialog: StopDialogView | null;
      /** When the free time after charging ends and the idle fee begins; null while charging. */
      readonly graceEndsMs: number | null;
      /** The controller cannot be reached: values are the last known. */
      readonly stale: boolean;
      /** Up to 120 points of the power over time, for the curve. */
      readonly curve: readonly { readonly atMs: number; readonly powerW: number }[];
    }
  | FindView
  | (ShownReceipt & {
      readonly name: 'receipt';
      readonly connectorId: number;
      readonly endReason: EndReason;
      readonly deadlineMs: number;
    })
  | {
      /** Nothing was charged: why, and what happens to the money. */
      readonly name: 'released';
      readonly connectorId: number;
      readonly fault: FaultCode;
      readonly hold: HoldView | null;
      readonly deadlineMs: number;
    }
  | {
      readonly name: 'unavailable';
      readonly connectorId: number;
      readonly label: string;
      readonly reason: UnavailableReason;
      readonly fault: FaultCode;
      /** Another connector of this station a driver can use. */
      readonly otherFree: boolean;
    }
  /**
   * Staff are at work at the screen, or have ordered the station to begin anew, which takes about a minute. Whose charge
   * has begun finds it by its cable.
   */
  | { readonly name: 'lookedAfter'; readonly why: 'staff' | 'renewal' }
  /** The whole station takes no money: nothing can be started, whichever connector. */
  | { readonly name: 'outOfService'; readonly fault: FaultCode };

export type ScreenName = ScreenView['name'];
