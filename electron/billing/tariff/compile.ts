import { type Dimension, type OcpiTariff, type PriceComponent, type Restrictions, taxesOf } from '../ocpiTariff.ts';
import { fromDecimal, ONE, over, plus, type Rational, rational, times } from '../rational.ts';
import { type Condition, conditionOf, holds, type State } from './conditions.ts';
import { DAY_S } from './localTime.ts';
import { type Reason, reasonsOf } from './reasons.ts';
import { shownPrice } from './shownPrice.ts';

/** A tariff made ready for pricing: what depends on the tariff alone is worked out once. */

/** One price component and when it applies. */
export type Option = {
  readonly element: number;
  readonly index: number;
  readonly component: PriceComponent;
  readonly restrictions: Restrictions;
  readonly condition: Condition;
  readonly why: readonly Reason[];
  /** What a mWh, a second or a session costs as stated, in the major unit. */
  readonly unitPrice: Rational;
  /** mWh or seconds; 0: not stepped. */
  readonly step: number;
  /** Percent, null where no tax line is due. */
  readonly vat: string | null;
  /** From the stated amount to the one without and with taxes. */
  readonly toNet: Rational;
  readonly toGross: Rational;
  /** What the driver reads, taxes included: per kWh, minute or session. */
  readonly shown: string;
};

/** For each dimension what may price it, in the order of the tariff: the first whose condition holds wins. */
export type Options = Readonly<Record<Dimension, readonly Option[]>>;

export type CompiledTariff = {
  readonly tariff: OcpiTariff;
  readonly taxes: ReturnType<typeof taxesOf>;
  readonly options: Options;
  /** What prices a reservation, which knows only TIME and FLAT; its elements price nothing else. */
  readonly reservation: Readonly<Record<'used' | 'expired', Options>>;
  /** Where a price may change: seconds of the local day, mWh and seconds of the session. Ascending. */
  readonly clock: readonly number[];
  readonly milliWh: readonly number[];
  readonly durations: readonly number[];
  /** Whether any restriction looks at the momentary power or current. */
  readonly momentary: boolean;
};

const compiled = new WeakMap<OcpiTariff, CompiledTariff>();

export function compile(tariff: OcpiTariff): CompiledTariff {
  const known = compiled.get(tariff);
  if (known) return known;
  const made = make(tariff);
  compiled.set(tariff, made);
  return made;
}

function make(tariff: OcpiTariff): CompiledTariff {
  const taxes = taxesOf(tariff);
  const all = tariff.elements.flatMap(({ price_components, restrictions = {} }, element) => {
    const shared = { element, restrictions, condition: conditionOf(restrictions), why: reasonsOf(restrictions) };
    return price_components.map((component, index) => ({
      ...shared,
      index,
      component,
      ...priceOfUnit(component, taxes, tariff),
    }));
  });
  const session = all.filter(({ restrictions }) => restrictions.reservation === undefined);
  const reserving = all.filter(
    ({ component: { type }, restrictions }) =>
      restrictions.reservation !== undefined && (type === 'TIME' || type === 'FLAT'),
  );
  const whileIt = (what: Restrictions['reservation']) =>
    reserving.filter(({ restrictions }) => restrictions.reservation === what);
  const conditions = all.map(({ condition }) => condition);
  const dated = conditions.some(({ days, dates }) => days !== null || dates.min > -Infinity || dates.max < Infinity);
  return {
    tariff,
    taxes,
    options: byDimension(session),
    reservation: {
      used: byDimension(whileIt('RESERVATION')),
      // What the expiry does not price itself is priced as the reservation it was.
      expired: byDimension([...whileIt('RESERVATION_EXPIRES'), ...whileIt('RESERVATION')]),
    },
    clock: thresholds(
      [...conditions.flatMap(({ time }) => [time.min, time.max]), ...(dated ? [0] : [])].map((s) => s % DAY_S),
      conditions.some(({ time }) => time.min !== 0 || time.max !== DAY_S) || dated,
    ),
    milliWh: thresholds(conditions.flatMap(({ milliWh }) => [milliWh.min, milliWh.max])),
    durations: thresholds(conditions.flatMap(({ seconds }) => [seconds.min, seconds.max])),
    momentary: conditions.some(({ power, current }) => power !== null || current !== null),
  };
}

const thresholds = (values: readonly number[], any = true): number[] =>
  any ? [...new Set(values)].filter(Number.isFinite).toSorted((a, b) => a - b) : [];

const byDimension = (options: readonly Option[]): Options => {
  const of = (type: Dimension) => options.filter(({ component }) => component.type === type);
  return { ENERGY: of('ENERGY'), TIME: of('TIME'), PARKING_TIME: of('PARKING_TIME'), FLAT: of('FLAT') };
};

/** Counted units (mWh, seconds, sessions) in the one that is priced (kWh, hour, session). */
export const UNITS_PER_PRICED = { ENERGY: 1_000_000, TIME: 3600, PARKING_TIME: 3600, FLAT: 1 } as const;
const UNITS_PER_STEP = { ENERGY: 1000, TIME: 1, PARKING_TIME: 1, FLAT: 0 } as const;

function priceOfUnit(
  { type, price, vat, step_size }: PriceComponent,
  taxes: CompiledTariff['taxes'],
  { currency, tax_included }: OcpiTariff,
) {
  const inside = tax_included === 'YES';
  const taxed = taxes === 'stated' && vat !== undefined;
  const factor = taxed ? plus(ONE, times(fromDecimal(vat), rational(1, 100))) : ONE;
  const unitPrice = times(fromDecimal(price), rational(1, UNITS_PER_PRICED[type]));
  const toGross = inside ? ONE : factor;
  return {
    unitPrice,
    step: step_size * UNITS_PER_STEP[type],
    vat: taxed ? vat : null,
    toNet: inside ? over(ONE, factor) : ONE,
    toGross,
    shown: shownPrice(type, times(unitPrice, toGross), currency, inside),
  };
}

/** Percent of VAT that what stands on a receipt may bear; none is 0. Energy stands there even where it is free. */
export const ratesOf = ({ options }: CompiledTariff): ReadonlySet<string> => {
  const told = Object.values(options)
    .flat()
    .filter(({ component: { type, price } }) => type === 'ENERGY' || Number(price) > 0);
  return new Set(told.map(({ vat }) => vat ?? '0'));
};

export const firstThatHolds = (options: readonly Option[], state: State): Option | null => {
  for (const option of options) if (holds(option.condition, state)) return option;
  return null;
};
