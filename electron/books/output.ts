import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../machines/result.ts';

/** So many characters are gathered before they are written. */
const GATHERED = 256 * 1_024;
/** Who charged when is for the operator alone. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Writes a file that is there as a whole or not at all. What `pieces` throws goes through, and nothing is left. */
export function writeWhole(file: string, pieces: Iterable<string | Uint8Array>): Result<void, string> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) return err(`${file} is a folder: name a file`);
  const draft = `${file}.part-${process.pid}`;
  return whole(draft, file, () => {
    const handle = openSync(draft, 'wx', PRIVATE_FILE);
    try {
      writeAll(handle, pieces);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

/** The same for a folder, which must not be there yet or be empty. */
export function writeFolder(
  folder: string,
  files: Iterable<{ readonly name: string; readonly text: string }>,
): Result<void, string> {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && (!found.isDirectory() || readdirSync(folder).length > 0))
    return err(`${folder} is there already: name a folder that is empty or yet to be made`);
  const draft = `${folder}.part-${process.pid}`;
  return whole(draft, folder, () => {
    mkdirSync(draft, { mode: PRIVATE_FOLDER });
    for (const { name, text } of files)
      writeFileSync(`${draft}/${name}`, text, { encoding: 'utf8', flag: 'wx', mode: PRIVATE_FILE });
  });
}

function whole(draft: string, target: string, write: () => void): Result<void, string> {
  try {
    write();
    renameSync(draft, target);
    return ok(undefined);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    if ((cause as NodeJS.ErrnoException).syscall) return err((cause as Error).message);
    throw cause;
  }
}

/** To standard output, once it is whole. Whoever reads it may stop. */
export function writeOut(pieces: Iterable<string | Uint8Array>): Result<void, string> {
  const folder = mkdtempSync(join(tmpdir(), 'surtidor-export-'));
  try {
    const file = join(folder, 'whole');
    const written = writeWhole(file, pieces);
    if (written.ok) writeAll(1, readInParts(file));
    return written;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EPIPE') return ok(undefined);
    throw cause;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* readInParts(file: string): Iterable<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    for (;;) {
      const part = Buffer.alloc(GATHERED);
      const length = readSync(handle, part);
      if (length === 0) return;
      yield part.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, pieces: Iterable<string | Uint8Array>): void {
  let gathered: Uint8Array[] = [];
  let length = 0;
  const flush = () => {
    writeBytes(handle, Buffer.concat(gathered));
    gathered = [];
    length = 0;
  };
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    gathered.push(bytes);
    length += bytes.length;
    if (length >= GATHERED) flush();
  }
  flush();
}

function writeBytes(handle: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(handle, bytes, at);
    } catch (cause) {
      // A pipe that is full: its reader is slower than we are.
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
