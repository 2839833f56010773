import { type Restrictions, weekdays } from '../ocpiTariff.ts';
import { DAY_S, dayOf, type LocalTime, weekdayOf } from './localTime.ts';

/** Least and most of a momentary value within a period; the same where it did not change. */
export type Range = { readonly min: number; readonly max: number };

/** The world at one instant, as a tariff looks at it. Local time of the place, energy and time since the session began. */
export type State = LocalTime & {
  readonly milliWh: number;
  readonly sessionSeconds: number;
  /** W and A (sum of phases); null when not known. */
  readonly power: Range | null;
  readonly current: Range | null;
};

/** Restrictions as numbers: each bound is inclusive below and exclusive above (OCPI 2.2.1, TariffRestrictions). */
export type Condition = {
  readonly time: Range;
  readonly days: readonly boolean[] | null;
  readonly dates: Range;
  readonly milliWh: Range;
  readonly seconds: Range;
  readonly power: Range | null;
  readonly current: Range | null;
};

export const MILLI_WH_PER_KWH = 1_000_000;
const secondOf = (time: string): number => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60;
const scaled = (text: string | undefined, factor: number): number | undefined =>
  // Nine decimals at most were read: to the thousandth of a W, A or mWh the product is right again.
  text === undefined ? undefined : Math.round(Number(text) * factor * 1000) / 1000;
const range = (min: number | undefined, max: number | undefined): Range => ({ min: min ?? 0, max: max ?? Infinity });

export function conditionOf(restrictions: Restrictions = {}): Condition {
  const r = restrictions;
  const start = r.start_time === undefined ? 0 : secondOf(r.start_time);
  const end = r.end_time === undefined ? DAY_S : secondOf(r.end_time);
  const days = new Set<string>(r.day_of_week);
  return {
    time: { min: start, max: end },
    days: days.size === 0 ? null : weekdays.map((day) => days.has(day)),
    dates: {
      min: r.start_date === undefined ? -Infinity : dayOf(r.start_date),
      max: r.end_date === undefined ? Infinity : dayOf(r.end_date),
    },
    milliWh: range(scaled(r.min_kwh, MILLI_WH_PER_KWH), scaled(r.max_kwh, MILLI_WH_PER_KWH)),
    seconds: range(r.min_duration, r.max_duration),
    power: bounded(scaled(r.min_power, 1000), scaled(r.max_power, 1000)),
    current: bounded(scaled(r.min_current, 1), scaled(r.max_current, 1)),
  };
}

const bounded = (min: number | undefined, max: number | undefined): Range | null =>
  min === undefined && max === undefined ? null : range(min, max);

const within = (value: number, { min, max }: Range): boolean => value >= min && value < max;

/**
 * A window whose end lies before its start goes past midnight; the weekday is then the one of now, not the evening's. So
 * an end of 00:00 is the end of the day, and a window that ends where it starts is the whole day.
 */
const withinDay = (second: number, { min, max }: Range): boolean =>
  min < max ? second >= min && second < max : second >= min || second < max;

/**
 * A period may have both a least and a most: the bound below is held against the least, the one above against the most,
 * so that the condition held all the time. What is not known cannot be said to hold.
 */
const holdsThroughout = (value: Range | null, bounds: Range | null): boolean =>
  bounds === null || (value !== null && value.min >= bounds.min && value.max < bounds.max);

export function holds(condition: Condition, state: State): boolean {
  return (
    withinDay(state.second, condition.time) &&
    within(state.milliWh, condition.milliWh) &&
    within(state.sessionSeconds, condition.seconds) &&
    within(state.day, condition.dates) &&
    (condition.days === null || condition.days[weekdayOf(state.day)] === true) &&
    holdsThroughout(state.power, condition.power) &&
    holdsThroughout(state.current, condition.current)
  );
}
