import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import { err, ok, type Result } from '../../machines/result.ts';
import { readBytes, toHex } from '../metering/ocmf/bytes.ts';

/** Why there is no key to sign receipts with. */
export type NoStationKey = { readonly code: 'unreadable' | 'unwritable' | 'notAKey'; readonly why: string };

/**
 * The secret key a station signs its receipts with, a scalar of P-256: made at the first start and kept beside the books in
 * a file that only the station may read. What is there and is no key is left as it is: receipts may be signed with it.
 */
export function openStationKey(dataDir: string): Result<Uint8Array, NoStationKey> {
  const file = join(dataDir, 'station.key');
  try {
    const text = readFileSync(file, 'utf8').trim();
    const key = readBytes(text);
    if (key?.length !== 32 || !p256.utils.isValidSecretKey(key))
      return err({ code: 'notAKey', why: `${file} holds no key: restore it, or move it away to get a new one` });
    chmodSync(file, 0o600);
    return ok(key);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      return err({ code: 'unreadable', why: `${file}: ${(cause as Error).message}` });
  }
  const key = p256.utils.randomSecretKey();
  try {
    writeFileSync(file, `${toHex(key)}\n`, { mode: 0o600, flag: 'wx' });
    return ok(key);
  } catch (cause) {
    // On a full disk it is there, and empty.
    rmSync(file, { force: true });
    return err({ code: 'unwritable', why: `${file}: ${(cause as Error).message}` });
  }
}
