import type { OcpiTariff } from '../ocpiTariff.ts';
import { type Rational, rational, sumOf, times } from '../rational.ts';
import { minorPerMajor } from '../rounding.ts';
import { type CompiledTariff, compile, type Option } from './compile.ts';
import type { Finding } from './findings.ts';
import { limited } from './limits.ts';
import { type BilledDimension, type Share, sharesOf } from './shares.ts';
import type { Session } from './usage.ts';

/** What one price of the tariff is charged for in all; amounts in minor units, exact. */
export type Item = {
  readonly dimension: BilledDimension;
  readonly option: Option;
  readonly quantity: number;
  readonly net: Rational;
  readonly gross: Rational;
};

export type ExactPrice = {
  readonly compiled: CompiledTariff;
  readonly items: readonly Item[];
  /** Within the limits of the tariff. */
  readonly net: Rational;
  readonly gross: Rational;
  readonly limit: 'minPrice' | 'maxPrice' | null;
  readonly shares: readonly Share[];
  readonly findings: readonly Finding[];
};

/** Prices a session without rounding anything. */
export function exactPrice(tariff: OcpiTariff, session: Session): ExactPrice {
  const compiled = compile(tariff);
  const { shares, findings } = sharesOf(compiled, session);
  const items = itemsOf(shares, minorPerMajor(tariff.currency));
  const net = sumOf(items.map((item) => item.net));
  const gross = sumOf(items.map((item) => item.gross));
  const began = session.periods.length > 0 || session.reservation !== null;
  const within = began ? limited(compiled, { net, gross }, items[0]?.option) : { net, gross, limit: null };
  return { compiled, items, ...within, shares, findings };
}

/** A receipt has one line for each price: elements with the same price and tax are one. */
function itemsOf(shares: readonly Share[], perMajor: number): Item[] {
  const quantities = new Map<Option, { dimension: BilledDimension; quantity: number }>();
  for (const { option, dimension, quantity } of shares) {
    if (!option) continue;
    const so = quantities.get(option);
    if (so) so.quantity += quantity;
    else quantities.set(option, { dimension, quantity });
  }
  const lines = new Map<string, { option: Option; dimension: BilledDimension; quantity: number }>();
  for (const [option, { dimension, quantity }] of quantities) {
    const key = `${dimension} ${option.component.price} ${option.vat}`;
    const line = lines.get(key);
    if (line) line.quantity += quantity;
    else lines.set(key, { option, dimension, quantity });
  }
  return [...lines.values()].map(({ option, dimension, quantity }) => {
    const stated = times(option.unitPrice, rational(quantity * perMajor));
    return { dimension, option, quantity, net: times(stated, option.toNet), gross: times(stated, option.toGross) };
  });
}
