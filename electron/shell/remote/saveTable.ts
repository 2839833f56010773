import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';
import { err, ok, type Result } from '../../../machines/result.ts';
import type { Stick } from '../../books/sticks.ts';
import type { MachineTrouble } from '../../ipc/machine.ts';

/**
 * Asks where by the system's own dialog, which begins on the stick, and writes there; null when the person changed their
 * mind. The dialog can go anywhere, the file cannot: it lies on a stick that is mounted where the config allows it.
 */
export async function saveOnStick(
  deps: {
    readonly dialog: Pick<Dialog, 'showSaveDialog'>;
    readonly window: BrowserWindow;
    readonly sticks: () => readonly Stick[];
  },
  file: { readonly name: string; readonly text: string },
): Promise<Result<{ readonly path: string } | null, MachineTrouble>> {
  const { dialog, window, sticks } = deps;
  const [first] = sticks();
  if (!first) return err({ code: 'noStick' });
  const defaultPath = join(first.path, file.name);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath,
    filters: [{ name: 'CSV', extensions: ['csv'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  // Gone: whoever asked has signed out while the dialog was open.
  if (canceled || !filePath || window.isDestroyed()) return ok(null);
  const folder = await realpath(dirname(filePath)).catch(() => null);
  const isOnStick = sticks().some(({ path }) => folder === path || folder?.startsWith(`${path}/`));
  if (!folder || !isOnStick) return err({ code: 'noPlace' });
  return write(join(folder, basename(filePath)), file.text);
}

/** A stick may be pulled out at once. */
async function write(path: string, text: string): Promise<Result<{ readonly path: string }, MachineTrouble>> {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  try {
    await using file = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
    await file.writeFile(text);
    await file.sync();
    return ok({ path });
  } catch {
    return err({ code: 'unwritable' });
  }
}
