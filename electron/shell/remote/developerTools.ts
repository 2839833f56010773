import type { BrowserWindow, WebContents } from 'electron';

const LOOK_EVERY_MS = 2_000;

/**
 * The developer tools of the maintenance window: open when an administrator asked for them, closed when that session has
 * ended, and closed at once when they were opened in any other way.
 */
export function createDeveloperTools() {
  let opened: WebContents | null = null;

  function open({ webContents }: BrowserWindow, isStillIn: () => Promise<boolean>): void {
    opened = webContents;
    webContents.openDevTools({ mode: 'bottom' });
    const timer = setInterval(async () => {
      if (await isStillIn()) return;
      close();
    }, LOOK_EVERY_MS);
    function close(): void {
      clearInterval(timer);
      if (opened === webContents) opened = null;
      if (!webContents.isDestroyed()) webContents.closeDevTools();
    }
    webContents.once('devtools-closed', close);
    webContents.once('destroyed', close);
  }

  return {
    open,
    /** Whether they are wanted now: only then may Chromium load its own pages. */
    areOpen: () => opened !== null && !opened.isDestroyed(),
    /** For every window that could have them. */
    guard(contents: WebContents): void {
      contents.on('devtools-opened', () => {
        if (contents !== opened) contents.closeDevTools();
      });
    },
  };
}
export type DeveloperTools = ReturnType<typeof createDeveloperTools>;
