import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A page that is slower is taken for deaf. */
const PIECE_BYTES = 192 * 1_024;
const KEPT_MS = 10 * 60_000;

/**
 * One export at a time that waits to be fetched by the page, in pieces. It lies in a folder of the station's own user,
 * and is gone when it was fetched, when the next one comes, after a while, or at the next start.
 */
export function createDownloads(dataDir: string, now: () => number) {
  const folder = join(dataDir, 'handover');
  let offered: { readonly id: string; readonly file: string; readonly atMs: number } | null = null;
  clear();

  function clear(): void {
    offered = null;
    rmSync(folder, { recursive: true, force: true });
  }

  return {
    clear,
    /** An empty folder to export into. */
    room(): string {
      clear();
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    /** The one file in a folder of it. */
    offer(into: string, made: string): { id: string; name: string } {
      const [name = ''] = readdirSync(join(into, made));
      offered = { id: randomUUID(), file: join(into, made, name), atMs: now() };
      return { id: offered.id, name: `${made}${name.slice(name.lastIndexOf('.'))}` };
    },
    piece(id: string, from: number): { base64: string; next: number | null } | null {
      if (!offered || offered.id !== id || now() - offered.atMs > KEPT_MS) return null;
      const handle = openSync(offered.file, 'r');
      try {
        const bytes = Buffer.alloc(PIECE_BYTES);
        const length = readSync(handle, bytes, 0, PIECE_BYTES, from);
        if (length < PIECE_BYTES) clear();
        return {
          base64: bytes.toString('base64', 0, length),
          next: length < PIECE_BYTES ? null : from + length,
        };
      } finally {
        closeSync(handle);
      }
    },
  };
}
