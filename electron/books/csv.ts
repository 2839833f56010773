import type { CostLine } from '../../machines/receiptView.ts';
import { kWhText, majorText } from './amounts.ts';
import { BYTE_ORDER_MARK, harmless, csvLine as line } from './csvText.ts';
import type { ExportContext, FileFormat } from './format.ts';
import { localText } from './period.ts';
import type { BooksRow } from './readRows.ts';
import { createTally, type Totals, untaxedOf } from './tally.ts';

/**
 * One line a receipt (RFC 4180), then one line of sums a currency. It begins with a byte order mark, without which
 * spreadsheets read UTF-8 as something else.
 */
export const csv: FileFormat = { kind: 'file', reasonAgainst: () => null, pieces };

const lineKinds: readonly CostLine['kind'][] = [
  'energy',
  'time',
  'session',
  'idle',
  'reservationTime',
  'reservationFee',
  'minPrice',
  'maxPrice',
  'notCharged',
];

type Column = {
  readonly name: string;
  readonly of: (row: BooksRow) => string;
  /** In the line of sums. */
  readonly sum?: (totals: Totals, kinds: ReadonlyMap<string, number>) => string;
};

function* pieces({ books, rows }: ExportContext): Iterable<string> {
  const columns = columnsOf(books.rates());
  yield BYTE_ORDER_MARK + line(columns.map(({ name }) => name));
  const tally = createTally();
  const kinds = new Map<string, Map<string, number>>();
  for (const row of rows) {
    tally.add(row);
    const { currency } = row.receipt.total;
    const sums = kinds.get(currency) ?? new Map<string, number>();
    kinds.set(currency, sums);
    for (const { kind, amount } of row.receipt.lines) sums.set(kind, (sums.get(kind) ?? 0) + amount.minor);
    yield line(columns.map(({ of }) => of(row)));
  }
  for (const totals of tally.totals)
    yield line(columns.map(({ sum }) => sum?.(totals, kinds.get(totals.currency) ?? new Map()) ?? ''));
}

function columnsOf(rates: readonly string[]): Column[] {
  const amount = (
    name: string,
    of: (row: BooksRow) => number | null,
    sum: (totals: Totals, kinds: ReadonlyMap<string, number>) => number,
  ): Column => ({
    name,
    of: (row) => {
      const minor = of(row);
      return minor === null ? '' : majorText(minor, row.receipt.total.currency);
    },
    sum: (totals, sums) => majorText(sum(totals, sums), totals.currency),
  });
  const text = (name: string, of: (row: BooksRow) => string | null | undefined): Column => ({
    name,
    of: (row) => harmless(of(row) ?? ''),
  });
  const time = (name: string, of: (receipt: BooksRow['receipt']) => number): Column => ({
    name,
    of: ({ receipt }) => localText(of(receipt), receipt.timeZone),
  });
  const columns: Column[] = [
    { ...text('receipt', ({ receipt }) => receipt.receiptNumber), sum: () => 'sum' },
    time('issued', ({ issuedAtMs }) => issuedAtMs),
    time('started', ({ startedAtMs }) => startedAtMs),
    time('ended', ({ endedAtMs }) => endedAtMs),
    text('time zone', ({ receipt }) => receipt.timeZone),
    text('EVSE', ({ receipt }) => receipt.evseId),
    text('session', ({ receipt }) => receipt.sessionId),
    text('operator', ({ receipt }) => receipt.operator.name),
    text('operator VAT id', ({ receipt }) => receipt.operator.vatId),
    text('buyer', ({ buyer }) => buyer?.companyName),
    text('buyer VAT number', ({ buyer }) => buyer?.vatNumber),
    text('meter', ({ receipt }) => receipt.meterId),
    { name: 'meter start kWh', of: ({ receipt }) => kWhText(receipt.meterStartWh) },
    { name: 'meter end kWh', of: ({ receipt }) => kWhText(receipt.meterEndWh) },
    {
      name: 'kWh',
      of: ({ receipt }) => kWhText(receipt.energyWh),
      sum: ({ energyWh }) => (energyWh / 1_000).toFixed(3),
    },
    text('signed by the meter', ({ receipt }) => (receipt.signedMeter ? receipt.signedMeter.format : '')),
    text('tariff', ({ receipt }) => receipt.tariff.id),
    text('tariff hash', ({ receipt }) => receipt.tariff.hash),
    text('paid by', ({ receipt }) => receipt.paidBy),
    text('charging key', ({ receipt, authorization }) =>
      receipt.paidBy === 'chargingKey' ? authorization()?.idToken : '',
    ),
    text('card', ({ receipt }) => receipt.card?.brand),
    text('card ends in', ({ receipt }) => receipt.card?.last4),
    text('authorization', ({ receipt }) => receipt.authorizationNumber),
    text('terminal', ({ receipt }) => receipt.terminalId),
    text('terminal receipt', ({ payment }) => payment?.receiptNumber),
    text('trace', ({ payment }) => payment?.traceNumber),
    { name: 'captured at', of: ({ payment, receipt }) => (payment ? localText(payment.atMs, receipt.timeZone) : '') },
    { ...text('currency', ({ receipt }) => receipt.total.currency), sum: ({ currency }) => currency },
    ...lineKinds.map((kind) =>
      amount(
        `${kind} amount`,
        ({ receipt }) => receipt.lines.reduce((sum, each) => (each.kind === kind ? sum + each.amount.minor : sum), 0),
        (_, sums) => sums.get(kind) ?? 0,
      ),
    ),
    ...rates.flatMap((percent) => {
      const rate = ({ receipt }: BooksRow) => receipt.vat.find((each) => each.percent === percent);
      return [
        amount(
          `net at ${percent} %`,
          (row) => rate(row)?.net.minor ?? 0,
          (totals) => totals.rates.get(percent)?.net ?? 0,
        ),
        amount(
          `VAT ${percent} %`,
          (row) => rate(row)?.vat.minor ?? 0,
          (totals) => totals.rates.get(percent)?.vat ?? 0,
        ),
      ];
    }),
    amount(
      'without VAT',
      ({ receipt }) => untaxedOf(receipt),
      ({ untaxed }) => untaxed,
    ),
    amount(
      'net',
      ({ receipt }) => receipt.net.minor,
      ({ net }) => net,
    ),
    amount(
      'total',
      ({ receipt }) => receipt.total.minor,
      ({ total }) => total,
    ),
    { name: 'set aside', of: ({ receipt: { held } }) => (held ? majorText(held.minor, held.currency) : '') },
    {
      name: 'captured',
      of: ({ payment }) => (payment ? majorText(payment.amount.minor, payment.amount.currency) : ''),
    },
  ];
  return columns;
}
