import type { BrowserWindow } from 'electron';
import type { TransportLog } from '../ipc/log.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const FORGIVEN_AFTER_MS = 60_000;

/**
 * How long to wait before the next reload: none for the first crash in a minute, then twice as long each time. A page
 * that dies at once must not keep the processor from the charge.
 */
export function createReloadPacer(now: () => number): { nextWaitMs(): number } {
  let crashes: number[] = [];
  return {
    nextWaitMs() {
      const at = now();
      crashes = [...crashes.filter((one) => at - one < FORGIVEN_AFTER_MS), at];
      if (crashes.length === 1) return 0;
      return Math.min(FIRST_WAIT_MS * 2 ** (crashes.length - 2), LONGEST_WAIT_MS);
    },
  };
}

/** Keeps `page` in the window: crashed, frozen or not loaded, it is loaded again. The station charges on meanwhile. */
export function keepPageAlive(window: BrowserWindow, page: string, log: TransportLog): void {
  const { webContents } = window;
  const pacer = createReloadPacer(() => performance.now());
  let pending = false;

  function load(): void {
    pending = false;
    if (window.isDestroyed()) return;
    window.loadURL(page).catch(() => undefined); // did-fail-load tells why
  }
  function reload(reason: string, detail: object): void {
    if (pending || window.isDestroyed()) return;
    pending = true;
    const waitMs = pacer.nextWaitMs();
    log.error({ reason, waitMs, ...detail }, 'page is loaded again');
    setTimeout(load, waitMs);
  }

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => reload('gone', { detail: reason, exitCode }));
  webContents.on('did-fail-load', (_event, errorCode, _description, _url, isMainFrame) => {
    const aborted = errorCode === -3; // a denied navigation: the page is still there
    if (isMainFrame && !aborted) reload('failed', { errorCode });
  });
  // A frozen page cannot be asked to reload: its process is ended, which arrives above as gone.
  window.on('unresponsive', () => webContents.forcefullyCrashRenderer());
  load();
}
