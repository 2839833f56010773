import type { Budget } from './budget.ts';
import type { ChargeContext, Session } from './charge.model.ts';
import type { Money } from './money.ts';
import type { CardRead, Hold, TerminalError } from './ports/cardTerminal.ts';
import type { ControllerError, IdToken, MeterReading, StopReason } from './ports/powerController.ts';
import type { PaidBy, ReceiptView } from './receiptView.ts';
import type { Result } from './result.ts';

/** What the charge machine asks the station to do, and what it may hear. */

export type KeyCheck =
  | { readonly status: 'accepted'; readonly account: string; readonly needsPin: boolean }
  | { readonly status: 'blocked' }
  /** It charges at another cable: presented again, the controller would take it as a wish to stop that one. */
  | { readonly status: 'inUse' }
  | { readonly status: 'unknown' };

export type StoreError = { readonly code: 'not_stored'; readonly detail: string };

export type ReadCardInput = { readonly timeoutMs: number };
export type PreAuthorizeInput = { readonly session: Session; readonly attempt: number; readonly amount: Money };
export type RecordAuthorizationInput = {
  readonly session: Session;
  readonly paidBy: PaidBy;
  readonly idToken: IdToken;
  readonly budget: Budget | null;
  readonly register: MeterReading | null;
};
export type AuthorizeInput = { readonly evse: number; readonly idToken: IdToken };
export type StopInput = { readonly evse: number; readonly reason: StopReason };
/** Everything a receipt is made of. */
export type ReceiptInput = { readonly context: ChargeContext };

export type ReadCardOutput = Result<CardRead, TerminalError>;
export type PreAuthorizeOutput = Result<Hold, TerminalError>;
export type ControllerOutput = Result<void, ControllerError>;
export type StoreOutput = Result<void, StoreError>;
export type ReceiptOutput = Result<ReceiptView, StoreError>;
