import type { BrowserWindow } from 'electron';
import type { TransportLog } from '../ipc/log.ts';
import type { Doorbell } from '../maintenance/doorbell.ts';
import { MAINTENANCE_PAGE } from './addresses.ts';
import { keepPageAlive } from './watchdog.ts';
import { maintenanceOptions, openWindow } from './windows.ts';

/**
 * Opens when staff want in and closes when they have gone, so that nothing of one visit is there in the next. The
 * driver's window lies behind it and goes on; whoever has to let a driver to the screen signs out.
 */
export function openOnCall(deps: {
  readonly doorbell: Pick<Doorbell, 'onRing' | 'onLeave'>;
  readonly preload: string;
  readonly windowed: boolean;
  /** What this window has beyond the driver's, before its page is loaded. */
  readonly equip: (window: BrowserWindow) => void;
  readonly log: TransportLog;
}): { window(): BrowserWindow | null } {
  const { doorbell, preload, windowed, equip, log } = deps;
  let window: BrowserWindow | null = null;
  doorbell.onRing(() => {
    if (window && !window.isDestroyed()) return window.focus();
    window = openWindow(maintenanceOptions(preload, windowed));
    equip(window);
    keepPageAlive(window, MAINTENANCE_PAGE, log);
  });
  doorbell.onLeave(() => {
    if (window && !window.isDestroyed()) window.destroy();
    window = null;
  });
  return { window: () => (window && !window.isDestroyed() ? window : null) };
}
