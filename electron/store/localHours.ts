import { localTime, spanAt } from '../billing/tariff/localTime.ts';

/** An hour as the clock at the place names it. `day` counts from 1970-01-01. */
export type LocalHour = { readonly day: number; readonly hour: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function localHourOf(ms: number, timeZone: string): LocalHour {
  const { day, second } = localTime(ms, timeZone);
  return { day, hour: Math.floor(second / 3_600) };
}

/**
 * A stretch of time in pieces, none of which passes an hour of the clock there. An hour the clock shows twice has two
 * pieces, an hour it leaves out has none.
 */
export const byLocalHour = (fromMs: number, toMs: number, timeZone: string) => pieces(fromMs, toMs, timeZone, HOUR_MS);

/** The same by days. */
export const byLocalDay = (fromMs: number, toMs: number, timeZone: string) => pieces(fromMs, toMs, timeZone, DAY_MS);

function* pieces(
  fromMs: number,
  toMs: number,
  timeZone: string,
  stepMs: number,
): Iterable<LocalHour & { readonly ms: number }> {
  for (let at = fromMs; at < toMs; ) {
    const { offsetMs, untilMs } = spanAt(at, timeZone);
    const nextOnTheClock = (Math.floor((at + offsetMs) / stepMs) + 1) * stepMs - offsetMs;
    const end = Math.min(nextOnTheClock, untilMs, toMs);
    yield { ...localHourOf(at, timeZone), ms: end - at };
    at = end;
  }
}
