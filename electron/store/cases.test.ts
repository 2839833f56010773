import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backupBooks } from './backupBooks.ts';
import { freshFile, opened } from './fixtures.ts';
import type { FiledCase } from './store.ts';

const filed: FiledCase = {
  topic: 'plugStuck',
  screen: 'charging',
  fault: 'C-301',
  evseId: 'ES*SUR*E0001*1',
  sessionId: 's1',
  receiptNumber: null,
  language: 'de',
  wantsCall: true,
};
const sealed = (number: number) =>
  Buffer.from(`a number, sealed for ${number} with something, sixty-four bytes of it or more.`);
const errand = { phone: sealed };

test('cases are numbered without a gap, across a restart, and are part of the journal', () => {
  const file = freshFile();
  const first = opened(file, () => 7);
  expect([first.fileCase(filed, null), first.fileCase({ ...filed, topic: null }, errand)]).toEqual([1, 2]);
  first.close();
  const store = opened(file);
  expect(store.fileCase(filed, null)).toBe(3);
  expect(store.cases(2).map(({ number }) => number)).toEqual([3, 2]);
  expect(store.caseNumbered(2)).toEqual({ number: 2, atMs: 7, filed: { ...filed, topic: null } });
  expect(store.caseNumbered(4)).toBeNull();
  expect(store.verify()).toEqual({ ok: true, value: { rows: 3 } });
  expect(JSON.stringify([...store.journal()])).not.toContain('sealed');
  store.close();
});

test('an errand waits with its number to call until it is over, and stays over', () => {
  const store = opened(':memory:', () => 5);
  store.fileCase(filed, null);
  store.fileCase(filed, errand);
  store.fileCase(filed, { phone: null });
  expect(store.errands.waiting()).toEqual([
    { id: 2, phone: Uint8Array.from(sealed(2)), putAtMs: 5, nextAtMs: 5, attempts: 0 },
    { id: 3, phone: null, putAtMs: 5, nextAtMs: 5, attempts: 0 },
  ]);
  store.errands.postpone(2, 90, 'link_lost');
  expect(store.errands.waiting().map(({ id, attempts }) => [id, attempts])).toEqual([
    [3, 0],
    [2, 1],
  ]);
  store.errands.close(2, 'delivered', null);
  store.errands.postpone(2, 99, 'link_lost');
  store.errands.close(2, 'dropped', 'refused');
  expect(store.errands.fate(2)).toEqual({ state: 'delivered', attempts: 2, lastError: null });
  expect([store.errands.fate(1), store.errands.fate(3)?.state]).toEqual([null, 'waiting']);
  store.close();
});

test('a store that does not take the errand files no case either', () => {
  const store = opened();
  const broken = () => {
    throw new Error('no key');
  };
  expect(() => store.fileCase(filed, { phone: broken })).toThrow('no key');
  expect([store.cases(9), [...store.journal()]]).toEqual([[], []]);
  store.close();
});

test.each(['delivered', 'dropped'] as const)('%s: not a byte of the number is left in the file', (state) => {
  const file = freshFile();
  const store = opened(file);
  for (let i = 0; i < 3; i++) store.fileCase(filed, errand);
  store.close();
  expect(readFileSync(file).includes('sealed for 2')).toBe(true);
  const again = opened(file);
  for (const { id } of again.errands.waiting()) again.errands.close(id, state, null);
  again.close();
  expect(readFileSync(file).includes('sealed for')).toBe(false);
});

test('a backup has the cases, no number, and nothing that would be delivered again', async () => {
  const [file, copy] = [freshFile(), freshFile()];
  const store = opened(file);
  for (let i = 0; i < 3; i++) store.fileCase(filed, errand);
  expect(await backupBooks(file, copy)).toMatchObject({ ok: true });
  store.close();
  expect(readFileSync(copy).includes('sealed for')).toBe(false);
  const restored = opened(copy);
  expect([restored.cases(9).length, restored.errands.waiting()]).toEqual([3, []]);
  expect(restored.errands.fate(1)).toMatchObject({ state: 'dropped', lastError: 'restored' });
  restored.close();
});
