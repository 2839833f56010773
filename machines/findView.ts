import type { Buyer } from './buyer.ts';
import type { TerminalPrompt } from './ports/cardTerminal.ts';
import type { HoldView, ReceiptView } from './receiptView.ts';
import type { DeliveriesView } from './view.ts';

/** Why an earlier receipt was not found. `noMatch` says nothing of whether a receipt has that number. */
export type LookupTrouble = 'cardUnknown' | 'noCard' | 'readerTaken' | 'readerAway' | 'noMatch' | 'tooManyTries';

/** One receipt on the screen, whichever way it came there. */
export type ShownReceipt = {
  readonly receipt: ReceiptView;
  /** What the code on the screen says: a page, and the whole signed receipt in its fragment. Null: no code. */
  readonly link: string | null;
  readonly hold: HoldView | null;
  readonly deliveries: DeliveriesView;
  /** Told by the driver for the VAT invoice. */
  readonly buyer: Buyer | null;
};

/** What a driver tells one of several receipts by. */
export type FoundReceipt = Pick<
  ReceiptView,
  'sessionId' | 'receiptNumber' | 'endedAtMs' | 'evseId' | 'energyWh' | 'total'
>;

/** An earlier receipt is looked for. */
export type FindView =
  | { readonly name: 'find'; readonly step: 'choose'; readonly trouble: LookupTrouble | null }
  | { readonly name: 'find'; readonly step: 'card'; readonly prompt: TerminalPrompt }
  | {
      readonly name: 'find';
      readonly step: 'number';
      /** Printed before the digits of a receipt number. */
      readonly prefix: string;
      readonly trouble: LookupTrouble | null;
      /** Until then no try counts; null: try. */
      readonly pausedUntilMs: number | null;
    }
  | { readonly name: 'find'; readonly step: 'list'; readonly receipts: readonly FoundReceipt[] }
  | ({ readonly name: 'find'; readonly step: 'receipt'; readonly several: boolean } & ShownReceipt);
