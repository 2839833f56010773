import type { CardSummary, Hold } from '../../machines/ports/cardTerminal.ts';
import type { MeterReading } from '../../machines/ports/powerController.ts';
import type { BilledPeriod, PaidBy, ReceiptView, SignedMeter } from '../../machines/receiptView.ts';
import type { Cost } from './cost.ts';
import { Decimal } from './rounding.ts';

/** Everything a receipt is made of. Instants are epoch milliseconds. */
export type ReceiptInput = {
  readonly receiptNumber: string;
  readonly sessionId: string;
  readonly issuedAtMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly timeZone: string;
  readonly evseId: string;
  readonly operator: ReceiptView['operator'];
  readonly meterStart: Pick<MeterReading, 'energyWh' | 'meterId'>;
  readonly meterEnd: Pick<MeterReading, 'energyWh' | 'meterId'>;
  /** Null when the meter signed nothing. */
  readonly signedMeter: SignedMeter | null;
  readonly periods: readonly BilledPeriod[];
  readonly tariff: ReceiptView['tariff'];
  /** What is charged: already capped at the hold. */
  readonly cost: Cost;
  readonly paidBy: PaidBy;
  /** Null when no card was held: a charging key's account is billed elsewhere. */
  readonly hold: Hold | null;
};

/** Energy between two readings of the meter's register in Wh, exact to the mWh and free of float artefacts. */
export const energyBetween = (startWh: number, endWh: number): number =>
  new Decimal(endWh).minus(startWh).round(3).toNumber();

/** The receipt as the driver sees it. Pure: the same input is the same receipt. */
export function buildReceipt(input: ReceiptInput): ReceiptView {
  const { meterStart, meterEnd, cost, hold } = input;
  return {
    receiptNumber: input.receiptNumber,
    sessionId: input.sessionId,
    issuedAtMs: input.issuedAtMs,
    startedAtMs: input.startedAtMs,
    endedAtMs: input.endedAtMs,
    timeZone: input.timeZone,
    evseId: input.evseId,
    operator: input.operator,
    meterId: meterEnd.meterId ?? meterStart.meterId,
    meterStartWh: meterStart.energyWh,
    meterEndWh: meterEnd.energyWh,
    energyWh: energyBetween(meterStart.energyWh, meterEnd.energyWh),
    signedMeter: input.signedMeter,
    periods: input.periods,
    tariff: input.tariff,
    lines: cost.lines,
    net: cost.net,
    vat: cost.vat,
    total: cost.total,
    paidBy: input.paidBy,
    held: hold?.amount ?? null,
    card: hold && cardOnReceipt(hold.card),
    authorizationNumber: hold?.authorizationNumber ?? null,
    terminalId: hold?.terminalId ?? null,
  };
}

/** Field by field, so that nothing a terminal adds to its answer can slip onto paper. */
const cardOnReceipt = ({ brand, last4, entryMode }: CardSummary): CardSummary => ({ brand, last4, entryMode });
