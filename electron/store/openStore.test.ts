import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256 } from './canonicalJson.ts';
import { capture, charge, freshFile, opened } from './fixtures.ts';
import { Journal } from './journal.ts';
import { openStore } from './openStore.ts';
import { rebuild } from './projections.ts';

const open = (file: string) => openStore(file, { now: () => 1_000 });
const errorOf = (file: string) => {
  const store = open(file);
  if (store.ok) store.value.close();
  return store.ok ? null : store.error;
};

/** A database with two charges, one of them captured, and its chain's length. */
function twoCharges(): { file: string; rows: number } {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  capture(store, 's1');
  charge(store, 's2');
  const rows = [...store.journal()].length;
  store.close();
  return { file, rows };
}

/** Does to the file what the store would never do. */
function tamper(file: string, ...statements: string[]): void {
  const db = new DatabaseSync(file);
  for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
    db.exec(`DROP TRIGGER ${name}`);
  }
  for (const statement of statements) db.exec(statement);
  db.close();
}

describe('opening', () => {
  test('makes the folder and a file for the own user alone', () => {
    const file = freshFile().replace('station.db', 'a/b/station.db');
    opened(file).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('again finds everything as it was left', () => {
    const { file, rows } = twoCharges();
    const store = opened(file);
    expect(store.verify()).toEqual({ ok: true, value: { rows } });
    expect(store.holds().map(({ sessionId, state }) => [sessionId, state])).toEqual([
      ['s1', 'captured'],
      ['s2', 'held'],
    ]);
    expect(store.receipts()).toHaveLength(2);
    store.close();
  });

  test('twice at once is refused: a second station would settle the same holds', () => {
    const file = freshFile();
    const store = opened(file);
    expect(errorOf(file)).toEqual({ code: 'locked', file });
    const elsewhere = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { openStore } from ${JSON.stringify(new URL('./openStore.ts', import.meta.url).href)};
         console.log(JSON.stringify(openStore(${JSON.stringify(file)}, { now: () => 1 })));`,
      ],
      { encoding: 'utf8' },
    );
    expect(elsewhere.stdout).toContain('"code":"locked"');
    store.close();
    expect(errorOf(file)).toBeNull();
  });

  test('a database of a newer Surtidor is refused', () => {
    const { file } = twoCharges();
    tamper(file, 'INSERT INTO migrations VALUES (99, 0)');
    expect(errorOf(file)).toMatchObject({ code: 'newer_schema', found: 99 });
  });

  test('what cannot be written is said', () => {
    const folder = freshFile();
    mkdirSync(folder);
    expect(errorOf(folder)).toMatchObject({ code: 'unwritable' });
    writeFileSync(`${folder}/file`, '');
    expect(errorOf(`${folder}/file/station.db`)).toMatchObject({ code: 'unwritable' });
  });

  test('a file that is no database is damaged', () => {
    const file = freshFile();
    writeFileSync(file, 'not a database '.repeat(1000));
    expect(errorOf(file)).toMatchObject({ code: 'damaged', seq: null });
  });
});

describe('the journal', () => {
  test.each([
    'UPDATE journal SET at_ms = 0 WHERE seq = 1',
    'DELETE FROM journal WHERE seq = 1',
    "INSERT OR REPLACE INTO journal VALUES (1, 0, 'due', '{}', '', '')",
    "INSERT INTO journal VALUES (99, 0, 'due', '{}', '', '')",
  ])('refuses %s', (statement) => {
    const { file } = twoCharges();
    const db = new DatabaseSync(file);
    expect(() => db.exec(statement)).toThrow('append-only');
    db.close();
  });

  test('shows any change of any row', () => {
    const { file, rows } = twoCharges();
    const change = fc.constantFrom(
      'at_ms = at_ms + 1',
      "kind = kind || 'x'",
      "payload = replace(payload, 's1', 's2') || ' '",
      "hash = '0' || hash",
      'prev_hash = hash',
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: rows }), change, (seq, set) => {
        const copy = freshFile();
        copyFileSync(file, copy);
        tamper(copy, `UPDATE journal SET ${set} WHERE seq = ${seq}`);
        expect(errorOf(copy)).toMatchObject({ code: 'damaged', seq });
      }),
      { numRuns: 30 },
    );
  });

  test('shows a row that was forged together with its hash by the row after it', () => {
    const { file } = twoCharges();
    const db = new DatabaseSync(file);
    const row = db.prepare('SELECT * FROM journal WHERE seq = 2').get();
    db.close();
    const payload = String(row?.payload).replaceAll('6000', '9000');
    expect(payload).not.toBe(row?.payload);
    const hash = sha256(canonicalJson([row?.prev_hash, row?.seq, row?.at_ms, row?.kind, payload]));
    tamper(file, `UPDATE journal SET payload = '${payload}', hash = '${hash}' WHERE seq = 2`);
    expect(errorOf(file)).toMatchObject({ code: 'damaged', seq: 3, why: expect.stringContaining('follow') });
  });

  test('shows rows that were cut out or cut off', () => {
    const { file, rows } = twoCharges();
    const copies = ['seq = 3', 'seq = 1', `seq > ${rows - 2}`, 'true'].map((which) => {
      const copy = freshFile();
      copyFileSync(file, copy);
      tamper(copy, `DELETE FROM journal WHERE ${which}`);
      return errorOf(copy);
    });
    expect(copies).toMatchObject([3, 1, rows - 1, 1].map((seq) => ({ code: 'damaged', seq })));
  });
});

test('whatever byte of the file is flipped, opening ends with a store or an error, never with a throw', () => {
  const { file, rows } = twoCharges();
  const bytes = readFileSync(file);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ mask;
      const copy = freshFile();
      writeFileSync(copy, flipped);
      const store = open(copy);
      if (store.ok) {
        expect([...store.value.journal()]).toHaveLength(rows);
        store.value.close();
      } else expect(store.error.code).toMatch(/^(damaged|newer_schema|unwritable)$/);
    }),
    { numRuns: 200 },
  );
});

describe('the tables', () => {
  test.each([
    ["UPDATE holds SET state = 'released' WHERE session_id = 's2'", 'holds is not what'],
    ["UPDATE receipts SET receipt = replace(receipt, '1234', '9999')", 'receipts is not what'],
    ['DELETE FROM dues', 'dues lacks'],
    ["INSERT INTO dues VALUES ('s9', '{}', '')", 'dues is not what'],
  ])('do not pass when they say other than the journal: %s', (statement, why) => {
    const { file } = twoCharges();
    tamper(file, statement);
    const store = opened(file);
    expect(store.verify()).toMatchObject({ ok: false, error: { why: expect.stringContaining(why) } });
    store.close();
    const db = new DatabaseSync(file);
    rebuild(db, new Journal(db));
    db.close();
    const rebuilt = opened(file);
    expect(rebuilt.verify()).toMatchObject({ ok: true });
    rebuilt.close();
  });
});

test('a station killed at any byte of a write comes back with all it had recorded', () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  const settled = { wal: statSync(`${file}-wal`).size, rows: [...store.journal()].length };
  charge(store, 's2');
  capture(store, 's1');
  const size = statSync(`${file}-wal`).size;
  fc.assert(
    fc.property(fc.integer({ min: settled.wal, max: size }), (bytes) => {
      const copy = freshFile();
      copyFileSync(file, copy);
      copyFileSync(`${file}-wal`, `${copy}-wal`);
      truncateSync(`${copy}-wal`, bytes);
      const revived = opened(copy);
      const verified = revived.verify();
      const rows = verified.ok ? verified.value.rows : 0;
      expect(rows).toBeGreaterThanOrEqual(settled.rows);
      expect(revived.receiptOf('s1')).toEqual(store.receiptOf('s1'));
      revived.close();
    }),
    { numRuns: 40 },
  );
  store.close();
});
