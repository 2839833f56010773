import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { Cdr } from './ocpiCdr.ts';
import { at, balanceOf, centsAt, readCsv, readJournal, readXml, textAt } from './readBack.ts';

/** What each format says in sums, read as another program would: the other side of every test of the totals. */

export type Sums = {
  readonly receipts: number;
  readonly total: number;
  readonly net: number;
  /** Gross by rate, and of what bears none. */
  readonly gross: Readonly<Record<string, number>>;
};

const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
export const added = (gross: Record<string, number>, percent: string, minor: number) => {
  if (minor !== 0) gross[percent] = (gross[percent] ?? 0) + minor;
};

export function fromCsv(text: string): Sums {
  const rows = readCsv(text);
  const sums = rows.at(-1) ?? {};
  const gross: Record<string, number> = {};
  for (const [name, text] of Object.entries(sums)) {
    const percent = /^(?:net at|VAT) (.+) %$/.exec(name)?.[1];
    if (percent) added(gross, percent, cents(text));
  }
  added(gross, 'none', cents(sums['without VAT']));
  const receipts = rows.slice(0, -1);
  if (receipts.reduce((sum, row) => sum + cents(row.total), 0) !== cents(sums.total))
    throw new Error('the last line is not the sum of the lines');
  return { receipts: receipts.length, total: cents(sums.total), net: cents(sums.net), gross };
}

export function fromOcpi(text: string): Pick<Sums, 'receipts' | 'total' | 'net'> {
  const records = Cdr.array().parse(JSON.parse(text));
  return {
    receipts: records.length,
    total: records.reduce((sum, { total_cost }) => sum + Math.round((total_cost.incl_vat ?? 0) * 100), 0),
    net: records.reduce((sum, { total_cost }) => sum + Math.round(total_cost.excl_vat * 100), 0),
  };
}

/** By the account of each line. */
export function fromDatev(bytes: Buffer): {
  readonly total: number;
  readonly accounts: Readonly<Record<string, number>>;
} {
  const lines = iconv.decode(bytes, 'win1252').split('\r\n').slice(2, -1);
  const accounts: Record<string, number> = {};
  let total = 0;
  for (const line of lines) {
    const fields = line.split(';');
    const minor = cents(fields[0]?.replace(',', '.'));
    total += minor;
    added(accounts, fields[7] ?? '', minor);
  }
  return { total, accounts };
}

/** `captured`: what the terminal took, before and after its end of day. Throws when a transaction does not balance. */
export function fromHledger(text: string): Pick<Sums, 'total' | 'net'> & { readonly captured: number } {
  const journal = readJournal(text);
  return {
    total: balanceOf(journal, 'assets'),
    net: 0 - balanceOf(journal, 'revenue'),
    captured:
      balanceOf(journal, 'assets:receivable:terminal turnover') + balanceOf(journal, 'assets:receivable:acquirer'),
  };
}

export function fromUbl(folder: string): Pick<Sums, 'receipts' | 'total' | 'net'> {
  const invoices = readdirSync(folder).map((name) => readXml(readFileSync(join(folder, name), 'utf8')));
  const sum = (path: string) => invoices.reduce((all, invoice) => all + centsAt(invoice, path), 0);
  const totals = 'cac:LegalMonetaryTotal';
  return {
    receipts: invoices.filter((invoice) => textAt(invoice, 'cbc:ID') && at(invoice, 'cac:InvoiceLine').length > 0)
      .length,
    total: sum(`${totals}/cbc:PrepaidAmount`) + sum(`${totals}/cbc:PayableAmount`),
    net: sum(`${totals}/cbc:TaxExclusiveAmount`),
  };
}
