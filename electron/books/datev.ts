import iconv from 'iconv-lite';
import { kWhText, majorText } from './amounts.ts';
import type { BooksConfig } from './booksConfig.ts';
import { columns, headerOf, isText } from './datevColumns.ts';
import type { ExportContext, FileFormat } from './format.ts';
import { localDay } from './period.ts';
import type { BooksRow } from './readRows.ts';
import { untaxedOf } from './tally.ts';
import { Unexportable } from './unexportable.ts';

/** DATEV's posting batch (EXTF 700, category 21, version 13): one posting for each VAT rate of a receipt. */
export const datev: FileFormat = { kind: 'file', reasonAgainst, pieces };

type Settings = BooksConfig['datev'];
type Rate = { readonly account: string; readonly taxKey: string };

/** The usual accounts of DATEV's charts, of four digits; those of revenue know their own VAT, so that no key is needed. */
const charts = {
  SKR03: { card: '1360', key: '1410', untaxed: '8200', revenue: { 19: '8400', 7: '8300' } },
  SKR04: { card: '1460', key: '1210', untaxed: '4200', revenue: { 19: '4400', 7: '4300' } },
} as const satisfies Record<Settings['chart'], unknown>;

/** A client whose accounts are longer has the same ones with zeros behind. */
const inFull = (account: string, { accountDigits }: Settings): string => account.padEnd(accountDigits, '0');

function rateOf(percent: string, settings: Settings): Rate | null {
  const { chart, revenue, untaxedAccount } = settings;
  const set = revenue.find((each) => Number(each.percent) === Number(percent));
  if (set) return set;
  if (Number(percent) === 0) return { account: untaxedAccount ?? inFull(charts[chart].untaxed, settings), taxKey: '' };
  const usual: Readonly<Record<number, string>> = charts[chart].revenue;
  const account = usual[Number(percent)];
  return account === undefined ? null : { account: inFull(account, settings), taxKey: '' };
}

function reasonAgainst({ config, period }: Pick<ExportContext, 'config' | 'period'>): string | null {
  const { datev: settings } = config.books;
  if (settings.consultant === undefined || settings.client === undefined)
    return 'DATEV wants books.datev.consultant and books.datev.client (Berater- and Mandantennummer) in the config';
  const { fromMs, toMs, timeZone } = period;
  if (fiscalYear(localDay(fromMs, timeZone), settings) !== fiscalYear(localDay(toMs - 1, timeZone), settings))
    return `one batch lies in one fiscal year, which begins on ${settings.fiscalYearStart}: choose --from and --to within it`;
  return null;
}

/** The first day of the fiscal year of a day. */
function fiscalYear(day: string, { fiscalYearStart }: Settings): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= fiscalYearStart ? year : year - 1}-${fiscalYearStart}`;
}

function* pieces({ config, period, nowMs, rows }: ExportContext): Iterable<Uint8Array> {
  const settings = config.books.datev;
  const { currency } = config.tariff;
  const from = localDay(period.fromMs, period.timeZone);
  const year = fiscalYear(from, settings);
  yield ansi([headerOf({ settings, period, currency, fiscalYear: year, nowMs }), columns.join(';')]);
  for (const row of rows) {
    if (row.receipt.total.currency !== currency)
      throw new Unexportable(
        `receipt ${row.receipt.receiptNumber} is not in ${currency}, and one batch has one currency`,
      );
    const lines = postings(row, settings);
    if (lines.length > 0) yield ansi(lines);
  }
}

function postings({ receipt, buyer }: BooksRow, settings: Settings): string[] {
  const { currency } = receipt.total;
  const usual = charts[settings.chart];
  const debit =
    receipt.paidBy === 'bankCard'
      ? (settings.cardAccount ?? inFull(usual.card, settings))
      : (settings.keyAccount ?? inFull(usual.key, settings));
  const grosses = [
    ...receipt.vat.map(({ percent, net, vat }) => ({ percent, gross: net.minor + vat.minor })),
    { percent: '0', gross: untaxedOf(receipt) },
  ];
  const day = localDay(receipt.issuedAtMs, receipt.timeZone);
  return grosses
    .filter(({ gross }) => gross > 0)
    .map(({ percent, gross }) => {
      const rate = rateOf(percent, settings);
      if (!rate)
        throw new Unexportable(
          `there is no revenue account for ${percent} % VAT (receipt ${receipt.receiptNumber}): add it to books.datev.revenue in the config`,
        );
      return record({
        'Umsatz (ohne Soll/Haben-Kz)': majorText(gross, currency).replace('.', ','),
        'Soll/Haben-Kennzeichen': 'S',
        'WKZ Umsatz': currency,
        Konto: debit,
        'Gegenkonto (ohne BU-Schlüssel)': rate.account,
        'BU-Schlüssel': rate.taxKey,
        Belegdatum: day.slice(8, 10) + day.slice(5, 7),
        'Belegfeld 1': receipt.receiptNumber.replace(/[^A-Za-z0-9_$&%*+\-/]/g, '').slice(0, 36),
        Buchungstext: `${kWhText(receipt.energyWh)} kWh ${receipt.evseId}`.slice(0, 60),
        'Beleginfo - Art 1': 'Session',
        'Beleginfo - Inhalt 1': receipt.sessionId,
        ...(buyer && {
          'Beleginfo - Art 2': 'Kunde',
          'Beleginfo - Inhalt 2': `${buyer.companyName} ${buyer.vatNumber}`,
        }),
        Festschreibung: '0',
      });
    });
}

/** Texts stand in quotation marks, also the empty ones; numbers do not. */
const quoted = (text: string): string => `"${text.replace(/\p{Cc}+/gu, ' ').replaceAll('"', '""')}"`;
const blank: readonly string[] = columns.map((_, index) => (isText(index) ? quoted('') : ''));
const indices = new Map(columns.map((name, index) => [name, index]));

function record(fields: Readonly<Record<string, string>>): string {
  const written = [...blank];
  for (const [name, value] of Object.entries(fields)) {
    const index = indices.get(name);
    if (index === undefined) throw new Error(`there is no column ${name}`);
    written[index] = isText(index) ? quoted(value) : value;
  }
  return written.join(';');
}

const ansi = (lines: readonly string[]): Uint8Array =>
  iconv.encode(lines.map((line) => `${line}\r\n`).join(''), 'win1252');
