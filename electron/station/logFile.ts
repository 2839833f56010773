import { appendFileSync, closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * How much a log may take: the file and `keepFiles` before it (`station.log.1` the newest), each of `maxBytes` at most,
 * a line that is longer aside.
 */
export type LogBounds = { readonly maxBytes: number; readonly keepFiles: number };

const MiB = 1_024 * 1_024;
/** Some weeks of a busy station. */
const USUAL: LogBounds = { maxBytes: 10 * MiB, keepFiles: 4 };

/**
 * Appends to a file of the own user alone, and begins a new one when it is full. Each line is in the file before `write`
 * returns, so that the last one before the power fails is there: rotation by worker threads (pino-roll) cannot say so.
 * What the file does not take (a full disk, a folder that is read-only) goes to standard error: the station goes on
 * without its log, and the supervisor has the line.
 */
export function linesTo({ file, ...bounds }: { readonly file: string } & Partial<LogBounds>) {
  const { maxBytes, keepFiles } = { ...USUAL, ...bounds };
  let open: { readonly handle: number; bytes: number } | null = null;
  /** A line was cut short: the next one begins anew. */
  let torn = false;

  function rotate(handle: number): void {
    closeSync(handle);
    open = null;
    try {
      rmSync(`${file}.${keepFiles}`, { force: true });
      for (let age = keepFiles; age > 0; age--)
        renameIfThere(age === 1 ? file : `${file}.${age - 1}`, `${file}.${age}`);
      if (keepFiles === 0) rmSync(file, { force: true });
    } catch {
      // What cannot be moved is given up: a log that grows for ever fills the disk the books are on.
      const full = openSync(file, 'a');
      ftruncateSync(full, 0);
      closeSync(full);
    }
  }

  return {
    write(line: string): void {
      const bytes = Buffer.byteLength(line);
      try {
        open ??= opened(file);
        if (open.bytes > 0 && open.bytes + bytes > maxBytes) {
          rotate(open.handle);
          open = opened(file);
        }
        appendFileSync(open.handle, torn ? `\n${line}` : line);
        open.bytes += bytes;
        torn = false;
      } catch {
        torn = open !== null;
        process.stderr.write(line);
      }
    },
  };
}

function opened(file: string): { readonly handle: number; bytes: number } {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'a', 0o600);
  const found = fstatSync(handle);
  // A device, or what else somebody pointed it at, is not rotated.
  return { handle, bytes: found.isFile() ? found.size : Number.NEGATIVE_INFINITY };
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
}
