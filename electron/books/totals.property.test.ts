import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { anyCharges, booksOf, type Charge, exported } from './fixtures.ts';
import { Cdr } from './ocpiCdr.ts';
import { at, balanceOf, centsAt, readCsv, readJournal, readXml, textAt } from './readBack.ts';

type Sums = {
  readonly receipts: number;
  readonly total: number;
  readonly net: number;
  /** Gross by rate, and of what bears none. */
  readonly gross: Readonly<Record<string, number>>;
};

const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
const added = (gross: Record<string, number>, percent: string, minor: number) => {
  if (minor !== 0) gross[percent] = (gross[percent] ?? 0) + minor;
};

function expected(charges: readonly Charge[]): Sums {
  const gross: Record<string, number> = {};
  let total = 0;
  let net = 0;
  for (const { lines, taxed } of charges) {
    const sum = lines.reduce((all, [, minor]) => all + minor, 0);
    const vats = Object.entries(taxed).map(([percent, of]) => of - Math.round(of / (1 + Number(percent) / 100)));
    total += sum;
    net += sum - vats.reduce((all, vat) => all + vat, 0);
    for (const [percent, of] of Object.entries(taxed)) added(gross, percent, of);
    added(gross, 'none', sum - Object.values(taxed).reduce((all, of) => all + of, 0));
  }
  return { receipts: charges.length, total, net, gross };
}

function fromCsv(file: string): Sums {
  const rows = readCsv(exported(file, 'csv').text);
  const sums = rows.at(-1) ?? {};
  const gross: Record<string, number> = {};
  for (const [name, text] of Object.entries(sums)) {
    const percent = /^(?:net at|VAT) (.+) %$/.exec(name)?.[1];
    if (percent) added(gross, percent, cents(text));
  }
  added(gross, 'none', cents(sums['without VAT']));
  const receipts = rows.slice(0, -1);
  expect(receipts.reduce((sum, row) => sum + cents(row.total), 0)).toBe(cents(sums.total));
  return { receipts: receipts.length, total: cents(sums.total), net: cents(sums.net), gross };
}

function fromOcpi(file: string): Pick<Sums, 'receipts' | 'total' | 'net'> {
  const records = Cdr.array().parse(JSON.parse(exported(file, 'ocpi').text));
  return {
    receipts: records.length,
    total: records.reduce((sum, { total_cost }) => sum + Math.round((total_cost.incl_vat ?? 0) * 100), 0),
    net: records.reduce((sum, { total_cost }) => sum + Math.round(total_cost.excl_vat * 100), 0),
  };
}

/** A rate of 0 and no rate are one account. */
function fromDatev(file: string): { readonly total: number; readonly gross: Readonly<Record<string, number>> } {
  const lines = iconv.decode(exported(file, 'datev').bytes, 'win1252').split('\r\n').slice(2, -1);
  const gross: Record<string, number> = {};
  let total = 0;
  for (const line of lines) {
    const fields = line.split(';');
    const minor = cents(fields[0]?.replace(',', '.'));
    total += minor;
    added(gross, { 8401: '21', 8301: '10', 8200: 'none' }[fields[7] ?? ''] ?? '?', minor);
  }
  return { total, gross };
}

function fromHledger(file: string, charges: readonly Charge[]): Pick<Sums, 'total' | 'net'> {
  const journal = readJournal(exported(file, 'hledger').text);
  const captured = charges
    .filter(({ paidBy, capturedAtMs }) => paidBy === 'bankCard' && capturedAtMs !== null)
    .reduce((sum, { lines }) => sum + lines.reduce((all, [, minor]) => all + minor, 0), 0);
  expect(balanceOf(journal, 'assets:receivable:terminal turnover')).toBe(captured);
  return { total: balanceOf(journal, 'assets'), net: 0 - balanceOf(journal, 'revenue') };
}

function fromUbl(file: string): Pick<Sums, 'receipts' | 'total' | 'net'> {
  const { out } = exported(file, 'ubl');
  const invoices = readdirSync(out).map((name) => readXml(readFileSync(join(out, name), 'utf8')));
  const sum = (path: string) => invoices.reduce((all, invoice) => all + centsAt(invoice, path), 0);
  const totals = 'cac:LegalMonetaryTotal';
  return {
    receipts: invoices.filter((invoice) => textAt(invoice, 'cbc:ID') && at(invoice, 'cac:InvoiceLine').length > 0)
      .length,
    total: sum(`${totals}/cbc:PrepaidAmount`) + sum(`${totals}/cbc:PayableAmount`),
    net: sum(`${totals}/cbc:TaxExclusiveAmount`),
  };
}

test('the totals of every format are those of the receipts, for any receipts', () => {
  fc.assert(
    fc.property(anyCharges, (charges) => {
      const file = booksOf(charges);
      const sums = expected(charges);
      const { receipts, total, net, gross } = sums;
      expect(fromCsv(file)).toEqual(sums);
      expect(fromOcpi(file)).toEqual({ receipts, total, net });
      expect(fromUbl(file)).toEqual({ receipts, total, net });
      expect(fromHledger(file, charges)).toEqual({ total, net });
      const untaxed = (gross['0'] ?? 0) + (gross.none ?? 0);
      const { 0: _, none: __, ...rates } = gross;
      expect(fromDatev(file)).toEqual({ total, gross: { ...rates, ...(untaxed !== 0 && { none: untaxed }) } });
    }),
    { numRuns: 60 },
  );
}, 60_000);
