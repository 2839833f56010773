import { type Money, money, subtract } from '../../machines/money.ts';
import type { CostLine } from '../../machines/view.ts';
import type { OcpiTariff, PriceComponent } from './ocpiTariff.ts';
import { charged, grossPrice, vatFactor } from './priceView.ts';
import { allocate, atLeast, Decimal, minorPerMajor, sumOf, toMinor } from './rounding.ts';

/** What a charge has used. `idleSeconds` counts from the end of the grace time. */
export type Usage = { readonly energyWh: number; readonly idleSeconds: number };

export type VatLine = { readonly percent: string; readonly net: Money; readonly vat: Money };

/** A price: lines add up to `total`, which is `net` and the VAT of every rate. Untaxed components have no VAT line. */
export type Cost = {
  readonly lines: readonly CostLine[];
  readonly net: Money;
  readonly vat: readonly VatLine[];
  readonly total: Money;
};

/** One component and its usage, priced exactly, in minor units. */
type Item = {
  readonly line: Omit<CostLine, 'amount'>;
  readonly percent: string | null;
  readonly net: Decimal;
  readonly gross: Decimal;
};

/**
 * Prices a usage. Steps are rounded up once per session (OCPI 2.2.1, PriceComponent.step_size); everything stays exact
 * until net and total are rounded once each; VAT is their difference.
 * @throws RangeError on negative or non-finite usage.
 */
export function priceOf(tariff: OcpiTariff, usage: Usage): Cost {
  const known = latest.get(tariff) ?? new Map<string, Cost>();
  const key = `${usage.energyWh} ${usage.idleSeconds}`;
  const cost = known.get(key) ?? worked(tariff, usage);
  if (known.size >= LATEST) known.clear();
  latest.set(tariff, known.set(key, cost));
  return cost;
}

/** The same usage is priced again and again: by limit, tile and screen, for each view. */
const latest = new WeakMap<OcpiTariff, Map<string, Cost>>();
const LATEST = 64;

function worked(tariff: OcpiTariff, usage: Usage): Cost {
  const items = itemsOf(tariff, usage);
  const inCurrency = (minor: number) => money(minor, tariff.currency);
  const total = toMinor(sumOf(items.map((item) => item.gross)));
  const net = toMinor(sumOf(items.map((item) => item.net)));
  const amounts = allocate(
    items.map((item) => item.gross),
    total,
  );
  return {
    lines: items.map((item, index) => ({ ...item.line, amount: inCurrency(amounts[index] ?? 0) })),
    net: inCurrency(net),
    vat: vatLines(items, net, total - net, inCurrency),
    total: inCurrency(total),
  };
}

function itemsOf(tariff: OcpiTariff, usage: Usage): Item[] {
  // A meter's register is exact to the mWh at best; what is finer is an artefact of subtracting floats.
  const energyWh = count(usage.energyWh).round(3);
  const seconds = count(usage.idleSeconds).round(0);
  const items: Item[] = [];
  const energy = charged(tariff, 'ENERGY');
  if (energy) {
    const wh = stepped(energyWh, energy);
    const line = { kind: 'energy', quantity: atLeast(3, wh.div(1000)), unit: 'kWh' } as const;
    items.push(item(tariff, energy, line, wh, 1000));
  }
  const flat = charged(tariff, 'FLAT');
  if (flat) items.push(item(tariff, flat, { kind: 'session', quantity: '1', unit: 'session' }, new Decimal(1), 1));
  const parking = charged(tariff, 'PARKING_TIME');
  if (parking && seconds.gt(0)) {
    const billed = stepped(seconds, parking);
    const minutes = billed.div(60).round(4);
    items.push(item(tariff, parking, { kind: 'idle', quantity: minutes.toFixed(), unit: 'minute' }, billed, 3600));
  }
  return items;
}

function item(
  tariff: OcpiTariff,
  component: PriceComponent,
  line: Omit<CostLine, 'amount' | 'unitPrice'>,
  billed: Decimal,
  billedPerPriced: number,
): Item {
  const factor = vatFactor(component);
  const stated = billed.times(component.price).times(minorPerMajor(tariff.currency));
  const included = tariff.tax_included === 'YES';
  return {
    line: { ...line, unitPrice: grossPrice(tariff, component) },
    percent: component.vat ?? null,
    // Dividing comes last, and once: a quotient cut short and multiplied again is no longer exact.
    net: included ? stated.div(factor.times(billedPerPriced)) : stated.div(billedPerPriced),
    gross: (included ? stated : stated.times(factor)).div(billedPerPriced),
  };
}

function count(quantity: number): Decimal {
  if (!Number.isFinite(quantity) || quantity < 0) throw new RangeError(`usage cannot be ${quantity}`);
  return new Decimal(quantity);
}

/** Rounds up to whole steps; a whole number of steps stays, and step 0 is no step (OCPI 2.2.1). */
function stepped(quantity: Decimal, { step_size }: PriceComponent): Decimal {
  return step_size === 0 ? quantity : quantity.div(step_size).round(0, Decimal.roundUp).times(step_size);
}

/** Nets of the rates add up to `net`, their VAT to `vat`; so no rate shows tax that another one owes. */
function vatLines(
  items: readonly Item[],
  net: number,
  vat: number,
  inCurrency: (minor: number) => Money,
): readonly VatLine[] {
  const rates = [...Map.groupBy(items, (item) => item.percent)].map(([percent, group]) => {
    const netOfRate = sumOf(group.map((item) => item.net));
    return { percent, net: netOfRate, vat: sumOf(group.map((item) => item.gross)).minus(netOfRate) };
  });
  const nets = allocate(
    rates.map((rate) => rate.net),
    net,
  );
  const vats = allocate(
    rates.map((rate) => rate.vat),
    vat,
  );
  return rates.flatMap(({ percent }, index) =>
    percent === null ? [] : [{ percent, net: inCurrency(nets[index] ?? 0), vat: inCurrency(vats[index] ?? 0) }],
  );
}

/**
 * The price the driver pays when it passed the amount held: what lies above is not charged, and says so in a line of
 * its own. Net and VAT shrink with the total, each rate in proportion.
 */
export function capAtHold(cost: Cost, hold: Money): Cost {
  const above = subtract(cost.total, hold);
  if (above.minor <= 0) return cost;
  const inCurrency = (minor: number) => money(minor, cost.total.currency);
  const untaxed = cost.total.minor - cost.vat.reduce((sum, rate) => sum + rate.net.minor + rate.vat.minor, 0);
  const grosses = [untaxed, ...cost.vat.map((rate) => rate.net.minor + rate.vat.minor)];
  const capped = allocate(
    grosses.map((gross) => new Decimal(gross).times(hold.minor).div(cost.total.minor)),
    hold.minor,
  );
  const vat = cost.vat.map(({ percent }, index) => {
    const gross = capped[index + 1] ?? 0;
    const net = toMinor(new Decimal(gross).div(new Decimal(percent).div(100).plus(1)));
    return { percent, net: inCurrency(net), vat: inCurrency(gross - net) };
  });
  const notCharged = {
    kind: 'notCharged',
    quantity: '1',
    unit: null,
    unitPrice: null,
    amount: inCurrency(-above.minor),
  } as const;
  const tax = vat.reduce((sum, rate) => sum + rate.vat.minor, 0);
  return { lines: [...cost.lines, notCharged], net: inCurrency(hold.minor - tax), vat, total: hold };
}
