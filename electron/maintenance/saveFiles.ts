import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '../../machines/result.ts';

/** A stick that is not there is not made: only its last folder is. */
export function makeFolder(path: string): Result<null, string> {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    if (!isThere) return err((cause as Error).message);
  }
  return ok(null);
}

export const sizeOf = (path: string): number => statSync(path).size;

/** The log and those before it as one file, the oldest first. They were written without secrets. Answers its size in bytes. */
export function copyLogs(file: string, target: string): Result<number, string> {
  let handle: number | null = null;
  try {
    handle = openSync(target, 'wx', 0o600);
    for (const path of [4, 3, 2, 1].map((age) => `${file}.${age}`).concat(file)) {
      const text = readIfThere(path);
      if (text) writeSync(handle, text);
    }
    fsyncSync(handle);
    closeSync(handle);
    return ok(sizeOf(target));
  } catch (cause) {
    if (handle !== null) {
      closeSync(handle);
      rmSync(target, { force: true });
    }
    return err((cause as Error).message);
  }
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
}
