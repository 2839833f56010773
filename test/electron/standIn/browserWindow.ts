import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { StandInEvent } from './app.ts';
import { type Chrome, WebContents } from './webContents.ts';

/** `electron.BrowserWindow` for one app: the class is made anew, so its list of windows is that app's own. */
export function browserWindowOf(chrome: Chrome) {
  const windows: BrowserWindow[] = [];
  const { app } = chrome;

  class BrowserWindow extends EventEmitter {
    readonly webContents: WebContents;
    readonly #options: BrowserWindowConstructorOptions;
    #visible: boolean;
    #destroyed = false;

    constructor(options: BrowserWindowConstructorOptions = {}) {
      super();
      this.#options = options;
      this.#visible = options.show ?? true;
      this.webContents = new WebContents(chrome, options.webPreferences ?? {});
      windows.push(this);
      app.emit('web-contents-created', new StandInEvent(), this.webContents);
      app.emit('browser-window-created', new StandInEvent(), this);
      this.webContents.on('stand-in-popup', () => new BrowserWindow());
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    }

    static getAllWindows = (): BrowserWindow[] => [...windows];
    loadURL = (url: string): Promise<void> => this.webContents.load(url);
    isKiosk = (): boolean => this.#options.kiosk ?? false;
    isFullScreen = (): boolean => this.#options.fullscreen ?? this.isKiosk();
    isVisible = (): boolean => this.#visible;
    isMinimized = (): boolean => false;
    isDestroyed = (): boolean => this.#destroyed;
    show(): void {
      this.#visible = true;
    }
    focus(): void {
      this.emit('focus');
    }

    close(): void {
      const event = new StandInEvent();
      this.emit('close', event);
      if (!event.defaultPrevented) this.destroy();
    }

    destroy(): void {
      if (this.#destroyed) return;
      this.#destroyed = true;
      windows.splice(windows.indexOf(this), 1);
      this.webContents.destroy();
      this.emit('closed');
      if (windows.length > 0) return;
      if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
      else app.quit();
    }
  }

  app.closeWindows = () => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  };
  return BrowserWindow;
}
