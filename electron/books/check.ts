import type { Money } from '../../machines/money.ts';
import type { DayDifference } from '../store/compareDays.ts';
import type { BooksRow, PeriodBooks } from './readRows.ts';
import { untaxedOf } from './tally.ts';

/** Names of so many open receipts are told; the others are counted. */
const NAMED = 10;

/** What does not agree. */
export type BooksDifference =
  /** Net, VAT or lines of a receipt are not its total. */
  | { readonly kind: 'receiptSums'; readonly receiptNumber: string; readonly total: Money }
  | {
      readonly kind: 'otherAmount';
      readonly receiptNumber: string;
      readonly total: Money;
      readonly captured: Money;
    }
  /** Captured for sessions that have no receipt. */
  | { readonly kind: 'noReceipt'; readonly captured: Money }
  /** What was captured for the period's receipts is not what they tell. */
  | { readonly kind: 'otherSum'; readonly told: Money; readonly captured: Money }
  | { readonly kind: 'endOfDay'; readonly difference: DayDifference };

/** Card receipts against captures, in minor units of one currency. */
export type CardSums = {
  readonly currency: string;
  /** Of the period's card receipts: all, captured in the period, captured at another time, not captured. */
  receipts: number;
  captured: number;
  capturedElsewhen: number;
  open: number;
  openReceipts: number;
  readonly openNumbers: string[];
  /** Captured in the period, for receipts of another one. */
  ofOthers: number;
};

/**
 * Holds what was billed to cards against what the journal captured. Looks at each row that passes; `end` looks at the
 * captures of the period.
 */
export function createCheck(period: { readonly fromMs: number; readonly toMs: number }) {
  const byCurrency = new Map<string, CardSums>();
  const differences: BooksDifference[] = [];
  const of = (currency: string): CardSums => {
    const sums = byCurrency.get(currency) ?? {
      currency,
      receipts: 0,
      captured: 0,
      capturedElsewhen: 0,
      open: 0,
      openReceipts: 0,
      openNumbers: [],
      ofOthers: 0,
    };
    byCurrency.set(currency, sums);
    return sums;
  };

  function look({ receipt, payment }: BooksRow): void {
    const { total, net, vat, lines, receiptNumber } = receipt;
    const taxes = vat.reduce((sum, rate) => sum + rate.vat.minor, 0);
    const lineSum = lines.reduce((sum, { amount }) => sum + amount.minor, 0);
    if (net.minor + taxes !== total.minor || (lines.length > 0 && lineSum !== total.minor) || untaxedOf(receipt) < 0)
      differences.push({ kind: 'receiptSums', receiptNumber, total });
    if (receipt.paidBy !== 'bankCard') return;
    const sums = of(total.currency);
    sums.receipts += total.minor;
    if (payment === null) {
      if (total.minor === 0) return;
      sums.open += total.minor;
      sums.openReceipts += 1;
      if (sums.openNumbers.length < NAMED) sums.openNumbers.push(receiptNumber);
      return;
    }
    const { amount, atMs } = payment;
    if (amount.minor !== total.minor || amount.currency !== total.currency)
      differences.push({ kind: 'otherAmount', receiptNumber, total, captured: amount });
    if (atMs >= period.fromMs && atMs < period.toMs) sums.captured += amount.minor;
    else sums.capturedElsewhen += amount.minor;
  }

  function end(books: PeriodBooks, days: Iterable<DayDifference>): void {
    const captured = new Map<string, number>();
    for (const { of: whose, sum } of books.paymentSums()) {
      if (whose === 'period') captured.set(sum.currency, sum.minor);
      else if (whose === 'other') of(sum.currency).ofOthers = sum.minor;
      else differences.push({ kind: 'noReceipt', captured: sum });
    }
    for (const currency of new Set([...captured.keys(), ...byCurrency.keys()])) {
      const seen = of(currency).captured;
      const found = captured.get(currency) ?? 0;
      if (seen !== found)
        differences.push({
          kind: 'otherSum',
          told: { minor: seen, currency },
          captured: { minor: found, currency },
        });
    }
    for (const difference of days)
      if (difference.atMs >= period.fromMs && difference.atMs < period.toMs)
        differences.push({ kind: 'endOfDay', difference });
  }

  return {
    look,
    end,
    differences: differences as readonly BooksDifference[],
    get cards(): readonly CardSums[] {
      return [...byCurrency.values()];
    },
  };
}
export type Check = ReturnType<typeof createCheck>;
