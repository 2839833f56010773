import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { backupBooks } from './backupBooks.ts';
import { booked, capture, charge, eur, freshFile, intent, opened } from './fixtures.ts';

const script = fileURLToPath(new URL('./backup.ts', import.meta.url));

test('a copy made while the station runs holds what was written, for the own user alone, and is told by its hash', async () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  store.saveSnapshot('charge:1', '1', {});
  const target = freshFile();
  const copied = await backupBooks(file, target);
  const rows = [...store.journal()];
  expect(copied).toMatchObject({ ok: true, value: { rows: rows.length, headHash: rows.at(-1)?.hash } });
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(target))).toEqual(['station.db']);
  capture(store, 's1');
  store.close();

  const restored = opened(target);
  expect(restored.verify()).toEqual({ ok: true, value: { rows: rows.length } });
  expect(restored.hold('s1')).toMatchObject({ state: 'held', due: eur(1234) });
  expect(restored.snapshot('charge:1')).toBeNull();
  restored.close();
});

test('a restored copy goes on: stop, put the copy in place of the books, start', async () => {
  const file = freshFile();
  const target = freshFile();
  const store = opened(file);
  charge(store, 's1');
  await backupBooks(file, target);
  store.close();
  copyFileSync(target, file);
  const restored = opened(file);
  restored.recordIntent(intent('capture', eur(1234)));
  restored.recordOutcome('s1:capture', booked(eur(1234)));
  expect(charge(restored, 's2').receiptNumber).toBe('000002');
  expect(restored.verify().ok).toBe(true);
  restored.close();
});

test('each copy taken while another process writes without pause is whole', async () => {
  const file = freshFile();
  const fixtures = new URL('./fixtures.ts', import.meta.url).href;
  const writing = `import { charge, opened } from ${JSON.stringify(fixtures)};
    const store = opened(${JSON.stringify(file)});
    for (let i = 1; ; i++) { charge(store, 's' + i); if (i === 3) console.log('writing'); }`;
  const writer = spawn(process.execPath, ['--input-type=module', '-e', writing], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(writer.stdout, 'data');
  const target = freshFile();
  const rows: number[] = [];
  for (let round = 0; round < 5; round++) {
    const copied = await backupBooks(file, target);
    if (!copied.ok) throw new Error(copied.error);
    rows.push(copied.value.rows);
  }
  writer.kill('SIGKILL');
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(rows.at(-1)).toBeGreaterThan(rows[0] ?? 0);
  opened(target).close();
});

test('damaged books are not copied, and the last good copy stays', async () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  store.close();
  const target = freshFile();
  await backupBooks(file, target);
  const good = readFileSync(target);
  const db = new DatabaseSync(file);
  db.exec("DROP TRIGGER journal_is_never_changed; UPDATE journal SET payload = '{}' WHERE seq = 3");
  db.close();
  expect(await backupBooks(file, target)).toEqual({
    ok: false,
    error: 'the books are damaged and were not backed up: journal row 3: content does not match its hash',
  });
  expect(readFileSync(target).equals(good)).toBe(true);
  expect(readdirSync(dirname(target))).toEqual(['station.db']);
});

test('neither the books nor what lies beside them is overwritten, under whatever name', async () => {
  const file = freshFile();
  const store = opened(file);
  charge(store, 's1');
  const link = freshFile();
  symlinkSync(file, link);
  const targets = [file, `${dirname(file)}/../${dirname(file).split('/').at(-1)}/station.db`, link];
  for (const target of [...targets, `${file}-wal`, `${file}-shm`, `${file}.lock`])
    expect(await backupBooks(file, target), target).toMatchObject({
      ok: false,
      error: expect.stringContaining('belongs to the books'),
    });
  expect(store.verify().ok).toBe(true);
  store.close();
});

test('what cannot be read or written ends with a sentence and leaves nothing behind', async () => {
  const file = freshFile();
  opened(file).close();
  const folder = freshFile();
  mkdirSync(folder);
  expect(await backupBooks(file, `${folder}/none/copy.db`)).toMatchObject({ ok: false });
  expect(await backupBooks(`${folder}/none.db`, `${folder}/copy.db`)).toMatchObject({
    ok: false,
    error: expect.stringContaining('there is no'),
  });
  expect(await backupBooks(file, folder)).toMatchObject({ ok: false, error: expect.stringContaining('cannot be') });
  writeFileSync(`${folder}/text`, 'no books');
  expect(await backupBooks(`${folder}/text`, `${folder}/copy.db`)).toMatchObject({ ok: false });
  expect(readdirSync(folder)).toEqual(['text']);
});

test('from the command line', () => {
  const file = freshFile();
  opened(file).close();
  const target = freshFile();
  const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  expect(run(file, target)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 rows, last hash') });
  expect(run(file)).toMatchObject({ status: 1, stderr: expect.stringContaining('usage:') });
  expect(run(file, file)).toMatchObject({ status: 1, stderr: expect.stringContaining('belongs to') });
});
