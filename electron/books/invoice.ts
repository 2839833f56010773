import { Big } from 'big.js';
import type { CostLine, ReceiptView } from '../../machines/receiptView.ts';
import { shares } from './amounts.ts';
import { untaxedOf } from './tally.ts';

/**
 * A receipt as EN 16931 counts an invoice, in minor units. Its rules (BR-CO-10 to BR-CO-17) begin with the nets: VAT is
 * the rate of a net, rounded. A receipt begins with what was paid, so the two may be cents apart; that is the invoice's
 * rounding amount (BT-114), and what is to be paid is to the cent what the receipt says.
 */
export type Invoice = {
  readonly lines: readonly InvoiceLine[];
  readonly breakdown: readonly VatCategory[];
  /** BT-106 and BT-109: there are no allowances and charges. */
  readonly net: number;
  /** BT-110. */
  readonly vat: number;
  /** BT-112. */
  readonly gross: number;
  /** BT-114. */
  readonly rounding: number;
};

/** S: standard rate; Z: rate of 0; E: exempt; O: outside the scope of VAT, and then all of the invoice is. */
export type VatCategory = {
  readonly category: 'S' | 'Z' | 'E' | 'O';
  /** BT-119; null outside the scope of VAT. */
  readonly percent: string | null;
  /** BT-116. */
  readonly net: number;
  /** BT-117. */
  readonly vat: number;
};

export type InvoiceLine = {
  readonly name: string;
  readonly quantity: string;
  /** UN/ECE Recommendation 20. */
  readonly unit: 'KWH' | 'MIN' | 'C62';
  /** BT-131. */
  readonly net: number;
  readonly vat: VatCategory;
};

const names: Readonly<Record<CostLine['kind'], string>> = {
  energy: 'Energy',
  time: 'Charging time',
  session: 'Session fee',
  idle: 'Idle fee',
  reservationTime: 'Reservation time',
  reservationFee: 'Reservation fee',
  minPrice: 'Minimum price',
  maxPrice: 'Maximum price',
  notCharged: 'Above the amount set aside, not charged',
};
const units = { kWh: 'KWH', minute: 'MIN', session: 'C62' } as const;

export function invoiceOf(receipt: ReceiptView): Invoice {
  const breakdown = breakdownOf(receipt);
  const net = breakdown.reduce((sum, category) => sum + category.net, 0);
  const vat = breakdown.reduce((sum, category) => sum + category.vat, 0);
  const gross = net + vat;
  return { lines: linesOf(receipt, breakdown), breakdown, net, vat, gross, rounding: receipt.total.minor - gross };
}

function breakdownOf(receipt: ReceiptView): readonly VatCategory[] {
  const taxed = receipt.vat
    .filter(({ net, vat }) => net.minor !== 0 || vat.minor !== 0)
    .map(({ percent, net }): VatCategory => {
      const rate = new Big(percent);
      const vat = rate.div(100).times(net.minor).round(0, Big.roundHalfUp).toNumber();
      return { category: rate.eq(0) ? 'Z' : 'S', percent, net: net.minor, vat };
    });
  const untaxed = untaxedOf(receipt);
  if (taxed.length === 0) return [{ category: 'O', percent: null, net: untaxed, vat: 0 }];
  // Beside a category of VAT there must be none outside its scope (BR-O-11).
  return untaxed === 0 ? taxed : [...taxed, { category: 'E', percent: '0', net: untaxed, vat: 0 }];
}

/** A receipt's lines do not say which rate they bear: where there are several, each rate is one line. */
function linesOf(receipt: ReceiptView, breakdown: readonly VatCategory[]): readonly InvoiceLine[] {
  const [only, ...more] = breakdown;
  if (!only || more.length > 0 || receipt.lines.length === 0)
    return breakdown.map((vat) => ({
      name: vat.percent === null ? 'Charging' : `Charging, ${vat.percent} % VAT`,
      quantity: '1',
      unit: 'C62',
      net: vat.net,
      vat,
    }));
  const nets = netsOf(receipt.lines, only.net);
  return receipt.lines.map((line, index) => {
    const net = nets[index] ?? 0;
    const isTakenOff = net < 0;
    return {
      name: names[line.kind],
      // A price is never negative (BR-27): what is taken off is a quantity less.
      quantity: isTakenOff ? '-1' : line.quantity,
      unit: isTakenOff || line.unit === null ? 'C62' : units[line.unit],
      net,
      vat: only,
    };
  });
}

/** Nets in the proportion of the gross amounts, which add up to `net`. */
function netsOf(lines: readonly CostLine[], net: number): number[] {
  const gross = lines.reduce((sum, { amount }) => sum + amount.minor, 0);
  const takenOff = lines.map(({ amount }) =>
    amount.minor < 0 && gross > 0 ? Math.round((amount.minor * net) / gross) : 0,
  );
  const rest = net - takenOff.reduce((sum, minor) => sum + minor, 0);
  const costs = shares(
    rest,
    lines.map(({ amount }) => Math.max(0, amount.minor)),
  );
  return costs.map((cost, index) => cost + (takenOff[index] ?? 0));
}
