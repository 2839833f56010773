import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSecretKey } from './secretKey.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'surtidor-key-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const file = () => join(dir, 'some.key');
const mode = () => statSync(file()).mode & 0o777;

it('is made once, for the own user alone to read, and stays', () => {
  const made = openSecretKey(file());
  expect(made.ok && made.value.length).toBe(32);
  expect(mode()).toBe(0o600);
  expect(openSecretKey(file())).toEqual(made);
  chmodSync(file(), 0o644);
  openSecretKey(file());
  expect(mode()).toBe(0o600);
});

it.each(['', 'not a key', 'ab'.repeat(31), `${'ab'.repeat(31)}xy`])('is not overwritten by %j', (text) => {
  writeFileSync(file(), text);
  expect(openSecretKey(file())).toMatchObject({ ok: false, error: expect.stringContaining('holds no key') });
  expect(readFileSync(file(), 'utf8')).toBe(text);
});

it('is one that fits', () => {
  const isOdd = (key: Uint8Array) => (key[31] ?? 0) % 2 === 1;
  const made = openSecretKey(file(), isOdd);
  expect(made.ok && isOdd(made.value)).toBe(true);
  expect(openSecretKey(file(), (key) => !isOdd(key))).toMatchObject({ ok: false });
});

it('is missed in words where there is no folder', () => {
  expect(openSecretKey(join(dir, 'gone', 'some.key'))).toMatchObject({
    ok: false,
    error: expect.stringContaining('gone'),
  });
});
