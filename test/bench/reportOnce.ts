import { reportPeriod } from '../../electron/reports/period.ts';
import { uptimeReport } from '../../electron/reports/uptime.ts';
import { usageReport } from '../../electron/reports/usage.ts';
import { readBooks } from '../../electron/store/readBooks.ts';

/** One report in a process of its own: prints how long it took from opening the books, and how many sessions it tells of. */

export const SESSIONS = 1_000_000;
export const CONNECTORS = 8;
/** 250 sessions a day, 31 at each connector: a busy place. */
export const YEARS = 11;
export const FIRST_MS = Date.UTC(2016, 0, 1);

if (import.meta.main) {
  const [file = '', kind = ''] = process.argv.slice(2);
  const choice =
    kind === 'everything'
      ? ({ kind: 'custom', day: '2016-01-01', last: '2026-12-31' } as const)
      : { kind: kind === 'year' ? ('year' as const) : ('month' as const), day: '2025-11-23' };
  const nowMs = Date.UTC(2026, 10, 23);
  const startedAt = performance.now();
  const startedWith = process.cpuUsage();
  const period = reportPeriod(choice, { nowMs, timeZone: 'Europe/Madrid' });
  if (!period.ok) throw new Error(period.error);
  const books = readBooks(file);
  if (!books.ok) throw new Error(books.error);
  using db = books.value;
  const connectors = Array.from({ length: CONNECTORS }, (_, index) => ({
    connectorId: index + 1,
    label: `${index + 1}`,
  }));
  const report = { period: period.value, currency: 'EUR', connectors, nowMs };
  const { totals } = usageReport(db, report);
  uptimeReport(db, report);
  const { user, system } = process.cpuUsage(startedWith);
  const processorMs = (user + system) / 1_000;
  console.log(JSON.stringify({ ms: performance.now() - startedAt, processorMs, sessions: totals.sessions }));
}
