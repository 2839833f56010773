import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../machines/result.ts';
import { readConfig } from '../station/config.ts';
import { readArgs, readOverrides } from '../station/overrides.ts';
import { type ExportOrder, type ExportReport, exportBooks, formats, isFormatName } from './exportBooks.ts';
import { periodOf } from './period.ts';
import { reportText } from './reportText.ts';

/**
 * `npm run export -- --from DAY --to DAY --format F`: the receipts of whole days, `to` left out, also while the station
 * runs. Data go to --out or standard output, all that is said about them to standard error. Ends with 0 when all
 * agrees, 3 when something does not, 2 when nothing was exported.
 */

const usage = `npm run export -- --from 2026-11-01 --to 2026-12-01 --format ${Object.keys(formats).join('|')}
  [--config FILE] [--set path=value] [--db FILE] [--out FILE or folder]`;
const exampleConfig = fileURLToPath(new URL('../station/example.config.json', import.meta.url));

const args = readArgs(
  () =>
    parseArgs({
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        format: { type: 'string' },
        config: { type: 'string', default: exampleConfig },
        set: { type: 'string', multiple: true, default: [] },
        db: { type: 'string' },
        out: { type: 'string' },
      },
    }),
  usage,
);
type Values = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly format?: string | undefined;
  readonly config: string;
  readonly set: string[];
  readonly db?: string | undefined;
  readonly out?: string | undefined;
};

const exported = args.ok ? run(args.value.values) : args;
if (exported.ok) {
  const { order, report } = exported.value;
  const { from, to, timeZone } = order.period;
  console.error(`${from} to ${to}, ${timeZone}${order.out === null ? '' : `: ${order.out}`}`);
  console.error(reportText(report));
  process.exitCode = report.differences.length === 0 ? 0 : 3;
} else {
  console.error(exported.error);
  process.exitCode = 2;
}

function run(values: Values): Result<{ readonly order: ExportOrder; readonly report: ExportReport }, string> {
  const { from, to, format } = values;
  if (from === undefined || to === undefined || format === undefined) return err(`usage: ${usage}`);
  if (!isFormatName(format)) return err(`--format ${format}: expected ${Object.keys(formats).join(', ')}`);
  const overrides = readOverrides(values.set);
  if (!overrides.ok) return overrides;
  const config = readConfig(values.config, overrides.value);
  if (!config.ok) return err(`${values.config} cannot be used:\n  ${config.error.problems.join('\n  ')}`);
  const period = periodOf(from, to, config.value.station.timeZone);
  if (!period.ok) return period;
  const order: ExportOrder = {
    file: values.db ?? join(resolve(config.value.dataDir), 'station.db'),
    config: config.value,
    period: period.value,
    format,
    out: values.out ?? null,
    nowMs: Date.now(),
  };
  const report = exportBooks(order);
  return report.ok ? ok({ order, report: report.value }) : report;
}
