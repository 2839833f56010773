import { Temporal } from 'temporal-polyfill';

/** The wall clock of a place. `day` counts from 1970-01-01, `second` from midnight by the clock's own hands. */
export type LocalTime = { readonly day: number; readonly second: number };

/** A span of time between two changes of a zone's clock, end exclusive. Epoch milliseconds. */
export type Span = { readonly fromMs: number; readonly untilMs: number; readonly offsetMs: number };

export const DAY_S = 86_400;

/** Asking Temporal costs microseconds, and a charge is priced many times a second: zones change twice a year. */
const known = new Map<string, Span[]>();
const MOST_SPANS = 64;

/** The span `ms` lies in. @throws RangeError for an unknown IANA zone. */
export function spanAt(ms: number, timeZone: string): Span {
  const spans = known.get(timeZone) ?? [];
  for (const span of spans) if (ms >= span.fromMs && ms < span.untilMs) return span;
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(timeZone);
  const span = {
    // "previous" is strictly before: a change at this very instant is found from the next one.
    fromMs: at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    untilMs: at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: at.offsetNanoseconds / 1e6,
  };
  if (spans.length >= MOST_SPANS) spans.length = 0;
  spans.push(span);
  known.set(timeZone, spans);
  return span;
}

export function localTime(ms: number, timeZone: string): LocalTime {
  const seconds = Math.floor((ms + spanAt(ms, timeZone).offsetMs) / 1000);
  const day = Math.floor(seconds / DAY_S);
  return { day, second: seconds - day * DAY_S };
}

/** The day of an ISO date such as "2026-11-23". */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** 0 for Monday to 6 for Sunday: 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/**
 * The next instant after `ms` at which the wall clock passes one of `seconds` (of the day, ascending) or jumps; never
 * later than `untilMs`, which is returned when nothing comes before.
 */
export function nextOnTheClock(ms: number, timeZone: string, seconds: readonly number[], untilMs: number): number {
  const span = spanAt(ms, timeZone);
  const end = Math.min(span.untilMs, untilMs);
  const { day, second } = localTime(ms, timeZone);
  const today = seconds.find((each) => each > second);
  const next = today ?? (seconds[0] === undefined ? Infinity : seconds[0] + DAY_S);
  return Math.min((day * DAY_S + next) * 1000 - span.offsetMs, end);
}
