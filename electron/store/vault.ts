import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ok, type Result } from '../../machines/result.ts';
import { openSecretKey } from './secretKey.ts';

/** Seals what must not lie open on the disk (AES-256-GCM, NIST SP 800-38D). */
export interface Vault {
  /** @param about what it belongs to: opened for anything else, it stays shut */
  seal(text: string, about: string): Uint8Array;
  /** Null: it was sealed with another key, for something else, or changed since. */
  open(sealed: Uint8Array, about: string): string | null;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Opens the vault whose key is in `keyFile`, a file for the own user alone, made where there is none. It lies beside the
 * books and is in no backup: what is sealed in a copy of the books stays shut.
 */
export function openVault(keyFile: string): Result<Vault, string> {
  const key = openSecretKey(keyFile);
  return key.ok ? ok(createVault(key.value)) : key;
}

export function createVault(key: Uint8Array): Vault {
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, about) {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(about))
        .setAuthTag(tag);
      try {
        const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
