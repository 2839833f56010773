import { expect, test } from 'vitest';
import { booksOf, exported, twelve34 } from './fixtures.ts';
import { readCsv } from './readBack.ts';

test('one line a receipt with what is known of it, by the clock of the place, and a line of sums', () => {
  const { text } = exported(booksOf([twelve34, { ...twelve34, id: 'A2', capturedAtMs: null }]), 'csv');
  expect(text.startsWith('\u{feff}receipt,issued,')).toBe(true);
  const [first, second, sum, ...more] = readCsv(text);
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    receipt: 'S1-000001',
    issued: '2026-11-10T12:00:00+01:00',
    started: '2026-11-10T11:00:00+01:00',
    session: 'A1',
    kWh: '20.000',
    'paid by': 'bankCard',
    card: 'VISA',
    'card ends in': '1881',
    'captured at': '2026-11-10T12:00:01+01:00',
    currency: 'EUR',
    'energy amount': '11.99',
    'net at 21 %': '10.20',
    'VAT 21 %': '2.14',
    'without VAT': '0.00',
    net: '10.20',
    total: '12.34',
    captured: '12.34',
  });
  expect(second).toMatchObject({ total: '12.34', captured: '', 'captured at': '' });
  expect(sum).toMatchObject({
    receipt: 'sum',
    currency: 'EUR',
    kWh: '40.000',
    'energy amount': '23.98',
    total: '24.68',
    net: '20.40',
  });
});

test.each([
  ['=HYPERLINK("http://evil")', `'=HYPERLINK("http://evil")`],
  ['+49 GmbH', "'+49 GmbH"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['Smith, "Sons"', 'Smith, "Sons"'],
  ['two\r\nlines', 'two\r\nlines'],
  ['A=1', 'A=1'],
])('a name that a spreadsheet would run, or that has commas: %j', (companyName, read) => {
  const buyer = { companyName, vatNumber: 'DE123456796', countryCode: 'DE' };
  const [row] = readCsv(exported(booksOf([{ ...twelve34, buyer }]), 'csv').text);
  expect(row).toMatchObject({ buyer: read, 'buyer VAT number': 'DE123456796' });
});

test('what is taken off stays a number', () => {
  const lines = [['energy', 2000] as const, ['notCharged', -766] as const];
  const [row, sum] = readCsv(exported(booksOf([{ ...twelve34, lines }]), 'csv').text);
  expect(row?.['notCharged amount']).toBe('-7.66');
  expect(sum?.['notCharged amount']).toBe('-7.66');
});

test('a charging key is named, and its receipt was captured by nobody', () => {
  const [row] = readCsv(exported(booksOf([{ ...twelve34, paidBy: 'chargingKey', capturedAtMs: null }]), 'csv').text);
  expect(row).toMatchObject({ 'paid by': 'chargingKey', 'charging key': '04A1B2C3D4E5F6', card: '', 'set aside': '' });
});
