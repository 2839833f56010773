import { decimalText, rational, times } from '../rational.ts';
import type { Reason } from './reasons.ts';
import type { BilledDimension, Share } from './shares.ts';
import { SHOWN_UNIT, shownQuantity } from './shownPrice.ts';

/** One dimension of one period: which element priced it, how much of it, at what price, and why. */
export type BreakdownEntry = {
  /** Position of the period by start, from 0; null: of the reservation. */
  readonly period: number | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly dimension: BilledDimension;
  /** Where the price stands in the tariff; null: nothing prices it. */
  readonly priced: {
    readonly element: number;
    readonly component: number;
    /** As the tariff states it: per kWh, hour or session. */
    readonly price: string;
    readonly vat: string | null;
    /** As the driver reads it, taxes included: per kWh, minute or session. */
    readonly shown: string;
  } | null;
  readonly quantity: string;
  readonly unit: 'kWh' | 'minute' | 'session';
  /** Taxes included, in the major unit, to a millionth: only the whole price is rounded to be paid. */
  readonly amount: string;
  readonly why: readonly Reason[];
};

/** The dimension whose units and prices a billed one has. */
export const tariffDimension = (dimension: BilledDimension) =>
  dimension === 'RESERVATION_TIME' ? 'TIME' : dimension === 'RESERVATION_FLAT' ? 'FLAT' : dimension;

const UNPRICED: readonly Reason[] = [{ code: 'unpriced' }];

export function breakdownOf(shares: readonly Share[]): BreakdownEntry[] {
  return shares.map((share) => entryOf(share)).toSorted((a, b) => (a.period ?? -1) - (b.period ?? -1));
}

function entryOf({ period, startMs, endMs, dimension, option, quantity, fillsStep }: Share): BreakdownEntry {
  const of = tariffDimension(dimension);
  const common = {
    period,
    startMs,
    endMs,
    dimension,
    quantity: shownQuantity(of, quantity),
    unit: SHOWN_UNIT[of].unit,
  };
  if (!option) return { ...common, priced: null, amount: '0', why: UNPRICED };
  const { element, index, component, vat, shown, unitPrice, toGross, why } = option;
  return {
    ...common,
    priced: { element, component: index, price: component.price, vat, shown },
    amount: decimalText(times(times(unitPrice, toGross), rational(quantity)), 0, 6),
    why: fillsStep ? [...why, { code: 'step', size: component.step_size }] : why,
  };
}
