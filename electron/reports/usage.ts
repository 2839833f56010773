import type { DatabaseSync } from 'node:sqlite';
import type { EntryMode } from '../../machines/ports/cardTerminal.ts';
import type { PaidBy } from '../../machines/receiptView.ts';
import type { DaySpan, ReportPeriod, UsagePoint, UsageReport, UsageSums } from '../../machines/reportView.ts';
import { dayOf, weekdayOf } from '../billing/tariff/localTime.ts';
import { byLocalHour } from '../store/localHours.ts';
import { instantsOf, periodBefore } from './period.ts';

export type ReportOf = {
  readonly period: ReportPeriod;
  readonly currency: string;
  readonly connectors: readonly { readonly connectorId: number; readonly label: string }[];
  readonly nowMs: number;
};

/** Up to so many days are drawn one by one, more by the month. */
const DAYS_SHOWN = 92;

/** What was charged, billed and refused in a period. Reads sums, never the receipts. */
export function usageReport(db: DatabaseSync, { period, currency, connectors, nowMs }: ReportOf): UsageReport {
  const before = periodBefore(period, nowMs);
  const unit = unitOf(period);
  const spent = connectorSums(db, period, currency);
  const free = connectorTime(db, period, nowMs, connectors.length);
  return {
    period,
    before,
    currency,
    totals: sums(db, period, currency),
    totalsBefore: sums(db, before, currency),
    otherCurrencies: rows(
      db,
      `SELECT currency, sum(sessions) AS sessions, sum(gross) AS gross FROM usage_days
       WHERE ${WITHIN} AND currency <> ? GROUP BY currency`,
      period,
      currency,
    ),
    unit,
    points: points(db, period, currency, unit),
    ...utilisation(db, period, free),
    connectors: connectors.map((connector) => ({ ...noUse, ...spent.get(connector.connectorId), ...connector })),
    payments: rows<PaymentRow>(
      db,
      `SELECT paid_by AS paidBy, brand, entry_mode AS entryMode, sum(sessions) AS sessions, sum(gross) AS gross
       FROM payment_days WHERE ${WITHIN} AND currency = ? GROUP BY 1, 2, 3 ORDER BY sessions DESC`,
      period,
      currency,
    ).map((row) => ({ ...row, brand: row.brand || null, entryMode: row.entryMode || null })),
    failedStarts: rows(
      db,
      `SELECT cause, sum(starts) AS starts FROM failed_start_days WHERE ${WITHIN} GROUP BY cause ORDER BY starts DESC, cause`,
      period,
    ),
  };
}

type PaymentRow = { paidBy: PaidBy; brand: string; entryMode: EntryMode | ''; sessions: number; gross: number };

const WITHIN = 'day >= ? AND day < ?';
const SUMS = 'sum(sessions) AS sessions, sum(energy_mwh) / 1000.0 AS energyWh, sum(gross) AS gross';
const noUse = { sessions: 0, energyWh: 0, gross: 0, chargingMs: 0, parkedMs: 0 };

function rows<Row>(db: DatabaseSync, sql: string, { from, to }: DaySpan, ...more: string[]): Row[] {
  return db.prepare(sql).all(dayOf(from), dayOf(to), ...more) as Row[];
}

function sums(db: DatabaseSync, span: DaySpan, currency: string): UsageSums {
  const [used] = rows<Omit<UsageSums, 'failedStarts'>>(
    db,
    `SELECT coalesce(sum(sessions), 0) AS sessions, coalesce(sum(energy_mwh), 0) / 1000.0 AS energyWh,
       coalesce(sum(gross), 0) AS gross, coalesce(sum(net), 0) AS net, coalesce(sum(idle_fee), 0) AS idleFee
     FROM usage_days WHERE ${WITHIN} AND currency = ?`,
    span,
    currency,
  );
  const [failed] = rows<{ starts: number }>(
    db,
    `SELECT coalesce(sum(starts), 0) AS starts FROM failed_start_days WHERE ${WITHIN}`,
    span,
  );
  const nothing = { sessions: 0, energyWh: 0, gross: 0, net: 0, idleFee: 0 };
  return { ...nothing, ...used, failedStarts: failed?.starts ?? 0 };
}

