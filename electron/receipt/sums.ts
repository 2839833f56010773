import { minorDigits } from '../../machines/money.ts';
import type { CostLine } from '../../machines/receiptView.ts';
import { USUALLY_BILLED } from '../billing/tariff/usuallyBilled.ts';
import { type Decimal, minus, readDecimal } from '../metering/ocmf/decimal.ts';
import type { PaperReceipt } from './receiptText.ts';

/** What does not add up on a receipt. */
export type SumFault =
  | { readonly code: 'line'; readonly line: CostLine }
  | { readonly code: 'total' | 'net' | 'hold' }
  | { readonly code: 'rate'; readonly percent: string };

/** Whether quantities, prices, VAT and total of a receipt fit each other. Nothing is rounded on the way. */
export function sumFaults({ lines, net, vat, total, held }: PaperReceipt): readonly SumFault[] {
  // A lowest or highest price moves net and gross each on its own.
  const ratesHold = !lines.some(({ kind }) => kind === 'minPrice' || kind === 'maxPrice');
  const sum = (amounts: readonly { readonly minor: number }[]) => amounts.reduce((all, { minor }) => all + minor, 0);
  return [
    ...lines.filter((line) => !explains(line)).map((line): SumFault => ({ code: 'line', line })),
    ...(sum(lines.map(({ amount }) => amount)) === total.minor ? [] : [{ code: 'total' } as const]),
    ...(net.minor + sum(vat.map((rate) => rate.vat)) === total.minor ? [] : [{ code: 'net' } as const]),
    ...vat
      .filter((rate) => ratesHold && !fits(rate, lines.length))
      .map(({ percent }): SumFault => ({ code: 'rate', percent })),
    ...(held && total.minor > held.minor ? [{ code: 'hold' } as const] : []),
  ];
}

/**
 * Quantity times price, within two minor units: one because a line is rounded so that all lines add up, one because its
 * price is shown with as many digits as explain a usual bill to the minor unit; of a larger bill in proportion.
 */
function explains({ quantity, unit, unitPrice, amount }: CostLine): boolean {
  if (unitPrice === null) return true;
  const digits = minorDigits(amount.currency);
  const usual = unit === null ? 1 : Math.max(1, Math.ceil(Number(quantity) / USUALLY_BILLED[unit]));
  return isWithin(product(quantity, unitPrice), { units: BigInt(amount.minor), scale: digits }, 1 + usual, digits);
}

/** The rate of the net, within what the lines were rounded by. */
function fits({ percent, net, vat }: PaperReceipt['vat'][number], lines: number): boolean {
  const digits = minorDigits(net.currency);
  const exact = product(String(net.minor), percent);
  const due = exact && { units: exact.units, scale: exact.scale + 2 + digits };
  return isWithin(due, { units: BigInt(vat.minor), scale: digits }, 2 + lines, digits);
}

function product(left: string, right: string): Decimal | null {
  const [a, b] = [readDecimal(left), readDecimal(right)];
  return a && b && { units: a.units * b.units, scale: a.scale + b.scale };
}

/** Whether two amounts are less than so many minor units apart. */
function isWithin(one: Decimal | null, other: Decimal, minorUnits: number, digits: number): boolean {
  if (!one) return false;
  const { units, scale } = minus(one, other);
  const apart = units < 0n ? -units : units;
  return apart < BigInt(minorUnits) * 10n ** BigInt(scale - digits);
}
