import type { Money } from './money.ts';
import type { CardSummary } from './ports/cardTerminal.ts';

/** One line of a cost: quantity × price = amount, VAT included. */
export type CostLine = {
  readonly kind:
    | 'energy'
    | 'time'
    | 'session'
    | 'idle'
    | 'reservationTime'
    | 'reservationFee'
    /** What the tariff's least or most for a whole charge adds or takes off. */
    | 'minPrice'
    | 'maxPrice'
    | 'notCharged';
  /** Exact decimal in the line's unit: kWh with three digits, minutes, 1. */
  readonly quantity: string;
  readonly unit: 'kWh' | 'minute' | 'session' | null;
  readonly unitPrice: string | null;
  readonly amount: Money;
};

/**
 * Where the driver's money is. `delayed`: terminal or bank cannot be reached, the station goes on trying; `staff`: a
 * person settles it.
 */
export type HoldView = {
  readonly state: 'held' | 'capturing' | 'captured' | 'releasing' | 'released' | 'delayed' | 'staff';
  readonly held: Money;
  /** Set once known. */
  readonly captured: Money | null;
  readonly card: CardSummary;
  /** After so many days the bank ends the reservation by itself. */
  readonly endsAfterDays: number;
  /** What a driver names on the phone: the receipt's number, or the terminal's own while there is no receipt. */
  readonly reference: string;
};

export type PaidBy = 'bankCard' | 'chargingKey';

/** One stretch of a charge in which nothing changed that a price hangs on. */
export type BilledPeriod = {
  readonly startMs: number;
  readonly endMs: number;
  /** Of this period alone. */
  readonly energyWh: number;
  /**
   * `idle` is priced as parking. `free`: no time is priced, for it is the grace before, or nobody could see whether it
   * charged.
   */
  readonly kind: 'charging' | 'idle' | 'free';
  /** At its start, where the tariff asks for it. */
  readonly powerW?: number;
};

/** The meter's own word for what it counted: enough to check it anywhere, with no word from us. */
export type SignedMeter = {
  readonly format: 'OCMF';
  /** To the byte as the meter gave it. Of a meter that keeps begin and end apart it is the end. */
  readonly text: string;
  readonly startText: string | null;
  /** DER SubjectPublicKeyInfo. Null when the key was not told or is in no form we know. */
  readonly publicKeyHex: string | null;
  readonly meterSerial: string | null;
};

/** A charge as it is billed, kept for ever as it was issued. The books, the driver's paper and the phone tell this. */
export type ReceiptView = {
  readonly receiptNumber: string;
  /** Its session in the journal; for the card terminal the reference of the payment. */
  readonly sessionId: string;
  readonly issuedAtMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** IANA zone of the place: what the clock there showed. */
  readonly timeZone: string;
  readonly evseId: string;
  readonly operator: { readonly name: string; readonly address: string; readonly vatId: string };
  readonly meterId: string | null;
  readonly meterStartWh: number;
  readonly meterEndWh: number;
  readonly energyWh: number;
  /** Null when the meter signed nothing. */
  readonly signedMeter: SignedMeter | null;
  readonly periods: readonly BilledPeriod[];
  /** The tariff of the session; the hash is of its canonical JSON. */
  readonly tariff: { readonly id: string; readonly hash: string };
  readonly lines: readonly CostLine[];
  readonly net: Money;
  readonly vat: readonly { readonly percent: string; readonly net: Money; readonly vat: Money }[];
  readonly total: Money;
  readonly paidBy: PaidBy;
  /** What was set aside on the card; null with a charging key, whose account is billed elsewhere. */
  readonly held: Money | null;
  readonly card: CardSummary | null;
  readonly authorizationNumber: string | null;
  readonly terminalId: string | null;
};