function connectorSums(db: DatabaseSync, period: DaySpan, currency: string) {
  const used = rows<typeof noUse & { connectorId: number }>(
    db,
    `SELECT connector_id AS connectorId, ${SUMS}, sum(charging_ms) AS chargingMs, sum(parked_ms) AS parkedMs
     FROM usage_days WHERE ${WITHIN} AND currency = ? GROUP BY 1`,
    period,
    currency,
  );
  return new Map(used.map((row) => [row.connectorId, row]));
}

function unitOf({ kind, from, to }: ReportPeriod): UsageReport['unit'] {
  if (kind === 'day' || dayOf(to) - dayOf(from) === 1) return 'hour';
  return dayOf(to) - dayOf(from) <= DAYS_SHOWN ? 'day' : 'month';
}

const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const two = (number: number): string => String(number).padStart(2, '0');

type Sum = { readonly at: string; readonly sessions: number; readonly energyWh: number; readonly gross: number };

function points(db: DatabaseSync, period: DaySpan, currency: string, unit: UsageReport['unit']): UsagePoint[] {
  const from = dayOf(period.from);
  const days = Array.from({ length: dayOf(period.to) - from }, (_, index) => dayText(from + index));
  const [names, sql] = {
    hour: [
      days.flatMap((day) => Array.from({ length: 24 }, (_, hour) => `${day} ${two(hour)}`)),
      `SELECT date(day * 86400, 'unixepoch') || printf(' %02d', hour) AS at, ${SUMS} FROM usage_hours`,
    ],
    day: [days, `SELECT date(day * 86400, 'unixepoch') AS at, ${SUMS} FROM usage_days`],
    month: [
      [...new Set(days.map((day) => day.slice(0, 7)))],
      `SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS at, ${SUMS} FROM usage_days`,
    ],
  }[unit] as [string[], string];
  const found = rows<Sum>(db, `${sql} WHERE ${WITHIN} AND currency = ? GROUP BY 1`, period, currency);
  const of = new Map(found.map((sum) => [sum.at, sum]));
  return names.map((at) => of.get(at) ?? { at, sessions: 0, energyWh: 0, gross: 0 });
}

type Week = number[][];
const emptyWeek = (): Week => Array.from({ length: 7 }, () => Array<number>(24).fill(0));

/** How long connectors stood there in each hour of the week: from the books' beginning, and not in the future. */
function connectorTime(db: DatabaseSync, period: ReportPeriod, nowMs: number, connectors: number): Week {
  const { fromMs, toMs } = instantsOf(period, period.timeZone);
  const first = db.prepare('SELECT at_ms AS ms FROM journal WHERE seq = 1').get()?.ms;
  const begins = Math.max(fromMs, typeof first === 'number' ? first : nowMs);
  const week = emptyWeek();
  for (const { day, hour, ms } of byLocalHour(begins, Math.min(toMs, nowMs), period.timeZone)) {
    const hours = week[weekdayOf(day)];
    if (hours) hours[hour] = (hours[hour] ?? 0) + ms * connectors;
  }
  return week;
}

function utilisation(db: DatabaseSync, period: ReportPeriod, there: Week) {
  const charged = emptyWeek();
  for (const { weekday, hour, ms } of rows<{ weekday: number; hour: number; ms: number }>(
    db,
    `SELECT (day + 3) % 7 AS weekday, hour, sum(charging_ms) AS ms FROM usage_hours WHERE ${WITHIN} GROUP BY 1, 2`,
    period,
  )) {
    const hours = charged[weekday];
    if (hours) hours[hour] = ms;
  }
  const total = (week: Week) => week.flat().reduce((sum, ms) => sum + ms, 0);
  return {
    utilisation: there.map((hours, weekday) => ({
      weekday,
      byHour: hours.map((ms, hour) => share(charged[weekday]?.[hour] ?? 0, ms)),
    })),
    utilised: share(total(charged), total(there)),
  };
}

/** A charge that began before the books' first row would pass the whole. */
const share = (ms: number, ofMs: number): number | null => (ofMs === 0 ? null : Math.min(1, ms / ofMs));
