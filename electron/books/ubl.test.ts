import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Big } from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportBooks } from './exportBooks.ts';
import {
  anyCharges,
  booksOf,
  type Charge,
  config,
  exported,
  NOON_MS,
  november,
  receiptOf,
  twelve34,
} from './fixtures.ts';
import { at, centsAt, type Element, readXml, textAt } from './readBack.ts';
import { invoiceXml } from './ubl.ts';

const TOTALS = 'cac:LegalMonetaryTotal';
const BREAKDOWN = 'cac:TaxTotal/cac:TaxSubtotal';
const SELLER = 'cac:AccountingSupplierParty/cac:Party';
const BUYER = 'cac:AccountingCustomerParty/cac:Party';

/** Rules of EN 16931 that the invoice breaks, by their names in the standard. */
function brokenRules(invoice: Element): string[] {
  const sum = (path: string) => at(invoice, path).reduce((all, { text }) => all + Math.round(Number(text) * 100), 0);
  const cents = (path: string) => centsAt(invoice, path);
  const categories = at(invoice, `${BREAKDOWN}/cac:TaxCategory`);
  const lineCategories = at(invoice, 'cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory');
  const ids = categories.map((category) => textAt(category, 'cbc:ID'));
  const sameCategory = (line: Element, category: Element) =>
    textAt(line, 'cbc:ID') === textAt(category, 'cbc:ID') &&
    textAt(line, 'cbc:Percent') === textAt(category, 'cbc:Percent');
  const amounts = (element: Element): Element[] => [
    ...(element.attributes.includes('currencyID') ? [element] : []),
    ...element.children.flatMap(amounts),
  ];
  const rules: Record<string, boolean> = {
    'BR-01': textAt(invoice, 'cbc:CustomizationID') === 'urn:cen.eu:en16931:2017',
    'BR-02': textAt(invoice, 'cbc:ID') !== null,
    'BR-03': /^\d{4}-\d\d-\d\d$/.test(textAt(invoice, 'cbc:IssueDate') ?? ''),
    'BR-04': textAt(invoice, 'cbc:InvoiceTypeCode') === '380',
    'BR-05': /^[A-Z]{3}$/.test(textAt(invoice, 'cbc:DocumentCurrencyCode') ?? ''),
    'BR-06': textAt(invoice, `${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`) !== null,
    'BR-07': Boolean(textAt(invoice, `${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`)),
    'BR-09': /^[A-Z]{2}$/.test(textAt(invoice, `${SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`) ?? ''),
    'BR-11': /^[A-Z]{2}$/.test(textAt(invoice, `${BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`) ?? ''),
    'BR-16': at(invoice, 'cac:InvoiceLine').length > 0,
    'BR-27': at(invoice, 'cac:InvoiceLine/cac:Price/cbc:PriceAmount').every(({ text }) => Number(text) >= 0),
    'BR-51': /^\d{4}$/.test(textAt(invoice, 'cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID') ?? '0000'),
    'BR-CO-04': lineCategories.length === at(invoice, 'cac:InvoiceLine').length,
    'BR-CO-09': at(invoice, `${SELLER}/cac:PartyTaxScheme/cbc:CompanyID`).every(({ text }) => /^[A-Z]{2}/.test(text)),
    'BR-CO-10': sum('cac:InvoiceLine/cbc:LineExtensionAmount') === cents(`${TOTALS}/cbc:LineExtensionAmount`),
    'BR-CO-13': cents(`${TOTALS}/cbc:TaxExclusiveAmount`) === cents(`${TOTALS}/cbc:LineExtensionAmount`),
    'BR-CO-14': cents('cac:TaxTotal/cbc:TaxAmount') === sum(`${BREAKDOWN}/cbc:TaxAmount`),
    'BR-CO-15':
      cents(`${TOTALS}/cbc:TaxInclusiveAmount`) ===
      cents(`${TOTALS}/cbc:TaxExclusiveAmount`) + cents('cac:TaxTotal/cbc:TaxAmount'),
    'BR-CO-16':
      cents(`${TOTALS}/cbc:PayableAmount`) ===
      cents(`${TOTALS}/cbc:TaxInclusiveAmount`) -
        cents(`${TOTALS}/cbc:PrepaidAmount`) +
        cents(`${TOTALS}/cbc:PayableRoundingAmount`),
    'BR-CO-17': at(invoice, BREAKDOWN).every((of) => {
      const rate = new Big(textAt(of, 'cac:TaxCategory/cbc:Percent') ?? 0);
      const exact = new Big(textAt(of, 'cbc:TaxableAmount') ?? 0).times(rate).div(100);
      return exact.round(2, Big.roundHalfUp).eq(textAt(of, 'cbc:TaxAmount') ?? 'none');
    }),
    'BR-CO-18': categories.length > 0,
    'BR-CO-25': cents(`${TOTALS}/cbc:PayableAmount`) <= 0 || textAt(invoice, 'cac:PaymentTerms/cbc:Note') !== null,
    'BR-CO-26':
      at(invoice, `${SELLER}/cac:PartyTaxScheme`).length +
        at(invoice, `${SELLER}/cac:PartyLegalEntity/cbc:CompanyID`).length >
      0,
    'BR-DEC': amounts(invoice).every(
      ({ name, text }) => name === 'cbc:PriceAmount' || /^-?\d+(\.\d{1,2})?$/.test(text),
    ),
    'BR-E-10, BR-O-10': categories.every(
      (of) => ['S', 'Z'].includes(textAt(of, 'cbc:ID') ?? '') || textAt(of, 'cbc:TaxExemptionReason') !== null,
    ),
    'BR-O-02': !ids.includes('O') || at(invoice, `${SELLER}/cac:PartyTaxScheme`).length === 0,
    'BR-O-05': categories.every((of) => (textAt(of, 'cbc:ID') === 'O') === (textAt(of, 'cbc:Percent') === null)),
    'BR-O-11': !ids.includes('O') || ids.length === 1,
    'BR-S-05, BR-Z-05': categories.every(
      (of) => textAt(of, 'cbc:ID') === 'O' || (textAt(of, 'cbc:ID') === 'S') === Number(textAt(of, 'cbc:Percent')) > 0,
    ),
    'BR-S-08, BR-Z-08, BR-E-08, BR-O-08': at(invoice, BREAKDOWN).every((of) => {
      const [category] = at(of, 'cac:TaxCategory');
      const lines = at(invoice, 'cac:InvoiceLine').filter((line) =>
        at(line, 'cac:Item/cac:ClassifiedTaxCategory').some((own) => category && sameCategory(own, category)),
      );
      return (
        lines.reduce((all, line) => all + centsAt(line, 'cbc:LineExtensionAmount'), 0) ===
        centsAt(of, 'cbc:TaxableAmount')
      );
    }),
    'line = quantity × price': at(invoice, 'cac:InvoiceLine').every((line) => {
      const quantity = new Big(textAt(line, 'cbc:InvoicedQuantity') ?? 0);
      const product = quantity.times(textAt(line, 'cac:Price/cbc:PriceAmount') ?? 0);
      return product.round(2, Big.roundHalfUp).eq(textAt(line, 'cbc:LineExtensionAmount') ?? 'none');
    }),
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

function invoiceOf(charge: Charge): Element {
  const { out } = exported(booksOf([charge]), 'ubl');
  return readXml(readFileSync(join(out, 'S1-000001.xml'), 'utf8'));
}

test('a receipt paid by card: all amounts, and nothing left to pay', () => {
  const invoice = invoiceOf(twelve34);
  expect(brokenRules(invoice)).toEqual([]);
  expect(textAt(invoice, 'cbc:ID')).toBe('S1-000001');
  expect(textAt(invoice, 'cbc:IssueDate')).toBe('2026-11-10');
  expect(centsAt(invoice, `${TOTALS}/cbc:TaxExclusiveAmount`)).toBe(1020);
  expect(centsAt(invoice, 'cac:TaxTotal/cbc:TaxAmount')).toBe(214);
  expect(centsAt(invoice, `${TOTALS}/cbc:PrepaidAmount`)).toBe(1234);
  expect(textAt(invoice, `${TOTALS}/cbc:PayableAmount`)).toBe('0.00');
  expect(at(invoice, 'cac:InvoiceLine').map((line) => textAt(line, 'cac:Item/cbc:Name'))).toEqual([
    'Energy',
    'Session fee',
  ]);
  expect(textAt(invoice, 'cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID')).toBe('1881');
});

test('billed to a company: its name, number and country', () => {
  const buyer = { companyName: 'Müller & Söhne <GmbH>', vatNumber: 'DE123456796', countryCode: 'DE' };
  const invoice = invoiceOf({ ...twelve34, buyer });
  expect(brokenRules(invoice)).toEqual([]);
  expect(textAt(invoice, `${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`)).toBe('Müller & Söhne <GmbH>');
  expect(textAt(invoice, `${BUYER}/cac:PartyTaxScheme/cbc:CompanyID`)).toBe('DE123456796');
  expect(textAt(invoice, `${BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`)).toBe('DE');
});

test('no VAT at all > outside its scope, without VAT identifiers; beside VAT > exempt', () => {
  const none = invoiceOf({ ...twelve34, taxed: {} });
  expect(brokenRules(none)).toEqual([]);
  expect(textAt(none, `${BREAKDOWN}/cac:TaxCategory/cbc:ID`)).toBe('O');
  const mixed = invoiceOf({ ...twelve34, taxed: { 21: 1000 } });
  expect(brokenRules(mixed)).toEqual([]);
  expect(at(mixed, `${BREAKDOWN}/cac:TaxCategory`).map((of) => textAt(of, 'cbc:ID'))).toEqual(['S', 'E']);
});

test('a gross amount no net and its rounded VAT make up > the rounding amount pays to the cent', () => {
  const invoice = invoiceOf({ ...twelve34, lines: [['energy', 3]], taxed: { 21: 3 } });
  expect(brokenRules(invoice)).toEqual([]);
  const [vat, rounding] = ['cac:TaxTotal/cbc:TaxAmount', `${TOTALS}/cbc:PayableRoundingAmount`].map((path) =>
    centsAt(invoice, path),
  );
  expect([vat, rounding]).toEqual([0, 1]);
  expect(centsAt(invoice, `${TOTALS}/cbc:PrepaidAmount`)).toBe(3);
});

test('whatever was charged, every rule holds and what was paid is what the receipt says', () => {
  fc.assert(
    fc.property(anyCharges, ([charge]) => {
      if (!charge) return;
      const receipt = receiptOf(charge, 'S1-000001');
      const row = { receipt, buyer: null, authorization: () => null, payment: null };
      const invoice = readXml(invoiceXml(row, config.station.operator));
      expect(brokenRules(invoice)).toEqual([]);
      expect(centsAt(invoice, `${TOTALS}/cbc:PayableAmount`)).toBe(receipt.total.minor);
    }),
    { numRuns: 400 },
  );
});

test('an address that is not in parts, or a VAT id without its country > a sentence, and no folder', () => {
  const file = booksOf([twelve34]);
  const { street: _, ...operator } = config.station.operator;
  const order = { file, period: november(), format: 'ubl', out: `${file}.out`, nowMs: NOON_MS } as const;
  expect(exportBooks({ ...order, config: { ...config, station: { ...config.station, operator } } })).toEqual({
    ok: false,
    error: expect.stringContaining('station.operator.street'),
  });
  expect(exportBooks({ ...order, config, out: null })).toMatchObject({
    ok: false,
    error: expect.stringContaining('--out'),
  });
  const receipt = { ...receiptOf(twelve34, 'S1-000001'), operator: { name: 'S', address: 'A', vatId: '12345' } };
  const row = { receipt, buyer: null, authorization: () => null, payment: null };
  expect(() => invoiceXml(row, config.station.operator)).toThrow('BR-CO-9');
});
