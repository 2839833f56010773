import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportBooks, type FormatName } from '../../electron/books/exportBooks.ts';
import { config as bookkeeper } from '../../electron/books/fixtures.ts';
import { periodOf } from '../../electron/books/period.ts';
import { fromCsv, fromDatev, fromHledger, fromOcpi, fromUbl } from '../../electron/books/sumsBack.ts';
import type { World } from './world.ts';

/**
 * Every export against what the drivers were billed and what the terminal's own book took: `totalMinor` and `netMinor`
 * of all receipts, `capturedMinor` of all cards, null when that is for a person to say. Only at rest: while a capture is under way the sides may differ.
 */
export function exportFaults(
  { config: { station, ...rest }, file, time }: Pick<World, 'config' | 'file' | 'time'>,
  billed: { readonly receipts: number; readonly totalMinor: number; readonly netMinor: number },
  capturedMinor: number | null,
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'surtidor-exports-'));
  // All of virtual time lies in one fiscal year.
  const period = periodOf('2026-01-01', '2027-01-01', station.timeZone);
  if (!period.ok) throw new Error(period.error);
  // What the other programs ask for beyond a charge; 7 percent has its account in the chart.
  const { operator, location } = bookkeeper.station;
  const { country_code, party_id } = bookkeeper.tariff;
  const tariff = { ...rest.tariff, country_code, party_id };
  const config = { ...rest, tariff, station: { ...station, operator, location }, books: bookkeeper.books };
  const made = (format: FormatName): string => {
    const out = join(folder, format);
    const report = exportBooks({ file, config, period: period.value, format, out, nowMs: time.nowMs });
    if (!report.ok) throw new Error(`${format}: ${report.error}`);
    return out;
  };
  const read = (format: FormatName): Buffer => readFileSync(made(format));
  try {
    const csv = fromCsv(read('csv').toString());
    const ocpi = fromOcpi(read('ocpi').toString());
    const ubl = fromUbl(made('ubl'));
    const hledger = fromHledger(read('hledger').toString());
    const datev = fromDatev(read('datev'));
    const says = (format: FormatName, what: string, told: number, wanted: number): string[] =>
      told === wanted ? [] : [`export ${format}: ${what} ${told}, but ${wanted}`];
    return [
      ...Object.entries({ csv, ocpi, ubl }).flatMap(([format, { receipts }]) =>
        says(format as FormatName, 'receipts', receipts, billed.receipts),
      ),
      ...Object.entries({ csv, ocpi, ubl, hledger, datev }).flatMap(([format, { total }]) =>
        says(format as FormatName, 'total', total, billed.totalMinor),
      ),
      ...Object.entries({ csv, ocpi, ubl, hledger }).flatMap(([format, { net }]) =>
        says(format as FormatName, 'net', net, billed.netMinor),
      ),
      ...(capturedMinor === null ? [] : says('hledger', 'captured', hledger.captured, capturedMinor)),
    ];
  } catch (cause) {
    return [`the books cannot be exported: ${cause instanceof Error ? cause.message : String(cause)}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
