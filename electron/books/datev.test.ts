import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import type { Config } from '../station/config.ts';
import { columns } from './datevColumns.ts';
import { exportBooks } from './exportBooks.ts';
import { booksOf, config, exported, NOON_MS, november, twelve34 } from './fixtures.ts';

const recordsOf = (bytes: Buffer): string[] => iconv.decode(bytes, 'win1252').split('\r\n');
const fields = (record: string | undefined): string[] => (record ?? '').split(';');
const withDatev = (datev: Partial<Config['books']['datev']>): Config => ({
  ...config,
  books: { ...config.books, datev: { ...config.books.datev, ...datev } },
});
const refusal = (file: string, changes: Partial<Parameters<typeof exportBooks>[0]>) => {
  const order = { file, config, period: november(), format: 'datev', out: `${file}.csv`, nowMs: NOON_MS } as const;
  const result = exportBooks({ ...order, ...changes });
  return result.ok ? null : result.error;
};

test('the header says whose batch of which days it is, in 31 fields', () => {
  const [header = ''] = recordsOf(exported(booksOf([twelve34]), 'datev').bytes);
  expect(header).toBe(
    '"EXTF";700;21;"Buchungsstapel";13;20261110120000000;;"RE";"Surtidor";"";29098;55003;20260101;4;20261101;20261130;' +
      '"Surtidor 2026-11-01";"";1;0;0;"EUR";;"";;;"03";;;"";""',
  );
});

test('version 13 has 125 columns; a posting fills those of its receipt, text in quotation marks', () => {
  const [, names, posting, end] = recordsOf(exported(booksOf([twelve34]), 'datev').bytes);
  expect(columns).toHaveLength(125);
  expect(names).toBe(columns.join(';'));
  expect(fields(posting)).toHaveLength(125);
  expect(fields(posting).slice(0, 14)).toEqual([
    ...['12,34', '"S"', '"EUR"', '', '', '""', '1360', '8401', '""', '1011', '"S1-000001"', '""', ''],
    '"20.000 kWh ES*SUR*E0001*1"',
  ]);
  expect(end).toBe('');
});

test('each rate is a posting of its own, with its account and key; without VAT as well', () => {
  const charge = { ...twelve34, taxed: { 21: 700, 10: 500 } };
  const postings = recordsOf(exported(booksOf([charge]), 'datev').bytes).slice(2, -1);
  expect(postings.map((posting) => fields(posting)).map((of) => [of[0], of[7], of[8]])).toEqual([
    ['5,00', '8301', '"12"'],
    ['7,00', '8401', '""'],
    ['0,34', '8200', '""'],
  ]);
});

test('accounts of the chart are as long as the client’s accounts are', () => {
  const charge = { ...twelve34, taxed: { 19: 700, 7: 500 } };
  const config = withDatev({ accountDigits: 6, revenue: [] });
  const postings = recordsOf(exported(booksOf([charge]), 'datev', { config }).bytes).slice(2, -1);
  expect(postings.map((posting) => fields(posting).slice(6, 8))).toEqual([
    ['136000', '830000'],
    ['136000', '840000'],
    ['136000', '820000'],
  ]);
});

test('accounts of the chart, unless others are set; a charging key is owed by an account', () => {
  const charge = { ...twelve34, taxed: { 19: 1234 } };
  const key = { ...charge, id: 'A2', paidBy: 'chargingKey', capturedAtMs: null } as const;
  const accounts = (datev: Partial<Config['books']['datev']>) =>
    recordsOf(exported(booksOf([charge, key]), 'datev', { config: withDatev(datev) }).bytes)
      .slice(2, -1)
      .map((posting) => fields(posting).slice(6, 8));
  expect(accounts({})).toEqual([
    ['1360', '8400'],
    ['1410', '8400'],
  ]);
  expect(accounts({ chart: 'SKR04', cardAccount: '1461' })).toEqual([
    ['1461', '4400'],
    ['1210', '4400'],
  ]);
});

test('in Windows-1252: umlauts are one byte', () => {
  const buyer = { companyName: 'Müller & Söhne', vatNumber: 'DE123456796', countryCode: 'DE' };
  const { bytes } = exported(booksOf([{ ...twelve34, buyer }]), 'datev');
  expect(bytes.includes(Buffer.from('Müller', 'latin1'))).toBe(true);
  expect(bytes.includes(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(false);
});

test('what it cannot be made of is told before anything is written', () => {
  const file = booksOf([{ ...twelve34, taxed: { 5.5: 1234 } }]);
  expect(refusal(file, {})).toContain('no revenue account for 5.5 % VAT');
  expect(refusal(file, { config: withDatev({ client: undefined }) })).toContain('books.datev.client');
  const whole = booksOf([twelve34]);
  expect(refusal(whole, { period: november('2026-12-01', '2027-02-01') })).toContain('fiscal year');
  expect(refusal(whole, { period: november('2026-12-01', '2027-01-01') })).toBe(null);
  expect(refusal(whole, { config: withDatev({ fiscalYearStart: '11-15' }), period: november() })).toContain(
    'begins on 11-15',
  );
});
