import { minorDigits } from '../../machines/money.ts';
import type { CostLine } from '../../machines/receiptView.ts';
import { kWhText, majorText, shares } from './amounts.ts';
import type { ExportContext, FileFormat } from './format.ts';
import { localDay } from './period.ts';
import type { BooksRow, Payment } from './readRows.ts';

/**
 * A plain-text double-entry journal as hledger and ledger read it. A receipt is owed by the card terminal until it is
 * captured, then part of the terminal's turnover until its end of day, then owed by the acquirer.
 */
export const hledger: FileFormat = { kind: 'file', reasonAgainst: () => null, pieces };

const RECEIVABLE = 'assets:receivable:card terminal';
const TURNOVER = 'assets:receivable:terminal turnover';
const ACQUIRER = 'assets:receivable:acquirer';
const KEYS = 'assets:receivable:charging keys';

const revenue: Readonly<Record<CostLine['kind'], string>> = {
  energy: 'revenue:energy',
  time: 'revenue:charging time',
  session: 'revenue:session fees',
  idle: 'revenue:idle fees',
  reservationTime: 'revenue:reservations',
  reservationFee: 'revenue:reservations',
  minPrice: 'revenue:minimum price',
  maxPrice: 'revenue:energy',
  notCharged: 'revenue:energy',
};

const vatAccount = (percent: string): string => `liabilities:vat:${percent}%`;

type Posting = readonly [account: string, minor: number];

function* pieces({ books, rows, period, config }: ExportContext): Iterable<string> {
  yield `; ${period.from} to ${period.to}, ${period.timeZone}\n`;
  const declare = declarations();
  yield declare([RECEIVABLE, TURNOVER, ACQUIRER, KEYS, ...Object.values(revenue)], config.tariff.currency);
  for (const row of rows) {
    const { total, vat } = row.receipt;
    yield declare(
      vat.map(({ percent }) => vatAccount(percent)),
      total.currency,
    );
    yield ofReceipt(row);
  }
  for (const payment of books.payments()) yield ofPayment(payment, payment.ofReceipt, period.timeZone);
  for (const { atMs, outcome } of books.endsOfDay()) {
    const totals = outcome?.result === 'closed' ? outcome.totals : null;
    if (!totals || totals.total.minor === 0) continue;
    const { minor, currency } = totals.total;
    yield transaction(
      localDay(atMs, period.timeZone),
      '',
      `End of day of the card terminal, ${totals.count} payments`,
      currency,
      [
        [ACQUIRER, minor],
        [TURNOVER, -minor],
      ],
    );
  }
}

/** Declares each account and commodity before it is used first: then a misspelt one is told. */
function declarations() {
  const declared = new Set<string>();
  const isNew = (name: string): boolean => !declared.has(name) && Boolean(declared.add(name));
  return (accounts: readonly string[], currency: string): string => {
    const lines = accounts.filter(isNew).map((account) => `account ${account}\n`);
    if (isNew(currency)) lines.push(`commodity ${currency}\n    format ${formatOf(currency)} ${currency}\n`);
    return lines.length === 0 ? '' : `\n${lines.join('')}`;
  };
}

function ofReceipt({ receipt, buyer, payment }: BooksRow): string {
  const { currency } = receipt.total;
  // What lines were taken off by a limit is taken off all that cost something.
  const costs = receipt.lines.filter(({ amount }) => amount.minor > 0);
  const nets = shares(receipt.net.minor, costs.length > 0 ? costs.map(({ amount }) => amount.minor) : [1]);
  const byAccount = new Map<string, number>();
  for (const [index, net] of nets.entries()) {
    const account = revenue[costs[index]?.kind ?? 'energy'];
    byAccount.set(account, (byAccount.get(account) ?? 0) - net);
  }
  const postings: Posting[] = [
    [receipt.paidBy === 'bankCard' ? RECEIVABLE : KEYS, receipt.total.minor],
    ...byAccount,
    ...receipt.vat.map(({ percent, vat }): Posting => [vatAccount(percent), -vat.minor]),
  ];
  const tags = [
    `session: ${receipt.sessionId}`,
    ...(buyer ? [`buyer: ${buyer.companyName} ${buyer.vatNumber}`] : []),
    ...(payment || receipt.paidBy !== 'bankCard' || receipt.total.minor === 0 ? [] : ['not captured yet']),
  ];
  const what = `Charge of ${kWhText(receipt.energyWh)} kWh at ${receipt.evseId}`;
  const day = localDay(receipt.issuedAtMs, receipt.timeZone);
  return transaction(day, receipt.receiptNumber, what, currency, postings, tags);
}

const formatOf = (currency: string): string => (1_000).toFixed(minorDigits(currency)).replace(/^1000$/, '1000.');

function ofPayment({ atMs, amount, receiptNumber, traceNumber }: Payment, of: string | null, timeZone: string): string {
  const what = `Captured ${of === null ? 'without a receipt' : `receipt ${of}`}, trace ${traceNumber}`;
  return transaction(localDay(atMs, timeZone), receiptNumber, what, amount.currency, [
    [TURNOVER, amount.minor],
    [RECEIVABLE, -amount.minor],
  ]);
}

function transaction(
  day: string,
  code: string,
  what: string,
  currency: string,
  postings: readonly Posting[],
  tags: readonly string[] = [],
): string {
  const head = `\n${day} *${code === '' ? '' : ` (${plain(code)})`} ${plain(what)}\n`;
  const comments = tags.map((tag) => `    ; ${plain(tag)}\n`);
  const lines = postings
    .filter(([, minor]) => minor !== 0)
    .map(([account, minor]) => `    ${account.padEnd(40)}  ${majorText(minor, currency).padStart(12)} ${currency}\n`);
  // A transaction needs two postings, also the one of a charge that cost nothing.
  const needed = lines.length > 0 ? lines : [`    ${(postings[0]?.[0] ?? RECEIVABLE).padEnd(40)}  0 ${currency}\n`];
  return head + comments.join('') + needed.join('');
}

/** In one line, and without what begins a comment or ends a code there. */
const plain = (text: string): string =>
  text
    .replace(/[;|()\p{Cc}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
