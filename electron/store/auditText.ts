import { type Money, minorDigits } from '../../machines/money.ts';
import type { AuditReport, OpenHold, OpenOrder } from './auditReport.ts';
import type { DayDifference, Sum } from './compareDays.ts';

/** The terminal answers within minutes, and the comparison with it follows: an order older than this is stuck. */
const STUCK_MS = 10 * 60_000;

/** What a person has to look at, one sentence each; none when the books are in order. */
export function findingsOf(report: AuditReport): string[] {
  const { receipts } = report;
  return [
    ...report.damage.map(({ seq, why }) => (seq === null ? why : `journal row ${seq}: ${why}`)),
    ...receipts.missing.map((number) => `receipt ${number} is missing`),
    ...receipts.unequal.map(
      ({ sessionId, receiptNumber, total, captured }) =>
        `session ${sessionId}: ${receiptNumber ? `receipt ${receiptNumber} says ${amountText(total)}` : 'no receipt'}, captured ${amountText(captured)}`,
    ),
    ...report.endsOfDay.differences.map(differenceText),
    ...report.unbilled.map(
      ({ sessionId, energyWh }) =>
        `session ${sessionId}: ${energyWh === null ? 'energy may have flowed' : `${energyWh} Wh were metered`}, and there is no receipt`,
    ),
    ...report.openHolds
      .filter(({ state }) => state === 'staff')
      .map(({ receiptNumber, sessionId, lastError }) => `hold ${receiptNumber} (session ${sessionId}): ${lastError}`),
    ...report.unanswered
      .filter(({ ageMs }) => ageMs > STUCK_MS)
      .map(({ key, ageMs }) => `order ${key} has had no outcome for ${ageText(ageMs)}`),
  ];
}

/** The whole report, for a person. */
export function auditText(file: string, report: AuditReport): string {
  const { receipts, rows } = report;
  const findings = findingsOf(report);
  const span =
    report.firstAtMs === null ? '' : `, ${timeText(report.firstAtMs)} to ${timeText(report.lastAtMs ?? 0)} UTC`;
  const lines = [
    `Books of ${file}`,
    line('journal', `${rows} rows${span}, ${report.damage.length === 0 ? 'chain and tables whole' : 'DAMAGED'}`),
    line('last hash', report.headHash || 'none'),
    ...report.balances.map(({ currency, captures, capturedMinor, releases, releasedMinor, open, heldMinor }) => {
      const amount = (minor: number) => amountText({ minor, currency });
      return line(
        currency,
        `${captures} captured, ${amount(capturedMinor)}; ${releases} released, ${amount(releasedMinor)}; ${open} open, ${amount(heldMinor)}`,
      );
    }),
    line('receipts', [`${receipts.count}`, ...receipts.totals.map(amountText)].join(', ')),
    line('days', endsOfDayText(report)),
    ...block('Open holds', report.openHolds, holdText),
    ...block('Orders without outcome', report.unanswered, orderText),
    ...block('Outcomes the terminal has not confirmed yet', report.unconfirmed, orderText),
    '',
    findings.length === 0 ? 'Nothing to look into.' : `To look into (${findings.length}):`,
    ...findings.map((finding) => `  ${finding}`),
  ];
  return lines.join('\n');
}

/** One sentence on a difference between the terminal's end of day and the journal. */
export function differenceText(difference: DayDifference): string {
  const sum = ({ count, total }: Sum) => `${count} ${count === 1 ? 'payment' : 'payments'}, ${amountText(total)}`;
  const when = `end of day of ${timeText(difference.atMs)} UTC`;
  return difference.kind === 'otherTotals'
    ? `${when}: the terminal booked ${sum(difference.told)}; the journal has ${sum(difference.booked)}`
    : `${sum(difference.booked)} are in no end of day that was heard: they were booked before the ${when} and are not in it`;
}

const endsOfDayText = ({ endsOfDay: { closed, lastAtMs, waiting } }: AuditReport): string =>
  `${closed} closed by the terminal${lastAtMs === null ? '' : `, last ${timeText(lastAtMs)} UTC`}; ${waiting} payments since`;

const line = (what: string, text: string): string => `  ${what.padEnd(10)} ${text}`;

const block = <T>(title: string, items: readonly T[], text: (item: T) => string): string[] =>
  items.length === 0 ? [] : ['', title, ...items.map((item) => `  ${text(item)}`)];

const holdText = (hold: OpenHold): string =>
  [
    `receipt ${hold.receiptNumber}, trace ${hold.traceNumber}, terminal ${hold.terminalId}: ${amountText(hold.amount)}`,
    hold.due ? `due ${amountText(hold.due)}` : 'not due yet',
    ...(hold.booked ? [`booked ${amountText(hold.booked)}`] : []),
    `${hold.state} for ${ageText(hold.ageMs)}`,
    `${hold.attempts} failed attempts${hold.lastError ? ` (${hold.lastError})` : ''}`,
    `connector ${hold.connectorId}, session ${hold.sessionId}`,
  ].join(', ');

const orderText = ({ key, kind, amount, ageMs }: OpenOrder): string =>
  `${kind} ${amountText(amount)}, ${ageText(ageMs)} ago: ${key}`;

function amountText(amount: Money | null): string {
  if (!amount) return 'nothing';
  const digits = minorDigits(amount.currency);
  return `${(amount.minor / 10 ** digits).toFixed(digits)} ${amount.currency}`;
}

const timeText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

function ageText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (24 * 60))} days`;
}
