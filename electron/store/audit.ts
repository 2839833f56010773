import { parseArgs } from 'node:util';
import type { Result } from '../../machines/result.ts';
import { readArgs } from '../station/overrides.ts';
import { type AuditReport, auditReport } from './auditReport.ts';
import { auditText, findingsOf } from './auditText.ts';
import { readBooks } from './readBooks.ts';

/**
 * `npm run audit -- DB [--json]`: are the books whole, and what is open in them? May be asked while a station runs.
 * Ends with 0 when there is nothing to look into, 1 when there is, 2 when the books cannot be read.
 */

const usage = 'npm run audit -- DB [--json]';
const args = readArgs(
  () => parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } }),
  usage,
);
const [file, ...more] = args.ok ? args.value.positionals : [];
if (!args.ok) fail(args.error);
else if (file === undefined || more.length > 0) fail(`usage: ${usage}`);
else audit(file, args.value.values.json);

function audit(file: string, asJson: boolean): void {
  const report = read(file);
  if (!report.ok) {
    fail(report.error);
    return;
  }
  const findings = findingsOf(report.value);
  console.log(asJson ? JSON.stringify({ file, ...report.value, findings }, null, 2) : auditText(file, report.value));
  process.exitCode = findings.length === 0 ? 0 : 1;
}

function read(file: string): Result<AuditReport, string> {
  const books = readBooks(file);
  if (!books.ok) return books;
  using db = books.value;
  return auditReport(db, Date.now());
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 2;
}
