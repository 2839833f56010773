import { type Money, money } from '../../machines/money.ts';
import type { CostLine } from '../../machines/receiptView.ts';
import type { OcpiTariff } from './ocpiTariff.ts';
import { minus, type Rational, rational, sumOf } from './rational.ts';
import { allocate, allocateScaled, onceAtTheEnd, type RoundingPolicy, toMinor } from './rounding.ts';
import { type BreakdownEntry, breakdownOf, tariffDimension } from './tariff/breakdown.ts';
import { type ExactPrice, exactPrice, type Item } from './tariff/exactPrice.ts';
import type { Finding } from './tariff/findings.ts';
import { limited } from './tariff/limits.ts';
import type { BilledDimension } from './tariff/shares.ts';
import { SHOWN_UNIT, shownQuantity } from './tariff/shownPrice.ts';
import { sessionOf, type Usage } from './tariff/usage.ts';

export type VatLine = { readonly percent: string; readonly net: Money; readonly vat: Money };

/** A price: lines add up to `total`, which is `net` and the VAT of every rate. Untaxed components have no VAT line. */
export type Cost = {
  readonly lines: readonly CostLine[];
  readonly net: Money;
  readonly vat: readonly VatLine[];
  readonly total: Money;
};

export type Price = Cost & {
  /**
   * Whether `net` and `total` say what they seem to: `plus`, taxes come on top that nobody has stated, and `total` is
   * without them; `inside`, there are taxes in `total`, and `net` is not without them.
   */
  readonly taxes: 'stated' | 'none' | 'plus' | 'inside';
  /** The price of the whole session moved to a limit of the tariff. */
  readonly limit: 'minPrice' | 'maxPrice' | null;
  readonly findings: readonly Finding[];
};

/**
 * What a charge costs: the live price, the final one and the estimate alike. Everything stays exact until net and total
 * are rounded once each; VAT is their difference.
 * @throws RangeError on usage that cannot be, or an unknown time zone.
 */
export const priceOf = (tariff: OcpiTariff, usage: Usage, policy: RoundingPolicy = onceAtTheEnd): Price =>
  roundedPrice(exactPrice(tariff, sessionOf(usage)), policy);

/** The same price with what it is made of: apart, because texts take longer than the price and few ask for them. */
export function explain(
  tariff: OcpiTariff,
  usage: Usage,
  policy: RoundingPolicy = onceAtTheEnd,
): Price & { readonly breakdown: readonly BreakdownEntry[] } {
  const exact = exactPrice(tariff, sessionOf(usage));
  return { ...roundedPrice(exact, policy), breakdown: breakdownOf(exact.shares) };
}

function roundedPrice(exact: ExactPrice, { to, each }: RoundingPolicy): Price {
  const { compiled } = exact;
  const { currency } = compiled.tariff;
  const inCurrency = (minor: number): Money => money(minor, currency);
  const whole = (amount: Rational): Rational => rational(toMinor(amount, to));
  const items = exact.items
    .filter(isShown)
    .toSorted((a, b) => order.indexOf(a.dimension) - order.indexOf(b.dimension))
    .map((item) => (each === 'line' ? { ...item, net: whole(item.net), gross: whole(item.gross) } : item));
  const gross = sumOf(items.map((item) => item.gross));
  const { limit, ...sides } =
    each === 'line' ? limited(compiled, { net: sumOf(items.map((item) => item.net)), gross }, items[0]?.option) : exact;
  const total = toMinor(sides.gross, to);
  const amounts = allocate(
    items.map((item) => item.gross),
    toMinor(gross, to),
  );
  const lines = items.map((item, i) => lineOf(item, inCurrency(amounts[i] ?? 0)));
  const moved = total - amounts.reduce((sum, amount) => sum + amount, 0);
  const taxed = items.some(({ option }) => option.vat !== null);
  const net = taxed ? toMinor(sides.net, to) : total;
  // A limit of the net alone moves the VAT, which is to be told as well.
  const movedNet = taxed ? net - toMinor(sumOf(items.map((item) => item.net)), to) : 0;
  if (limit && (moved !== 0 || movedNet !== 0))
    lines.push({ kind: limit, quantity: '1', unit: null, unitPrice: null, amount: inCurrency(moved) });
  return {
    lines,
    net: inCurrency(net),
    vat: vatLines(items, { net, tax: total - net, moved: limit !== null }, inCurrency),
    total: inCurrency(total),
    taxes: compiled.taxes,
    limit,
    findings: exact.findings,
  };
}

/** Lines stand in this order. */
const KIND = {
  ENERGY: 'energy',
  TIME: 'time',
  FLAT: 'session',
  PARKING_TIME: 'idle',
  RESERVATION_TIME: 'reservationTime',
  RESERVATION_FLAT: 'reservationFee',
} as const satisfies Record<BilledDimension, CostLine['kind']>;
const order: readonly string[] = Object.keys(KIND);

/** That energy costs nothing, or that none has flowed yet, is news; a fee of nothing is not. */
function isShown(item: Item, _: number, all: readonly Item[]): boolean {
  if (item.dimension !== 'ENERGY' || item.gross.n > 0n) return item.gross.n > 0n;
  const energy = all.filter(({ dimension }) => dimension === 'ENERGY');
  return item.quantity > 0 || (item === energy.at(-1) && energy.every(({ quantity }) => quantity === 0));
}

function lineOf({ dimension, option, quantity }: Item, amount: Money): CostLine {
  const of = tariffDimension(dimension);
  return {
    kind: KIND[dimension],
    quantity: shownQuantity(of, quantity),
    unit: SHOWN_UNIT[of].unit,
    unitPrice: option.shown,
    amount,
  };
}

/** Nets of the rates add up to `net`, their VAT to `tax`; so no rate shows tax that another one owes. */
function vatLines(
  items: readonly Item[],
  { net, tax, moved }: { net: number; tax: number; moved: boolean },
  inCurrency: (minor: number) => Money,
): readonly VatLine[] {
  const rates = [...Map.groupBy(items, ({ option }) => option.vat)].map(([percent, group]) => {
    const netOfRate = sumOf(group.map((item) => item.net));
    return { percent, net: netOfRate, vat: minus(sumOf(group.map((item) => item.gross)), netOfRate) };
  });
  const shared = (parts: readonly Rational[], total: number): number[] =>
    moved ? allocateScaled(parts, total) : allocate(parts, total);
  const nets = shared(
    rates.map((rate) => rate.net),
    net,
  );
  const taxed = rates.flatMap(({ percent, vat }, i) => (percent === null ? [] : [{ percent, vat, net: nets[i] ?? 0 }]));
  const vats = shared(
    taxed.map(({ vat }) => vat),
    tax,
  );
  return taxed.map((rate, i) => ({ percent: rate.percent, net: inCurrency(rate.net), vat: inCurrency(vats[i] ?? 0) }));
}
