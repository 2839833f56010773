import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshFile } from './fixtures.ts';
import { createVault, openVault } from './vault.ts';

const vault = createVault(new Uint8Array(32).fill(7));

test('what is sealed opens, and for nothing else', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (text, about, other) => {
      const sealed = vault.seal(text, about);
      expect(vault.open(sealed, about)).toBe(text);
      if (other !== about) expect(vault.open(sealed, other)).toBeNull();
    }),
  );
});

test('a changed bit anywhere keeps it shut, and so do other bytes and another key', () => {
  const sealed = vault.seal('driver@example.com', 's1');
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Uint8Array.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(vault.open(changed, 's1')).toBeNull();
  }
  fc.assert(fc.property(fc.uint8Array(), (bytes) => vault.open(bytes, 's1') === null));
  expect(createVault(new Uint8Array(32)).open(sealed, 's1')).toBeNull();
});

test('the same text is never sealed the same', () => {
  expect(vault.seal('a', 'b')).not.toEqual(vault.seal('a', 'b'));
});

test('the key is made once, for the own user alone', () => {
  const file = join(dirname(freshFile()), 'contacts.key');
  const first = openVault(file);
  if (!first.ok) throw new Error(first.error);
  const sealed = first.value.seal('driver@example.com', 's1');
  chmodSync(file, 0o644);
  const again = openVault(file);
  if (!again.ok) throw new Error(again.error);
  expect(again.value.open(sealed, 's1')).toBe('driver@example.com');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that holds no key is left as it is, and said', () => {
  const file = freshFile();
  writeFileSync(file, 'no key');
  expect(openVault(file)).toMatchObject({ ok: false, error: expect.stringContaining('holds no key') });
  expect(readFileSync(file, 'utf8')).toBe('no key');
  expect(openVault(`${file}/none`)).toMatchObject({ ok: false });
});
