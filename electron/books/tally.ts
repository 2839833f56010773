import type { BooksRow } from './readRows.ts';

/** Sums of receipts, in minor units of one currency. */
export type Totals = {
  readonly currency: string;
  receipts: number;
  energyWh: number;
  net: number;
  /** By percent as the receipt writes it. */
  readonly rates: Map<string, { net: number; vat: number }>;
  /** What bears no VAT. */
  untaxed: number;
  total: number;
  byCard: number;
  byKey: number;
};

const none = (currency: string): Totals => ({
  currency,
  receipts: 0,
  energyWh: 0,
  net: 0,
  rates: new Map(),
  untaxed: 0,
  total: 0,
  byCard: 0,
  byKey: 0,
});

/** What of a receipt bears no VAT. */
export const untaxedOf = ({ total, vat }: BooksRow['receipt']): number =>
  vat.reduce((left, rate) => left - rate.net.minor - rate.vat.minor, total.minor);

/** Adds up what passes through it, whatever is made of the rows. */
export function createTally() {
  const byCurrency = new Map<string, Totals>();

  function add({ receipt }: BooksRow): void {
    const { currency } = receipt.total;
    const sums = byCurrency.get(currency) ?? none(currency);
    byCurrency.set(currency, sums);
    sums.receipts += 1;
    sums.energyWh += receipt.energyWh;
    sums.net += receipt.net.minor;
    sums.untaxed += untaxedOf(receipt);
    sums.total += receipt.total.minor;
    if (receipt.paidBy === 'bankCard') sums.byCard += receipt.total.minor;
    else sums.byKey += receipt.total.minor;
    for (const { percent, net, vat } of receipt.vat) {
      const rate = sums.rates.get(percent) ?? { net: 0, vat: 0 };
      sums.rates.set(percent, { net: rate.net + net.minor, vat: rate.vat + vat.minor });
    }
  }

  return {
    add,
    get totals(): readonly Totals[] {
      return [...byCurrency.values()];
    },
  };
}
export type Tally = ReturnType<typeof createTally>;
