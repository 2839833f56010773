import { Temporal } from 'temporal-polyfill';
import { err, ok, type Result } from '../../machines/result.ts';
import { spanAt } from '../billing/tariff/localTime.ts';

/** Whole days of a place: from midnight of `from` up to midnight of `to`, exclusive. Instants in epoch ms. */
export type Period = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly fromMs: number;
  readonly toMs: number;
};

export function periodOf(from: string, to: string, timeZone: string): Result<Period, string> {
  const fromMs = midnight(from, timeZone);
  const toMs = midnight(to, timeZone);
  if (fromMs === null || toMs === null)
    return err(
      `--${fromMs === null ? 'from' : 'to'} ${fromMs === null ? from : to}: expected a day such as 2026-11-01`,
    );
  if (fromMs >= toMs) return err(`--to ${to}: expected a day after ${from}; it is the first day left out`);
  return ok({ from, to, timeZone, fromMs, toMs });
}

function midnight(day: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return null;
  }
}

export const lastDay = ({ to }: Period): string => Temporal.PlainDate.from(to).subtract({ days: 1 }).toString();

/** What the clock at the place showed: "2026-11-23T18:05:00+01:00". */
export function localText(ms: number, timeZone: string): string {
  const { offsetMs } = spanAt(ms, timeZone);
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const offset = `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  return new Date(ms + offsetMs).toISOString().slice(0, 19) + offset;
}

/** The day there: "2026-11-23". */
export const localDay = (ms: number, timeZone: string): string => localText(ms, timeZone).slice(0, 10);
