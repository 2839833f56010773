import { Temporal } from 'temporal-polyfill';
import type { DaySpan, PeriodKind, ReportPeriod } from '../../machines/reportView.ts';
import { err, ok, type Result } from '../../machines/result.ts';

/** `day`: any day of the period; for `custom` its first, with `last` its last. */
export type PeriodChoice = {
  readonly kind: PeriodKind;
  readonly day: string;
  readonly last?: string | undefined;
};

/** More than any station has lived; what is longer is a slip of the finger. */
const LONGEST_YEARS = 30;

export function reportPeriod(
  { kind, day, last }: PeriodChoice,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): Result<ReportPeriod, 'notADay' | 'endsBeforeItBegins' | 'tooLong'> {
  const chosen = plainDate(day);
  const end = kind === 'custom' ? plainDate(last ?? day) : chosen;
  if (!chosen || !end) return err('notADay');
  const from = kind === 'custom' ? chosen : firstOf(kind, chosen);
  const to = kind === 'custom' ? end.add({ days: 1 }) : from.add(lengths[kind]);
  if (Temporal.PlainDate.compare(to, from) <= 0) return err('endsBeforeItBegins');
  if (from.until(to, { largestUnit: 'years' }).years >= LONGEST_YEARS) return err('tooLong');
  const today = todayAt(nowMs, timeZone);
  const isRunning = Temporal.PlainDate.compare(today, from) >= 0 && Temporal.PlainDate.compare(today, to) < 0;
  return ok({ kind, from: from.toString(), to: to.toString(), timeZone, isRunning });
}

/** The period before it; of one that is running, as many of its days as this one has seen begin. */
export function periodBefore({ kind, from, to, isRunning, timeZone }: ReportPeriod, nowMs: number): DaySpan {
  const first = Temporal.PlainDate.from(from);
  const length = kind === 'custom' ? first.until(to, { largestUnit: 'days' }) : lengths[kind];
  const before = first.subtract(length);
  if (!isRunning) return { from: before.toString(), to: from };
  const begun = first.until(todayAt(nowMs, timeZone), { largestUnit: 'days' }).add({ days: 1 });
  const end = before.add(begun);
  return { from: before.toString(), to: Temporal.PlainDate.compare(end, first) < 0 ? end.toString() : from };
}

/** From midnight to midnight there, in epoch milliseconds. */
export const instantsOf = ({ from, to }: DaySpan, timeZone: string) => ({
  fromMs: midnight(from, timeZone),
  toMs: midnight(to, timeZone),
});

const midnight = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;

const todayAt = (nowMs: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();

const lengths = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
} as const;

function firstOf(kind: keyof typeof lengths, day: Temporal.PlainDate): Temporal.PlainDate {
  switch (kind) {
    case 'day':
      return day;
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 });
    case 'month':
      return day.with({ day: 1 });
    case 'quarter':
      return day.with({ day: 1, month: Math.floor((day.month - 1) / 3) * 3 + 1 });
    case 'year':
      return day.with({ day: 1, month: 1 });
  }
}

function plainDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}
