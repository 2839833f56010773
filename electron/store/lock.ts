import { DatabaseSync } from 'node:sqlite';

/**
 * Locks `file` for this process until `close`, by holding an empty database beside it. The lock is the operating
 * system's: it goes with the process however that ends. `file` itself stays open to readers, so that a running
 * station can be looked at and backed up.
 * @throws SQLITE_BUSY when another holds it, in this process or elsewhere.
 */
export function lock(file: string): { close(): void } {
  const held = new DatabaseSync(file);
  try {
    // Nothing is ever written: the journal of this one needs no file.
    held.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return held;
  } catch (cause) {
    held.close();
    throw cause;
  }
}
