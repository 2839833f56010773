import { type Dimension, dimensions } from '../ocpiTariff.ts';
import { type CompiledTariff, firstThatHolds, type Option } from './compile.ts';
import type { State } from './conditions.ts';
import { localTime, nextOnTheClock } from './localTime.ts';

/** What prices each dimension at one moment; null: nothing, it is free. */
export type Winners = Readonly<Record<Dimension, Option | null>>;

export function winnersAt({ options }: CompiledTariff, state: State): Winners {
  return {
    ENERGY: firstThatHolds(options.ENERGY, state),
    TIME: firstThatHolds(options.TIME, state),
    PARKING_TIME: firstThatHolds(options.PARKING_TIME, state),
    FLAT: firstThatHolds(options.FLAT, state),
  };
}

/** Each price of a tariff is one value for as long as the tariff lives: the same component is the same object. */
export const sameWinners = <T>(
  a: Readonly<Record<Dimension, T>>,
  b: Readonly<Record<Dimension, T>>,
  among: readonly Dimension[] = dimensions,
): boolean => among.every((dimension) => a[dimension] === b[dimension]);

/** A moment of a session: its state and the instants that state is counted from. */
export type Moment = {
  readonly atMs: number;
  readonly sinceMs: number;
  readonly timeZone: string;
  readonly state: State;
};

export type Change<At> = At & { readonly winners: Winners };

/** Whether the winners of a later point are a change to those of the moment. */
export type IsChange = (then: Winners, now: Winners) => boolean;

/**
 * The first instant after the moment and before `untilMs` at which the clock, the date or the length of the session makes
 * a change, everything else staying as it is; null: none.
 */
export function nextTimeChange(
  tariff: CompiledTariff,
  moment: Moment,
  untilMs: number,
  isChange: IsChange,
): Change<{ readonly atMs: number }> | null {
  const { atMs, sinceMs, timeZone, state } = moment;
  const { clock, durations } = tariff;
  if (clock.length === 0 && durations.length === 0) return null;
  let now: Winners | null = null;
  for (let ms = atMs; ms < untilMs; ) {
    const since = ms;
    const onTheClock = clock.length > 0 ? nextOnTheClock(since, timeZone, clock, untilMs) : untilMs;
    const duration = durations.find((seconds) => sinceMs + seconds * 1000 > since);
    ms = Math.min(onTheClock, duration === undefined ? untilMs : sinceMs + duration * 1000, untilMs);
    if (ms >= untilMs) return null;
    now ??= winnersAt(tariff, state);
    const winners = winnersAt(tariff, stateAtPoint(moment, { atMs: ms, milliWh: state.milliWh }));
    if (isChange(winners, now)) return { atMs: ms, winners };
  }
  return null;
}

/** The first energy of the session in mWh, more than now, that makes a change, all else staying as it is. */
export function nextEnergyChange(
  tariff: CompiledTariff,
  state: State,
  isChange: IsChange,
): Change<{ readonly milliWh: number }> | null {
  if (tariff.milliWh.length === 0) return null;
  let now: Winners | null = null;
  for (const milliWh of tariff.milliWh) {
    if (milliWh <= state.milliWh) continue;
    now ??= winnersAt(tariff, state);
    const winners = winnersAt(tariff, { ...state, milliWh });
    if (isChange(winners, now)) return { milliWh, winners };
  }
  return null;
}

/** A point of an even flow: energy of the session so far. */
export type Point = { readonly atMs: number; readonly milliWh: number };

/**
 * Every point between a moment and `endMs` at which another component may win, in order, when `milliWh` flow evenly until
 * then: also where it takes energy and time together. Neither the start nor the end is one.
 */
export function* pointsAfter(
  { clock, durations, milliWh: thresholds }: CompiledTariff,
  { atMs, sinceMs, timeZone, state }: Moment,
  endMs: number,
  milliWh: number,
): Generator<Point> {
  const before = state.milliWh;
  const spanMs = endMs - atMs;
  for (let at: Point = { atMs, milliWh: before }; ; yield at) {
    const { atMs: ms, milliWh: so } = at;
    const onTheClock = clock.length > 0 ? nextOnTheClock(ms, timeZone, clock, endMs) : endMs;
    const duration = durations.find((seconds) => sinceMs + seconds * 1000 > ms);
    const timeMs = Math.min(onTheClock, duration === undefined ? endMs : sinceMs + duration * 1000, endMs);
    const threshold = thresholds.find((each) => each > so && each < before + milliWh);
    const energyMs = threshold === undefined ? endMs : atMs + Math.ceil(((threshold - before) / milliWh) * spanMs);
    if (threshold !== undefined && energyMs <= timeMs) at = { atMs: energyMs, milliWh: Math.ceil(threshold) };
    else if (timeMs < endMs) at = { atMs: timeMs, milliWh: before + Math.floor((milliWh * (timeMs - atMs)) / spanMs) };
    else return;
  }
}

/** The state at a later point of the same flow. */
export const stateAtPoint = ({ sinceMs, timeZone, state }: Moment, { atMs, milliWh }: Point): State => ({
  ...state,
  ...localTime(atMs, timeZone),
  sessionSeconds: Math.floor((atMs - sinceMs) / 1000),
  milliWh,
});
