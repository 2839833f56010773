import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backupBooks } from './backupBooks.ts';
import { charge, freshFile, opened } from './fixtures.ts';

const address = Buffer.from('sealed with something, sixty-four bytes of it or a little more.');
const mail = { sessionId: 's1', language: 'de', address, atMs: 5 };

test('what is put in waits, across a restart, until it is closed', () => {
  const file = freshFile();
  const first = opened(file);
  first.outbox.put(mail);
  first.outbox.put({ ...mail, sessionId: 's2', atMs: 4 });
  first.close();
  const store = opened(file);
  const [earlier, later] = store.outbox.waiting();
  expect([earlier?.sessionId, later?.sessionId]).toEqual(['s2', 's1']);
  expect(later).toMatchObject({
    language: 'de',
    address: Uint8Array.from(address),
    putAtMs: 5,
    nextAtMs: 5,
    attempts: 0,
  });
  store.outbox.postpone(earlier?.id ?? 0, 90, 'link_lost');
  expect(store.outbox.waiting().map(({ sessionId, nextAtMs, attempts }) => [sessionId, nextAtMs, attempts])).toEqual([
    ['s1', 5, 0],
    ['s2', 90, 1],
  ]);
  store.outbox.close(later?.id ?? 0, 'sent', null);
  expect(store.outbox.waiting().map(({ sessionId }) => sessionId)).toEqual(['s2']);
  expect(store.outbox.fates('s1')).toEqual([{ state: 'sent', attempts: 1, lastError: null }]);
  expect(store.outbox.fates('s2')).toEqual([{ state: 'waiting', attempts: 1, lastError: 'link_lost' }]);
  store.close();
});

test('what is over stays over', () => {
  const store = opened();
  store.outbox.put(mail);
  const id = store.outbox.waiting()[0]?.id ?? 0;
  store.outbox.close(id, 'dropped', 'refused');
  store.outbox.postpone(id, 9, 'link_lost');
  store.outbox.close(id, 'sent', null);
  expect(store.outbox.fates('s1')).toEqual([{ state: 'dropped', attempts: 1, lastError: 'refused' }]);
  store.close();
});

test.each(['sent', 'dropped'] as const)('%s: not a byte of the address is left in the file', (state) => {
  const file = freshFile();
  const store = opened(file);
  // Others beside it: alone on its page, what comes after it happens to be written over it.
  for (const sessionId of ['s1', 's2', 's3']) store.outbox.put({ ...mail, sessionId });
  store.close();
  expect(readFileSync(file).includes(address)).toBe(true);
  const again = opened(file);
  for (const { id } of again.outbox.waiting()) again.outbox.close(id, state, null);
  again.close();
  expect(readFileSync(file).includes(address)).toBe(false);
});

test('the journal knows nothing of it, and the books are whole', () => {
  const store = opened();
  charge(store, 's1');
  const rows = [...store.journal()].length;
  store.outbox.put(mail);
  expect([...store.journal()]).toHaveLength(rows);
  expect(store.verify()).toEqual({ ok: true, value: { rows } });
  store.close();
});

test('a backup has no address in it, and nothing that would be sent again', async () => {
  const [file, copy] = [freshFile(), freshFile()];
  const store = opened(file);
  charge(store, 's1');
  for (const sessionId of ['s1', 's2', 's3']) store.outbox.put({ ...mail, sessionId });
  expect(await backupBooks(file, copy)).toMatchObject({ ok: true });
  store.close();
  expect(readFileSync(copy).includes(address)).toBe(false);
  const restored = opened(copy);
  expect(restored.outbox.waiting()).toEqual([]);
  expect(restored.outbox.fates('s1')).toMatchObject([{ state: 'dropped', lastError: 'restored' }]);
  restored.close();
});
