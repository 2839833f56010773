import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { err, ok, type Result } from '../../machines/result.ts';

const KEY_BYTES = 32;

/**
 * The 32 secret bytes in `file`, in hex, which the own user alone may read: made where there is none. What is there and is no
 * key is left as it is: something may be sealed or signed with what it was. The error says what to do about it.
 *
 * @param fits whether these bytes will do for a key
 */
export function openSecretKey(
  file: string,
  fits: (key: Uint8Array) => boolean = () => true,
): Result<Uint8Array, string> {
  try {
    const hex = readFileSync(file, 'utf8').trim();
    const key = Uint8Array.from(Buffer.from(hex, 'hex'));
    if (hex.length !== 2 * KEY_BYTES || key.length !== KEY_BYTES || !fits(key))
      return err(`${file} holds no key: restore it, or move it away to get a new one`);
    chmodSync(file, 0o600);
    return ok(key);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return err(`${file}: ${(cause as Error).message}`);
  }
  const key = fittingKey(fits);
  try {
    writeFileSync(file, `${Buffer.from(key).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return ok(key);
  } catch (cause) {
    // On a full disk it is there, and empty.
    rmSync(file, { force: true });
    return err(`${file}: ${(cause as Error).message}`);
  }
}

function fittingKey(fits: (key: Uint8Array) => boolean): Uint8Array {
  for (;;) {
    const key = Uint8Array.from(randomBytes(KEY_BYTES));
    if (fits(key)) return key;
  }
}
