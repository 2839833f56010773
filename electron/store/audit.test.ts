import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditReport, auditReport } from './auditReport.ts';
import { findingsOf } from './auditText.ts';
import { canonicalJson, sha256 } from './canonicalJson.ts';
import {
  approved,
  authorization,
  booked,
  capture,
  charge,
  eur,
  freshFile,
  hold,
  intent,
  opened,
  placeHold,
  receipt,
  transaction,
} from './fixtures.ts';
import { readBooks } from './readBooks.ts';

/** What a person is told who runs the audit, and what the report says to a program. */
function npmAudit(...args: string[]): { code: number | null; said: string } {
  const script = fileURLToPath(new URL('./audit.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

const HOUR_MS = 3_600_000;

function report(file: string, nowMs = 2_000): AuditReport {
  const books = readBooks(file);
  if (!books.ok) throw new Error(books.error);
  using db = books.value;
  const found = auditReport(db, nowMs);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}
const findings = (file: string, nowMs?: number) => findingsOf(report(file, nowMs));

/** Two charges: one captured, one with its capture still to come. */
function twoCharges(): string {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  capture(store, 's1');
  charge(store, 's2');
  store.close();
  return file;
}

function tampered(file: string, ...statements: string[]): string {
  const copy = freshFile();
  copyFileSync(file, copy);
  using db = new DatabaseSync(copy);
  for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
    db.exec(`DROP TRIGGER ${name}`);
  for (const statement of statements) db.exec(statement);
  return copy;
}

describe('the report', () => {
  test('counts money, holds and receipts', () => {
    const file = twoCharges();
    expect(report(file)).toMatchObject({
      rows: 16,
      firstAtMs: 1_000,
      lastAtMs: 1_000,
      damage: [],
      balances: [
        { currency: 'EUR', captures: 1, capturedMinor: 1234, releases: 0, releasedMinor: 0, open: 1, heldMinor: 6000 },
      ],
      openHolds: [{ sessionId: 's2', receiptNumber: '0042', traceNumber: '000107', state: 'held', ageMs: 1_000 }],
      unanswered: [],
      unconfirmed: [{ key: 's1:preAuthorize' }, { key: 's1:capture' }, { key: 's2:preAuthorize' }],
      receipts: { count: 2, missing: [], totals: [eur(2468)], unequal: [] },
      endsOfDay: { closed: 0, lastAtMs: null, waiting: 1, differences: [] },
      unbilled: [],
    });
    expect(findings(file)).toEqual([]);
  });

  test('is made while the station runs, of what is written at that moment', () => {
    const file = freshFile();
    const store = opened(file);
    charge(store, 's1');
    expect(npmAudit(file)).toMatchObject({ code: 0, said: expect.stringContaining('Nothing to look into') });
    capture(store, 's1');
    expect(report(file).balances).toMatchObject([{ captures: 1, capturedMinor: 1234 }]);
    store.close();
  });

  test('names orders that stay without outcome, and holds left to staff', () => {
    const file = freshFile();
    const store = opened(file);
    placeHold(store);
    store.recordIntent(intent('preAuthorize', eur(6000), 's2'));
    store.close();
    expect(findings(file)).toEqual([]);
    expect(findings(file, HOUR_MS)).toEqual(['order s2:preAuthorize has had no outcome for 59 min']);
    const again = opened(file);
    again.markForStaff('s1', 'unclear');
    again.close();
    expect(findings(file)).toEqual(['hold 0042 (session s1): unclear']);
  });

  test('names what was captured and is not what the receipt says', () => {
    const file = freshFile();
    const store = opened(file);
    charge(store, 's1');
    store.recordIntent(intent('capture', eur(1234)));
    store.recordOutcome('s1:capture', booked(eur(1200)));
    placeHold(store, 's2');
    store.recordDue({ sessionId: 's2', amount: eur(500), reason: 'driver' });
    store.recordIntent(intent('capture', eur(500), 's2'));
    store.recordOutcome('s2:capture', booked(eur(500)));
    store.close();
    expect(findings(file)).toEqual([
      'session s1: receipt 000001 says 12.34 EUR, captured 12.00 EUR',
      'session s2: no receipt, captured 5.00 EUR',
    ]);
  });

  test('names an end of day that is not what was captured before it', () => {
    const file = freshFile();
    const store = opened(file);
    const closed = (count: number, minor: number) => {
      store.recordEndOfDay(null, { result: 'closed', totals: { count, total: eur(minor), schemes: [] } });
    };
    charge(store, 's1');
    capture(store, 's1');
    closed(1, 1234);
    charge(store, 's2');
    capture(store, 's2');
    closed(0, 0);
    charge(store, 's3');
    capture(store, 's3');
    closed(1, 1200);
    store.close();
    const when = 'end of day of 1970-01-01 00:00:01 UTC';
    expect(findings(file)).toEqual([
      `1 payment, 12.34 EUR are in no end of day that was heard: they were booked before the ${when} and are not in it`,
      `${when}: the terminal booked 1 payment, 12.00 EUR; the journal has 1 payment, 12.34 EUR`,
    ]);
    expect(npmAudit(file).said).toContain('3 closed by the terminal');
  });

  test('names energy without a receipt, but not while a machine looks after it', () => {
    const file = freshFile();
    const store = opened(file);
    store.recordAuthorization(authorization('s1'));
    store.recordTransaction(transaction('started', 100, 's1'));
    store.saveSnapshot('charge:1', '1', { context: { session: { sessionId: 's1' } } });
    store.close();
    expect(findings(file)).toEqual([]);
    const again = opened(file);
    again.clearSnapshot('charge:1');
    again.close();
    expect(findings(file)).toEqual(['session s1: energy may have flowed, and there is no receipt']);
    const last = opened(file);
    last.recordTransaction(transaction('finished', 350, 's1'));
    last.close();
    expect(findings(file)).toEqual(['session s1: 250 Wh were metered, and there is no receipt']);
  });
});

describe('damage', () => {
  test.each([
    ['a changed row', "UPDATE journal SET payload = payload || ' ' WHERE seq = 4", 'journal row 4: content does not'],
    ['a row that is gone', 'DELETE FROM journal WHERE seq = 5', 'journal row 5: row is missing'],
    ['a tail cut off', 'DELETE FROM journal WHERE seq > 14', 'journal row 15: row is missing'],
    ['a changed table', 'UPDATE holds SET attempts = 9', 'holds is not what the journal says'],
    ['a table that is gone', 'DROP TABLE dues', 'the tables cannot be read: no such table: dues'],
  ])('%s is told with its place', (_, statement, sentence) => {
    const file = tampered(twoCharges(), statement);
    expect(findings(file)[0]).toContain(sentence);
    expect(npmAudit(file)).toMatchObject({ code: 1, said: expect.stringContaining(sentence) });
  });

  test('a chain that was forged as a whole is told by what cannot have happened', () => {
    const twice = { key: 's1:preAuthorize', outcome: { ...approved, hold: { ...hold, receiptNumber: '0099' } } };
    const file = tampered(twoCharges(), append(twoCharges(), 'orderAnswered', twice));
    expect(findings(file)).toContainEqual(
      expect.stringContaining('journal row 17: cannot follow from the rows before'),
    );
  });

  test('a receipt number that was left out is told', () => {
    const entry = { number: 4, sessionId: 's4', receipt: receipt('000004') };
    const file = tampered(twoCharges(), append(twoCharges(), 'receipt', entry));
    expect(findings(file)).toContain('receipt 3 is missing');
  });

  test('a file cut short is told, or refused with a sentence', () => {
    const whole = twoCharges();
    const bytes = readFileSync(whole).length;
    for (const left of [0, 50, 3_000, bytes - 5_000, bytes - 4_096]) {
      const copy = freshFile();
      copyFileSync(whole, copy);
      truncateSync(copy, left);
      const { code, said } = npmAudit(copy);
      expect([1, 2], said).toContain(code);
      expect(said).not.toMatch(/\n {4}at /);
    }
  });

  test('whatever byte is flipped, either the journal reads as before or it is told', () => {
    const whole = twoCharges();
    const bytes = readFileSync(whole);
    const rows = [...opened(whole).journal()];
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ mask;
        const file = freshFile();
        writeFileSync(file, flipped);
        const books = readBooks(file);
        if (!books.ok) return;
        using db = books.value;
        const report = auditReport(db, 2_000);
        if (report.ok && report.value.damage.length === 0) expect(report.value.headHash).toBe(rows.at(-1)?.hash);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is no journal', () => {
  test('a wrong path is refused, and nothing is made there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'surtidor-audit-'));
    for (const path of [join(folder, 'nothing.db'), folder]) {
      expect(npmAudit(path)).toMatchObject({ code: 2, said: expect.stringContaining(path) });
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(npmAudit().code).toBe(2);
    expect(npmAudit('a.db', 'b.db').code).toBe(2);
  });

  test('another database, a newer one, and a file that is none are each told apart', () => {
    const other = freshFile();
    using db = new DatabaseSync(other);
    db.exec('CREATE TABLE songs (title TEXT)');
    expect(readBooks(other)).toMatchObject({ ok: false, error: expect.stringContaining('holds no books') });
    const newer = tampered(twoCharges(), 'INSERT INTO migrations VALUES (99, 0)');
    expect(readBooks(newer)).toMatchObject({ ok: false, error: expect.stringContaining('newer version') });
    const none = freshFile();
    writeFileSync(none, 'not a database '.repeat(1000));
    expect(readBooks(none)).toMatchObject({ ok: false, error: expect.stringContaining('not a database') });
  });

  test('an earlier version is read as it is, and left so', () => {
    const file = freshFile();
    using db = new DatabaseSync(file);
    db.exec(readFileSync(new URL('./earlier/version1.sql', import.meta.url), 'utf8'));
    db.close();
    const before = readFileSync(file);
    expect(report(file, 1_795_161_650_000)).toMatchObject({ schema: 1, rows: 48, damage: [] });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}-shm`)).toBe(false);
  });
});

test('as JSON the report is the same, with its findings', () => {
  const file = tampered(twoCharges(), 'DELETE FROM journal WHERE seq = 5');
  const { code, said } = npmAudit(file, '--json');
  const json = JSON.parse(said);
  expect(code).toBe(1);
  expect(json).toMatchObject({ file, rows: 4, damage: [{ seq: 5, why: 'row is missing' }] });
  expect(json.findings).toEqual(findings(file));
});

/** A row that fits the chain of these books, as a forger would write it. */
function append(file: string, kind: string, payload: object): string {
  using db = new DatabaseSync(file, { readOnly: true });
  const head = db.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get();
  const [seq, body] = [Number(head?.seq) + 1, canonicalJson(payload)];
  const hash = sha256(canonicalJson([head?.hash, seq, 1_000, kind, body]));
  return `INSERT INTO journal VALUES (${seq}, 1000, '${kind}', '${body}', '${head?.hash}', '${hash}')`;
}
