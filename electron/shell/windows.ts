import { BrowserWindow, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron';

/** Every setting that guards the page is written out, those left at Electron's default too. */
export const webPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  backgroundThrottling: false, // a panel behind a screen saver or another window still counts the energy
});

/** The driver's screen: all of it, with nothing around it, unless `windowed` (a simulated station on a desk). */
export const kioskOptions = (preload: string, windowed: boolean): BrowserWindowConstructorOptions => ({
  title: 'Surtidor',
  show: false, // shown once it has something to show
  backgroundColor: '#f4f3ef',
  autoHideMenuBar: true,
  ...(windowed ? { width: 1280, height: 800 } : { kiosk: true, fullscreen: true, frame: false, resizable: false }),
  webPreferences: { ...webPreferences(preload), devTools: windowed },
});

/** Before the driver's screen, as large as it is. */
export const maintenanceOptions = (preload: string, windowed: boolean): BrowserWindowConstructorOptions => ({
  ...kioskOptions(preload, windowed),
  title: 'Surtidor maintenance',
  webPreferences: { ...webPreferences(preload), devTools: true }, // an administrator's; guarded in developerTools.ts
  ...(!windowed && { alwaysOnTop: true }),
});

export const benchOptions = (preload: string): BrowserWindowConstructorOptions => ({
  title: 'Surtidor bench',
  width: 1440,
  height: 900,
  autoHideMenuBar: true,
  webPreferences: webPreferences(preload),
});

export function openWindow(options: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow(options);
  window.once('ready-to-show', () => window.show());
  void window.webContents.setVisualZoomLevelLimits(1, 1); // two fingers on glass must not leave the page zoomed
  return window;
}
