import type { TFunction } from 'i18next';
import type { Format } from '../../../locales/format.ts';
import type { DaySpan, PeriodKind, ReportPeriod } from '../../../machines/reportView.ts';

/** What was chosen: any day of a period, and the last of days of one's own choice. */
export type Choice = { readonly kind: PeriodKind; readonly day: string; readonly last?: string };

const DAY_MS = 86_400_000;
const asDate = (day: string): Date => new Date(`${day}T12:00:00Z`);

export const dayAfter = (day: string, days: number): string =>
  new Date(asDate(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);

export const todayAt = (nowMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(nowMs);

const dates = (tag: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });

/** "1–23 October 2026" */
export function spanText({ from, to }: DaySpan, { tag }: Format): string {
  const days = dates(tag, { day: 'numeric', month: 'long', year: 'numeric' });
  const last = dayAfter(to, -1);
  return from === last ? days.format(asDate(from)) : days.formatRange(asDate(from), asDate(last));
}

/** What the period is called: "November 2026", "Quarter 4, 2026". */
export function periodText(period: ReportPeriod, format: Format, t: TFunction<'reports'>): string {
  const { kind, from } = period;
  const first = asDate(from);
  switch (kind) {
    case 'month':
      return dates(format.tag, { month: 'long', year: 'numeric' }).format(first);
    case 'quarter':
      return t('quarter', { number: Math.floor(first.getUTCMonth() / 3) + 1, year: String(first.getUTCFullYear()) });
    case 'year':
      return dates(format.tag, { year: 'numeric' }).format(first);
    case 'day':
      return dates(format.tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(first);
    case 'week':
    case 'custom':
      return spanText(period, format);
  }
}

/** A point of the chart: "18 November", "November 2026" or "18:00". */
export function pointText(at: string, { tag }: Format): string {
  if (at.length === 7) return dates(tag, { month: 'long', year: 'numeric' }).format(asDate(`${at}-01`));
  if (at.length === 10) return dates(tag, { weekday: 'short', day: 'numeric', month: 'long' }).format(asDate(at));
  return `${at.slice(11)}:00`;
}

/** The same under an axis, where there is little room. `within`: all its points are of one month. */
export function shortPointText(at: string, { tag }: Format, within: 'month' | 'months'): string {
  if (at.length === 7) return dates(tag, { month: 'short', year: '2-digit' }).format(asDate(`${at}-01`));
  if (at.length === 10 && within === 'months') return dates(tag, { day: 'numeric', month: 'short' }).format(asDate(at));
  if (at.length === 10) return String(Number(at.slice(8)));
  return String(Number(at.slice(11)));
}

/** Monday first. 2026-11-23 was one. */
export const weekdayText = (weekday: number, { tag }: Format): string =>
  dates(tag, { weekday: 'short' }).format(asDate(dayAfter('2026-11-23', weekday)));
