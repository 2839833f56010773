import type { UptimeReport, UsageReport } from '../../machines/reportView.ts';
import { kWhText, majorText } from '../books/amounts.ts';
import { BYTE_ORDER_MARK, csvLine, harmless } from '../books/csvText.ts';

export const reportTables = ['time', 'connectors', 'utilisation', 'payments', 'failedStarts', 'uptime'] as const;
export type ReportTable = (typeof reportTables)[number];

type Reports = { readonly usage: UsageReport; readonly uptime: UptimeReport };
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const hours = (ms: number): string => (ms / 3_600_000).toFixed(2);
const percent = (share: number | null): string => (share === null ? '' : (share * 100).toFixed(2));

/** A table of a report as a file: RFC 4180 with a byte order mark, headings in English, amounts in the major unit. */
export function reportCsv({ usage, uptime }: Reports, table: ReportTable): string {
  const { currency } = usage;
  const money = (minor: number) => majorText(minor, currency);
  const tables: Record<ReportTable, () => (string | number)[][]> = {
    time: () => [
      [usage.unit, 'sessions', 'energy kWh', `revenue ${currency}`],
      ...usage.points.map(({ at, sessions, energyWh, gross }) => [at, sessions, kWhText(energyWh), money(gross)]),
    ],
    connectors: () => [
      ['connector', 'sessions', 'energy kWh', `revenue ${currency}`, 'charging hours', 'parked hours'],
      ...usage.connectors.map(({ label, sessions, energyWh, gross, chargingMs, parkedMs }) => [
        ...[label, sessions, kWhText(energyWh), money(gross)],
        ...[hours(chargingMs), hours(parkedMs)],
      ]),
    ],
    utilisation: () => [
      ['percent charging', ...Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))],
      ...usage.utilisation.map(({ weekday, byHour }) => [weekdays[weekday] ?? '', ...byHour.map(percent)]),
    ],
    payments: () => [
      ['paid by', 'brand', 'read by', 'sessions', `revenue ${currency}`],
      ...usage.payments.map(({ paidBy, brand, entryMode, sessions, gross }) => [
        ...[paidBy, harmless(brand ?? ''), entryMode ?? '', sessions, money(gross)],
      ]),
    ],
    failedStarts: () => [['cause', 'failed starts'], ...usage.failedStarts.map(({ cause, starts }) => [cause, starts])],
    uptime: () => [
      ['connector', 'measured hours', 'reliable percent', 'NEVI uptime percent', 'down by', 'down hours'],
      ...uptime.connectors.flatMap(({ label, measuredMs, reliable, upNevi, down }) => {
        const of = [label, hours(measuredMs), percent(reliable), percent(upNevi)];
        return down.length === 0 ? [[...of, '', '']] : down.map(({ state, ms }) => [...of, state, hours(ms)]);
      }),
    ],
  };
  return (
    BYTE_ORDER_MARK +
    tables[table]()
      .map((cells) => csvLine(cells.map(String)))
      .join('')
  );
}
