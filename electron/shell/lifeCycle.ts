import type { App, BrowserWindow } from 'electron';
import type { TransportLog } from '../ipc/log.ts';

/** Settling and closing books takes moments; a device that never lets go must not keep the process for ever. */
const CLOSE_WITHIN_MS = 10_000;

/** Quitting waits for the station: orders to the terminal are finished and the journal closed before the process ends. */
export function closeBeforeQuit(app: App, close: () => Promise<void>, log: TransportLog): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const tooLong = new Promise<void>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the station did not close in time')), CLOSE_WITHIN_MS).unref();
    });
    Promise.race([close(), tooLong])
      .catch((cause) => log.error({ err: cause }, 'station closed badly'))
      .finally(() => {
        state = 'closed';
        app.quit();
      });
  });
  app.on('window-all-closed', () => app.quit());
}

/** Someone started the kiosk again: the one that runs comes to the front. */
export function showOnSecondStart(app: App, window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

/** A bug nobody caught: no dialog over the driver's screen. The next start settles from the journal. */
export function exitOnBug(app: App, log: TransportLog): void {
  const exit = (cause: unknown) => {
    log.error({ err: cause }, 'a bug ended the process');
    app.exit(1);
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', exit);
}
