import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { eur, freshFile, opened, placeHold } from './fixtures.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { openStore } from './openStore.ts';

/** A database of each version there has been before this one, with money in every state. */
const folder = new URL('./earlier/', import.meta.url);
const dump = (version: number) => readFileSync(new URL(`version${version}.sql`, folder), 'utf8');
const earlier = Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 1);

function fileOf(version: number): string {
  const file = freshFile();
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; BEGIN; ${dump(version)}; COMMIT`);
  db.close();
  return file;
}

test('every earlier version is here to be tried', () => {
  expect(readdirSync(folder).sort()).toEqual(earlier.map((version) => `version${version}.sql`).sort());
});

test.each(earlier)('version %i opens with everything in it, and its journal goes on', (version) => {
  const file = fileOf(version);
  const store = opened(file);
  expect(store.verify()).toEqual({ ok: true, value: { rows: 48 } });
  const states = Object.fromEntries(store.holds().map(({ sessionId, state, due }) => [sessionId, [state, due?.minor]]));
  expect(states).toEqual({
    captured: ['captured', 1234],
    capturing: ['capturing', 1234],
    released: ['released', 0],
    reversedForMoney: ['staff', 0],
    staff: ['staff', undefined],
    charging: ['held', undefined],
  });
  expect(store.hold('captured')?.captured).toEqual(eur(1234));
  expect(store.hold('capturing')).toMatchObject({ attempts: 1, lastError: 'link_lost' });
  expect(store.receipts().map(({ receiptNumber }) => receiptNumber)).toEqual(['000001', '000002']);
  expect(store.receiptOf('captured')).toMatchObject({
    sessionId: 'captured',
    signedMeter: null,
    periods: [],
    held: null,
  });
  expect(store.unansweredOrders().map(({ key }) => key)).toEqual(['capturing:capture', 'unanswered:preAuthorize']);
  expect(store.unconfirmedOrders().map(({ intent }) => intent.key)).toEqual(['reversedForMoney:reverse']);
  expect(store.session('charging')?.started?.reading.energyWh).toBe(20_000);
  expect(store.snapshot('charge:1')?.version).toBe('1');

  placeHold(store, 'new');
  store.close();
  const again = opened(file);
  expect(again.verify()).toEqual({ ok: true, value: { rows: 50 } });
  again.close();
});

test('a newer version is refused, and not a byte of it changed', () => {
  const file = freshFile();
  const db = new DatabaseSync(file);
  db.exec(`${dump(1)}; INSERT INTO migrations VALUES (99, 0); ALTER TABLE holds ADD COLUMN mood TEXT`);
  db.close();
  const before = readFileSync(file);
  expect(openStore(file, { now: () => 1 })).toEqual({
    ok: false,
    error: { code: 'newer_schema', found: 99, known: SCHEMA_VERSION },
  });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('an earlier version whose journal was changed is damaged, and nothing is made of it', () => {
  const file = fileOf(1);
  const db = new DatabaseSync(file);
  db.exec("DROP TRIGGER journal_is_never_changed; UPDATE journal SET payload = '{' WHERE seq = 7");
  db.close();
  expect(openStore(file, { now: () => 1 })).toMatchObject({ ok: false, error: { code: 'damaged', seq: 7 } });
  const after = new DatabaseSync(file);
  expect(schemaVersion(after)).toBe(1);
  after.close();
});

test('a step that fails half-way leaves the version before it, which can be brought up later', () => {
  const file = fileOf(1);
  const db = new DatabaseSync(file);
  const steps = ['', 'CREATE TABLE moods (mood TEXT) STRICT', 'DROP TABLE snapshots; SELECT no_such_function()'];
  expect(() => migrate(db, 5, steps)).toThrow('no_such_function');
  expect(schemaVersion(db)).toBe(1);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('moods', 'snapshots')").all()).toEqual([
    { name: 'snapshots' },
  ]);
  db.close();
  const store = opened(file);
  expect(store.verify().ok).toBe(true);
  store.close();
});

test('a disk that fills up while the tables are remade leaves the version before it', () => {
  const file = fileOf(1);
  const db = new DatabaseSync(file);
  const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count);
  db.exec(`PRAGMA max_page_count = ${pages}`);
  const steps = ['', `CREATE TABLE ballast (bytes BLOB) STRICT; INSERT INTO ballast VALUES (zeroblob(1000000))`];
  expect(() => migrate(db, 5, steps)).toThrow('full');
  expect(schemaVersion(db)).toBe(1);
  db.close();
  expect(opened(file).holds()).toHaveLength(6);
});
