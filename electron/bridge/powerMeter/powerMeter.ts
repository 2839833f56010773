import type { MeterReading, SignedMeterValue } from '../../../machines/ports/powerController.ts';
import type { Result } from '../../../machines/result.ts';

export type PowerMeterError =
  | { readonly code: 'link_lost' }
  | { readonly code: 'timed_out' }
  /** It answered no. */
  | { readonly code: 'refused'; readonly detail: string }
  | { readonly code: 'garbled'; readonly detail: string }
  /** It says of itself that nothing it counts may be billed. */
  | { readonly code: 'faulty'; readonly detail: string };

/** A transaction as the meter is to sign it. */
export type LegalTransaction = {
  readonly transactionId: string;
  readonly evseId: string;
  /** Who it is for, as it may stand in the record: masked where it is a person's. */
  readonly clientId: string;
};

export type SignedTransaction = {
  readonly begin: MeterReading;
  readonly end: MeterReading;
  readonly signed: SignedMeterValue;
};

/** A billing meter of its own, beside the charge controller. */
export interface PowerMeter {
  read(): Promise<Result<MeterReading, PowerMeterError>>;
  /**
   * Begins a transaction; one already running under this id is as good as begun, another is ended first.
   * @returns the register at its begin
   */
  begin(transaction: LegalTransaction): Promise<Result<MeterReading, PowerMeterError>>;
  /** Ends it, if it still runs, and gives its record. Asked again it gives the same. */
  end(transactionId: string): Promise<Result<SignedTransaction, PowerMeterError>>;
  /** The transaction that runs, of whoever began it; null when none does. */
  running(): Promise<Result<string | null, PowerMeterError>>;
}
