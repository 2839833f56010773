import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { err, ok, type Result } from '../../machines/result.ts';
import { type ReportTable, reportCsv, reportTables } from '../reports/csv.ts';
import { keeping } from '../reports/keeping.ts';
import { reportPeriod } from '../reports/period.ts';
import { uptimeReport } from '../reports/uptime.ts';
import { type ReportOf, usageReport } from '../reports/usage.ts';
import { readBooks } from '../store/readBooks.ts';
import { look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { everyone, keepersOfBooks } from './roles.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A period of the place's calendar: any day of it, and the last one of days of one's own choice. */
export const PeriodInput = z.strictObject({
  kind: z.enum(['day', 'week', 'month', 'quarter', 'year', 'custom']),
  day,
  last: day.optional(),
});
export type PeriodInput = z.infer<typeof PeriodInput>;

export type ReportTrouble = {
  readonly code: 'notADay' | 'endsBeforeItBegins' | 'tooLong' | 'unreadable';
};

/** The books as others read them, at this moment and for this once. */
export const booksFile = ({ config }: Pick<MaintenanceParts, 'config'>): string => join(config.dataDir, 'station.db');

/** What was charged, billed, refused and out of order. Who mends the station sees how long it was up, and no money. */
export const reportRequests = (parts: Pick<MaintenanceParts, 'config' | 'now' | 'log'>) => {
  const { config, now, log } = parts;
  const connectors = config.evses.map(({ evse, label }) => ({ connectorId: evse, label }));

  function reported<V>(choice: PeriodInput, make: (db: DatabaseSync, report: ReportOf) => V): Result<V, ReportTrouble> {
    const nowMs = now();
    const period = reportPeriod(choice, { nowMs, timeZone: config.station.timeZone });
    if (!period.ok) return err({ code: period.error });
    const report = { period: period.value, currency: config.tariff.currency, connectors, nowMs };
    return fromBooks((db) => make(db, report));
  }

  function fromBooks<V>(make: (db: DatabaseSync) => V): Result<V, ReportTrouble> {
    const books = readBooks(booksFile(parts));
    if (!books.ok) {
      log.error({ why: books.error }, 'no report');
      return err({ code: 'unreadable' });
    }
    using db = books.value;
    return ok(make(db));
  }

  return {
    'reports.usage': look({
      roles: keepersOfBooks,
      input: PeriodInput,
      handle: (choice) => reported(choice, usageReport),
    }),
    'reports.keeping': look({
      roles: keepersOfBooks,
      input: z.undefined(),
      handle: () => fromBooks((db) => keeping(db, { ...config.station, nowMs: now() })),
    }),
    'reports.uptime': look({ roles: everyone, input: PeriodInput, handle: (choice) => reported(choice, uptimeReport) }),
    'reports.csv': look({
      roles: keepersOfBooks,
      input: z.strictObject({ period: PeriodInput, table: z.enum(reportTables) }),
      handle: ({ period, table }: { period: PeriodInput; table: ReportTable }) =>
        reported(period, (db, report) => {
          const { from, to } = report.period;
          const text = reportCsv({ usage: usageReport(db, report), uptime: uptimeReport(db, report) }, table);
          return { name: `${table}-${from}-${to}.csv`, text };
        }),
    }),
  };
};
