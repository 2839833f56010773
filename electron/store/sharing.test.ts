import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { capture, charge, eur, freshFile, opened } from './fixtures.ts';
import { openStore } from './openStore.ts';

/** Others may look at the books of a running station; they neither stop it nor make its log grow for ever. */

const reader = (file: string) => new DatabaseSync(file, { readOnly: true });
const rowsSeen = (db: DatabaseSync) => db.prepare('SELECT count(*) AS rows FROM journal').get()?.rows;
const walBytes = (file: string) => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

test('a reader sees what is written, and the station writes while it reads', () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  using db = reader(file);
  const rows = [...store.journal()].length;
  db.exec('BEGIN');
  expect(rowsSeen(db)).toBe(rows);
  capture(store, 's1');
  expect(rowsSeen(db)).toBe(rows);
  db.exec('COMMIT');
  expect(rowsSeen(db)).toBe(rows + 2);
  store.close();
});

test('a second writer is refused even while a reader is there', () => {
  const file = freshFile();
  const store = opened(file);
  using db = reader(file);
  expect(rowsSeen(db)).toBe(0);
  expect(openStore(file, { now: () => 1 })).toEqual({ ok: false, error: { code: 'locked', file } });
  store.close();
});

test('the log stays bounded over 5,000 records, and is cut back after a reader that stayed long', () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  let largest = 0;
  const record = (count: number) => {
    for (let i = 0; i < count; i++) store.noteAttempt('s1', `attempt ${i}`);
    largest = Math.max(largest, walBytes(file));
  };
  const MiB = 1024 * 1024;
  for (let round = 0; round < 5; round++) {
    using db = reader(file);
    rowsSeen(db);
    record(500);
  }
  expect(largest).toBeLessThan(5 * MiB);

  const slow = reader(file);
  slow.exec('BEGIN');
  rowsSeen(slow);
  record(1_500);
  expect(largest).toBeGreaterThan(5 * MiB);
  slow.close();
  record(1_000);
  expect(walBytes(file)).toBeLessThan(5 * MiB);
  store.close();
  expect(walBytes(file)).toBe(0);
});

test('closed while a reader stays, all of it is in the database itself', () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  using db = reader(file);
  expect(rowsSeen(db)).toBe([...store.journal()].length);
  store.close();
  expect(walBytes(file)).toBe(0);
});

test('a log that cannot be taken in at the end is taken in at the next start', () => {
  const file = freshFile();
  const store = opened(file);
  using db = reader(file);
  db.exec('BEGIN');
  expect(rowsSeen(db)).toBe(0);
  charge(store, 's1');
  store.close();
  expect(walBytes(file)).toBeGreaterThan(0);
  const again = opened(file);
  expect(again.receiptOf('s1')?.total).toEqual(eur(1234));
  again.close();
});
