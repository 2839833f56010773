import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A JSON file somebody brought on a stick. */
export type FoundFile = { readonly path: string; readonly name: string; readonly bytes: number };

const MOST_FILES = 40;

/** Plain JSON files at the top of a folder, by name. A link is none: it may lead off the stick. */
export async function filesOn(folder: string, maxBytes: number): Promise<FoundFile[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const plain = entries.filter((entry) => entry.isFile() && /^[^.].*\.json$/i.test(entry.name));
    const names = plain.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b));
    const files = names.slice(0, MOST_FILES).map(async (name) => {
      const path = join(folder, name);
      return { path, name, bytes: (await lstat(path)).size };
    });
    return (await Promise.all(files)).filter(({ bytes }) => bytes <= maxBytes);
  } catch {
    // Pulled out at this very moment.
    return [];
  }
}

/** The whole text; null where it is no plain file (any more), too large, or cannot be read. */
export async function readFound(path: string, maxBytes: number): Promise<string | null> {
  let file: Awaited<ReturnType<typeof open>> | null = null;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile() || found.size > maxBytes) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await file?.close();
  }
}
