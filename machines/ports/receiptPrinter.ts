import type { Result } from '../result.ts';

/** A term and what it is, on one line of paper: "Energy ........ 28.356 kWh". */
export type PaperRow = { readonly term: string; readonly value: string };

/** One charge of a bill: what for, how much of it at which price, and what that comes to. */
export type PaperLine = { readonly text: string; readonly detail: string | null; readonly amount: string };

/** A receipt in words already, in the driver's language: whoever puts it on paper or into a mail only lays it out. */
export type PaperDocument = {
  /** BCP 47, e.g. "de" or "ar". */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Who issued it: the name, then where to find them. */
  readonly issuer: readonly string[];
  readonly title: string;
  readonly rows: readonly PaperRow[];
  readonly lines: readonly PaperLine[];
  readonly sums: readonly PaperRow[];
  readonly total: PaperRow;
  readonly notes: readonly string[];
  /** What a phone opens. */
  readonly code: { readonly text: string; readonly caption: string } | null;
};

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
  print(document: PaperDocument): Promise<Result<void, PrinterError>>;
  /** Told on change. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
}
