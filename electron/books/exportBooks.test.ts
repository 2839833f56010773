import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { booked, capture, eur, freshFile, opened } from '../store/fixtures.ts';
import { exportBooks } from './exportBooks.ts';
import { booksOf, config, exported, HOUR_MS, NOON_MS, november, twelve34, write } from './fixtures.ts';
import { readCsv } from './readBack.ts';
import { differenceText, reportText } from './reportText.ts';

const script = fileURLToPath(new URL('./export.ts', import.meta.url));
function npmExport(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
const inNovember = ['--from', '2026-11-01', '--to', '2026-12-01'];
const DAY_MS = 24 * HOUR_MS;

describe('the period', () => {
  test('has its first midnight and not its last, by the clock of the place', () => {
    const { fromMs, toMs } = november();
    const at = (id: string, issuedAtMs: number) => ({ ...twelve34, id, issuedAtMs, capturedAtMs: issuedAtMs });
    const file = booksOf([at('B', fromMs - 1), at('C', fromMs), at('D', toMs - 1), at('E', toMs)]);
    expect(readCsv(exported(file, 'csv').text).map(({ session }) => session)).toEqual(['C', 'D', '']);
    expect(new Date(fromMs).toISOString()).toBe('2026-10-31T23:00:00.000Z');
  });

  test.each([
    ['2026-11-31', '2026-12-05', '--from 2026-11-31'],
    ['2026-11-01', 'soon', '--to soon'],
    ['2026-12-01', '2026-11-01', 'expected a day after 2026-12-01'],
    ['2026-11-01', '2026-11-01', 'expected a day after 2026-11-01'],
  ])('%s to %s is refused', (from, to, why) => {
    const file = booksOf([twelve34]);
    const { code, stderr } = npmExport('--db', file, '--from', from, '--to', to, '--format', 'csv');
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});

describe('the check', () => {
  test('all captured > all agrees', () => {
    const { report } = exported(booksOf([twelve34]), 'csv');
    expect(report.differences).toEqual([]);
    expect(reportText(report)).toBe(
      [
        'EUR 1 receipts, 20.000 kWh; net 10.20; VAT 21 % 2.14 on 10.20; total 12.34 (cards 12.34, charging keys 0.00)',
        'EUR card receipts 12.34; captured in the period 12.34',
        'receipts, captures and ends of day agree',
      ].join('\n'),
    );
  });

  test('not captured yet, or in another month, is told and no difference', () => {
    const { fromMs, toMs } = november();
    const file = booksOf([
      { ...twelve34, id: 'before', issuedAtMs: fromMs - HOUR_MS, capturedAtMs: fromMs + HOUR_MS },
      { ...twelve34, id: 'open', capturedAtMs: null },
      { ...twelve34, id: 'after', issuedAtMs: toMs - HOUR_MS, capturedAtMs: toMs + HOUR_MS },
    ]);
    const { report } = exported(file, 'csv');
    expect(report.differences).toEqual([]);
    expect(report.cards).toEqual([
      {
        currency: 'EUR',
        receipts: 2468,
        captured: 0,
        capturedElsewhen: 1234,
        open: 1234,
        openReceipts: 1,
        openNumbers: ['S1-000002'],
        ofOthers: 1234,
      },
    ]);
    expect(reportText(report)).toContain('not captured yet 12.34: S1-000002');
  });

  test('another amount captured, a capture without a receipt, an end of day with another sum > differences', () => {
    const file = booksOf([{ ...twelve34, capturedAtMs: null }], (store, clock) => {
      clock.nowMs = NOON_MS + HOUR_MS;
      const order = { key: 'A1:capture', kind: 'capture', sessionId: 'A1', connectorId: 1 } as const;
      store.recordIntent({ ...order, amount: eur(1234), holdReceiptNumber: '0042' });
      store.recordOutcome('A1:capture', booked(eur(1200)));
      placeAndCapture(store);
      clock.nowMs += DAY_MS;
      store.recordEndOfDay(null, { result: 'closed', totals: { count: 2, total: eur(1), schemes: [] } });
    });
    const { report } = exported(file, 'csv');
    expect(report.differences.map(differenceText)).toEqual([
      'receipt S1-000001 says 12.34 EUR, captured was 12.00 EUR',
      '12.34 EUR was captured without a receipt: npm run audit names the sessions',
      expect.stringContaining('the terminal booked 2 payments, 0.01 EUR; the journal has 2 payments, 24.34 EUR'),
    ]);
  });

  test('a receipt that does not add up > a difference, and exit code 3', () => {
    const file = booksOf([], (store, clock) => write(store, twelve34, { net: eur(1000) }, clock));
    const { code, stdout, stderr } = npmExport('--db', file, ...inNovember, '--format', 'csv');
    expect(code).toBe(3);
    expect(stderr).toContain('receipt S1-000001 does not add up to its total of 12.34 EUR');
    expect(readCsv(stdout)).toHaveLength(2);
  });
});

describe('what is written', () => {
  test('a file appears whole, for its owner alone, and takes the place of an earlier one', () => {
    const file = booksOf([twelve34]);
    const out = join(dirname(file), 'november.csv');
    writeFileSync(out, 'old');
    const { code, stdout } = npmExport('--db', file, ...inNovember, '--format', 'csv', '--out', out);
    expect([code, stdout]).toEqual([0, '']);
    expect(readCsv(readFileSync(out, 'utf8'))).toHaveLength(2);
    expect(readdirSync(dirname(out)).filter((name) => name.includes('part'))).toEqual([]);
    const fresh = exported(file, 'csv').out;
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
  });

  test('a folder that has something in it is left alone, one that is empty is taken', () => {
    const file = booksOf([twelve34]);
    const out = join(dirname(file), 'invoices');
    mkdirSync(out);
    const order = { file, config, period: november(), format: 'ubl', out, nowMs: NOON_MS } as const;
    expect(exportBooks(order).ok).toBe(true);
    expect(readdirSync(out)).toEqual(['S1-000001.xml']);
    expect(exportBooks(order)).toMatchObject({ ok: false, error: expect.stringContaining('is there already') });
  });

  test.each([
    ['a format nobody knows', ['--format', 'xls']],
    ['no format', []],
    ['no such books', ['--format', 'csv', '--db', '/nowhere/station.db']],
    ['a config that is wrong', ['--format', 'csv', '--set', 'books.endOfDayAt=25:00']],
    ['a place that cannot be written to', ['--format', 'csv', '--out', '/nowhere/a.csv']],
    ['an option nobody knows', ['--format', 'csv', '--csv']],
  ])('%s > a sentence, exit code 2, nothing written', (_, args) => {
    const { code, stdout, stderr } = npmExport('--db', booksOf([twelve34]), ...inNovember, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('    at ');
  });

  test('a failure half-way leaves what was there', () => {
    const out = join(dirname(freshFile()), 'records.json');
    writeFileSync(out, 'old');
    const record = { format: 'OCMF', text: 'x'.repeat(6_000), startText: null, publicKeyHex: null, meterSerial: null };
    const file = booksOf([twelve34], (store, clock) =>
      write(store, { ...twelve34, id: 'A2' }, { signedMeter: record as never }, clock),
    );
    const failed = exportBooks({ file, config, period: november(), format: 'ocpi', out, nowMs: NOON_MS });
    expect(failed).toMatchObject({ ok: false, error: expect.stringContaining('S1-000002') });
    expect(readFileSync(out, 'utf8')).toBe('old');
    expect(readdirSync(dirname(out))).toEqual(['records.json']);
  });
});

describe('the books', () => {
  test('are read while a station writes to them', () => {
    const clock = { nowMs: NOON_MS };
    const file = freshFile();
    const store = opened(file, () => clock.nowMs);
    write(store, twelve34, {}, clock);
    expect(exported(file, 'csv').report.totals).toMatchObject([{ receipts: 1 }]);
    write(store, { ...twelve34, id: 'A2' }, {}, clock);
    expect(exported(file, 'csv').report.totals).toMatchObject([{ receipts: 2 }]);
    store.close();
  });

  test('of an earlier version are read as they are, and left so', () => {
    const file = freshFile();
    using db = new DatabaseSync(file);
    db.exec(readFileSync(new URL('../store/earlier/version1.sql', import.meta.url), 'utf8'));
    db.close();
    const before = readFileSync(file);
    const period = november('1970-01-01', '2030-01-01');
    const { report } = exported(file, 'csv', { period });
    expect(report.totals).toMatchObject([{ receipts: 2, total: 2468 }]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('whose tables are not what the journal says are refused', () => {
    const file = booksOf([twelve34]);
    const copy = freshFile();
    copyFileSync(file, copy);
    using db = new DatabaseSync(copy);
    db.exec('DROP TRIGGER journal_is_never_cut; DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)');
    db.close();
    const refused = exportBooks({ file: copy, config, period: november(), format: 'csv', out: null, nowMs: NOON_MS });
    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('damaged') });
    expect(existsSync(copy)).toBe(true);
  });
});

function placeAndCapture(store: ReturnType<typeof opened>): void {
  const key = 'X:preAuthorize';
  store.recordIntent({
    key,
    kind: 'preAuthorize',
    sessionId: 'X',
    connectorId: 1,
    amount: eur(6000),
    holdReceiptNumber: null,
  });
  store.recordOutcome(key, {
    result: 'approved',
    hold: {
      receiptNumber: '0042',
      traceNumber: '000001',
      terminalId: '1',
      amount: eur(6000),
      authorizationNumber: null,
      card: { brand: null, last4: null, entryMode: 'unknown' },
      token: null,
    },
  });
  store.recordDue({ sessionId: 'X', amount: eur(1234), reason: 'driver' });
  capture(store, 'X');
}
