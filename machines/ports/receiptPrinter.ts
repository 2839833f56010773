import type { Result } from '../result.ts';

/** A term and what it is: "Energy ........ 28.356 kWh". */
export type PaperRow = { readonly term: string; readonly value: string };

/** A receipt in words already, in the driver's language: whoever puts it on paper or into a mail only lays it out. */
export type PaperText = {
  /** BCP 47, e.g. "de" or "ar". */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly operator: { readonly name: string; readonly address: string; readonly vatId: string };
  readonly buyer: { readonly term: string; readonly name: string; readonly vatId: string } | null;
  readonly prices: readonly {
    readonly name: string;
    /** How much of it at which price; null for what is its own sum. */
    readonly working: string | null;
    readonly vat: string | null;
    readonly amount: string;
  }[];
  readonly sums: readonly PaperRow[];
  readonly total: PaperRow;
  readonly sections: readonly {
    readonly title: string;
    readonly rows: readonly PaperRow[];
    readonly note: string | null;
  }[];
};

/** What a phone opens, and what is said of it. */
export type PaperCode = { readonly text: string; readonly caption: string };

export type PrinterError =
  | { readonly code: 'paper_out' }
  | { readonly code: 'cover_open' }
  /** Cannot be reached, or went away with the job: part of it may be on paper. */
  | { readonly code: 'link_lost' }
  | { readonly code: 'timed_out' }
  /** It says that it cannot: cutter, head, or off line for a reason of its own. */
  | { readonly code: 'refused'; readonly detail: string };

/** Why nothing can be printed just now is `trouble`; null when all is well. Low paper still prints. */
export type PrinterStatus = { readonly trouble: PrinterError['code'] | null; readonly paperLow: boolean };

/** One receipt printer. Jobs run one after the other. */
export interface ReceiptPrinter {
  /** As it was last heard. */
  readonly status: PrinterStatus;
  start(): void;
  stop(): Promise<void>;
  /** Ok only when the printer has worked off the last line and still has paper and no fault: else nothing is claimed. */
  print(receipt: PaperText, code: PaperCode | null): Promise<Result<void, PrinterError>>;
  /** Told on change. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
}
