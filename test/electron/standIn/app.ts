import { EventEmitter } from 'node:events';
import type { Browser } from '@playwright/test';
import { launchBrowser } from '../../browser.ts';
import { ownFigures } from './machine.ts';

/** An event of Electron's: whoever hears it may prevent what would follow. */
export class StandInEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** One lock for each user's folder, as the operating system would hold it. */
const locks = new Map<string, App>();

/** `electron.app`: life cycle, lock and Chromium's switches, which are given to the real browser. */
export class App extends EventEmitter {
  readonly exited: Promise<number>;
  readonly #userData: string;
  readonly #switches: string[] = [];
  #exit: (code: number) => void = () => undefined;
  #ready: Promise<void> | null = null;
  #browser: Browser | null = null;
  #left = false;
  sandboxEnabled = false;
  relaunches = 0;
  /** Set by the windows' module: closes them all. */
  closeWindows: () => void = () => undefined;
  exitCode: () => number = () => 0;

  constructor(userData: string) {
    super();
    this.#userData = userData;
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => {
      if (this.#ready) throw new Error('switches count only before the app is ready');
      this.#switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
    },
  };

  readonly getAppMetrics = ownFigures.getAppMetrics;
  readonly getGPUFeatureStatus = ownFigures.getGPUFeatureStatus;
  readonly getGPUInfo = ownFigures.getGPUInfo;

  /** Another would be started by Electron when this one has ended. */
  relaunch(): void {
    this.relaunches += 1;
  }

  /** Chromium starts in the turn after main has run, so all switches are known. */
  start(): void {
    this.#ready = launchBrowser({ args: this.#switches }).then(async (browser) => {
      this.#browser = browser;
      if (this.#left) await browser.close();
      this.emit('ready');
    });
  }

  whenReady(): Promise<void> {
    return new Promise((resolve) => setImmediate(() => resolve(this.#ready ?? undefined)));
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('cannot create a window before the app is ready');
    return this.#browser;
  }

  enableSandbox(): void {
    if (this.#browser) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxEnabled = true;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`no path ${name} in the stand-in`);
    return this.#userData;
  }

  requestSingleInstanceLock(): boolean {
    const holder = locks.get(this.#userData);
    if (holder && holder !== this) {
      holder.emit('second-instance', new StandInEvent(), [], '', null);
      return false;
    }
    locks.set(this.#userData, this);
    return true;
  }

  quit(): void {
    if (this.#left) return;
    const beforeQuit = new StandInEvent();
    this.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) return;
    this.closeWindows();
    const willQuit = new StandInEvent();
    this.emit('will-quit', willQuit);
    if (!willQuit.defaultPrevented) this.exit(this.exitCode());
  }

  exit(code = 0): void {
    if (this.#left) return;
    this.#left = true;
    this.closeWindows();
    this.emit('quit', new StandInEvent(), code);
    if (locks.get(this.#userData) === this) locks.delete(this.#userData);
    void (this.#browser?.close() ?? Promise.resolve()).then(() => this.#exit(code));
  }

  get left(): boolean {
    return this.#left;
  }
}
