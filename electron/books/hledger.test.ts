import { expect, test } from 'vitest';
import { eur } from '../store/fixtures.ts';
import { booksOf, exported, HOUR_MS, NOON_MS, twelve34 } from './fixtures.ts';
import { balanceOf, readJournal } from './readBack.ts';

const closed = (count: number, minor: number) =>
  ({ result: 'closed', totals: { count, total: eur(minor), schemes: [] } }) as const;

test('a receipt, its capture and the end of day are a transaction each, and hand the money on', () => {
  const file = booksOf([twelve34], (store, clock) => {
    clock.nowMs = NOON_MS + 16 * HOUR_MS;
    store.recordEndOfDay(null, closed(1, 1234));
  });
  const { text } = exported(file, 'hledger');
  expect(text).toContain('commodity EUR\n    format 1000.00 EUR\n');
  const journal = readJournal(text);
  expect(journal.map(({ head }) => head)).toEqual([
    '2026-11-10 * (S1-000001) Charge of 20.000 kWh at ES*SUR*E0001*1',
    '2026-11-10 * (0042) Captured receipt S1-000001, trace 000108',
    '2026-11-11 * End of day of the card terminal, 1 payments',
  ]);
  expect(journal[0]?.postings).toEqual([
    { account: 'assets:receivable:card terminal', minor: 1234, commodity: 'EUR' },
    { account: 'revenue:energy', minor: -991, commodity: 'EUR' },
    { account: 'revenue:session fees', minor: -29, commodity: 'EUR' },
    { account: 'liabilities:vat:21%', minor: -214, commodity: 'EUR' },
  ]);
  expect(balanceOf(journal, 'assets:receivable:card terminal')).toBe(0);
  expect(balanceOf(journal, 'assets:receivable:terminal turnover')).toBe(0);
  expect(balanceOf(journal, 'assets:receivable:acquirer')).toBe(1234);
});

test('another sum in the end of day stays in the turnover of the terminal, for all to see', () => {
  const file = booksOf([twelve34], (store) => store.recordEndOfDay(null, closed(1, 1200)));
  expect(balanceOf(readJournal(exported(file, 'hledger').text), 'assets:receivable:terminal turnover')).toBe(34);
});

test('what was taken off is taken off the costs; a company’s name cannot begin a comment', () => {
  const lines = [['energy', 1500] as const, ['session', 500] as const, ['notCharged', -766] as const];
  const buyer = { companyName: 'A; B (C) | D', vatNumber: 'DE123456796', countryCode: 'DE' };
  const { text } = exported(booksOf([{ ...twelve34, lines, buyer }]), 'hledger');
  const [charge] = readJournal(text);
  expect(charge?.postings.map(({ minor }) => minor)).toEqual([1234, -765, -255, -214]);
  expect(text).toContain('    ; buyer: A B C D DE123456796\n');
});

test('a charge that cost nothing is a transaction too', () => {
  const { text } = exported(booksOf([{ ...twelve34, lines: [], taxed: {} }]), 'hledger');
  expect(readJournal(text)[0]?.postings).toEqual([
    { account: 'assets:receivable:card terminal', minor: 0, commodity: 'EUR' },
  ]);
});
