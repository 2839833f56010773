import { readFileSync, statfsSync } from 'node:fs';
import { basename } from 'node:path';

/** A mounted file system an export may be written to. `path` is where it is mounted, and its name to us. */
export type Stick = { readonly path: string; readonly name: string; readonly freeBytes: number };

/**
 * What is mounted at or below one of the `allowed` folders and can be written. Only a mount point counts: a folder that
 * merely lies there is on the station's own disk. Elsewhere than on Linux there is none.
 */
export function sticksIn(allowed: readonly string[], mounts = readMounts): Stick[] {
  const found = mounts().flatMap((mount) => {
    const isAllowed = allowed.some((folder) => mount.path === folder || mount.path.startsWith(`${folder}/`));
    return isAllowed && !mount.readOnly ? [mount.path] : [];
  });
  return [...new Set(found)].flatMap((path) => {
    try {
      const { bavail, bsize } = statfsSync(path);
      return [{ path, name: basename(path), freeBytes: bavail * bsize }];
    } catch {
      // Pulled out at this very moment.
      return [];
    }
  });
}

export type Mount = { readonly path: string; readonly readOnly: boolean };

/** fstab(5): fields apart by spaces, and what is none of them as three octal digits. */
export function readMounts(file = '/proc/self/mounts'): Mount[] {
  let table: string;
  try {
    table = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return table.split('\n').flatMap((line) => {
    const [, path, , options] = line.split(' ');
    if (!path?.startsWith('/')) return [];
    const plain = path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    return [{ path: plain, readOnly: options?.split(',').includes('ro') ?? true }];
  });
}
