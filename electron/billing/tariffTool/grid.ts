import { weekdays } from '../ocpiTariff.ts';
import type { Option } from '../tariff/compile.ts';
import { type Condition, holds, type Range, type State } from '../tariff/conditions.ts';
import { DAY_S, weekdayOf } from '../tariff/localTime.ts';
import { day, lengthOf } from './words.ts';

/**
 * Every state a tariff can tell apart, one of each: between two thresholds nothing changes, so looking at each threshold
 * is looking everywhere.
 */

/** As many times a restriction is looked at: beyond, a tariff is too intricate to be checked whole. */
const MOST_LOOKS = 4_000_000;

/** A Monday, for tariffs that name no date. */
const SOME_DAY = 20_780;

type Axes = {
  readonly seconds: readonly number[];
  readonly days: readonly number[];
  readonly milliWh: readonly number[];
  readonly durations: readonly number[];
  readonly powers: readonly number[];
  readonly currents: readonly number[];
};

function axesOf(conditions: readonly Condition[]): Axes {
  const thresholds = (ranges: readonly (Range | null)[]): number[] => [
    ...new Set([0, ...ranges.flatMap((range) => (range ? [range.min, range.max] : [])).filter(Number.isFinite)]),
  ];
  return {
    seconds: thresholds(conditions.map(({ time }) => time)).filter((second) => second < DAY_S),
    days: daysOf(conditions),
    milliWh: thresholds(conditions.map(({ milliWh }) => milliWh)),
    durations: thresholds(conditions.map(({ seconds }) => seconds)),
    powers: thresholds(conditions.map(({ power }) => power)),
    currents: thresholds(conditions.map(({ current }) => current)),
  };
}

/** One of each weekday between each two dates, where weekdays matter. */
function daysOf(conditions: readonly Condition[]): number[] {
  const many = conditions.some(({ days }) => days !== null) ? 7 : 1;
  const dates = conditions.flatMap(({ dates }) => [dates.min, dates.max]).filter(Number.isFinite);
  const starts = dates.length === 0 ? [SOME_DAY] : [Math.min(...dates) - many, ...dates];
  return [...new Set(starts.flatMap((start) => Array.from({ length: many }, (_, i) => start + i)))];
}

/** Null: too many. */
export function statesOf(options: readonly Option[]): State[] | null {
  const { seconds, days, milliWh, durations, powers, currents } = axesOf(options.map(({ condition }) => condition));
  const cells = [seconds, days, milliWh, durations, powers, currents].reduce(
    (product, axis) => product * axis.length,
    1,
  );
  if (cells * options.length > MOST_LOOKS) return null;
  const point = (value: number): Range => ({ min: value, max: value });
  return days.flatMap((dayNumber) =>
    seconds.flatMap((second) =>
      milliWh.flatMap((energy) =>
        durations.flatMap((sessionSeconds) =>
          powers.flatMap((power) =>
            currents.map((current) => ({
              day: dayNumber,
              second,
              milliWh: energy,
              sessionSeconds,
              power: point(power),
              current: point(current),
            })),
          ),
        ),
      ),
    ),
  );
}

export const holding = (options: readonly Option[], state: State): Option[] =>
  options.filter(({ condition }) => holds(condition, state));

/** A state in words, by what the options look at: "on Saturday at 22:00, from 30 kWh". */
export function stateInWords(options: readonly Option[], state: State): string {
  const looksAt = (which: (condition: Condition) => boolean) => options.some(({ condition }) => which(condition));
  const clock = `${String(Math.floor(state.second / 3600)).padStart(2, '0')}:${String(Math.floor((state.second % 3600) / 60)).padStart(2, '0')}`;
  const from = (value: number | undefined, unit: string, divisor: number) => `from ${(value ?? 0) / divisor} ${unit}`;
  const bounded = ({ min, max }: Range) => min > 0 || max < Infinity;
  const parts = [
    ...(looksAt(({ dates }) => dates.min > -Infinity || dates.max < Infinity)
      ? [`on ${new Date(state.day * DAY_S * 1000).toISOString().slice(0, 10)}`]
      : looksAt(({ days }) => days !== null)
        ? [`on ${day(weekdays[weekdayOf(state.day)] ?? '')}`]
        : []),
    ...(looksAt(({ time }) => time.min !== 0 || time.max !== DAY_S) ? [`at ${clock}`] : []),
    ...(looksAt(({ milliWh }) => bounded(milliWh)) ? [from(state.milliWh, 'kWh', 1_000_000)] : []),
    ...(looksAt(({ seconds }) => bounded(seconds)) ? [`${lengthOf(state.sessionSeconds)} into the session`] : []),
    ...(looksAt(({ power }) => power !== null) ? [from(state.power?.min, 'kW', 1000)] : []),
    ...(looksAt(({ current }) => current !== null) ? [from(state.current?.min, 'A', 1)] : []),
  ];
  return parts.join(', ') || 'at any time';
}
