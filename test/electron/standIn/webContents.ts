import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Page, Route } from '@playwright/test';
import type { WebPreferences } from 'electron';
import { type App, StandInEvent } from './app.ts';
import type { IpcMain } from './ipcMain.ts';
import type { Session } from './session.ts';

const inPage = readFileSync(new URL('./inPage.js', import.meta.url), 'utf8');
const ISOLATED_WORLD = 'Electron Isolated Context';
const BINDING = 'standInPost';
/** Where a preload that waits for its answer asks: its page stands still until then, as with Electron. */
const SYNC_PATH = '/stand-in/sync';
const TOP_FRAME = 1;

export type Chrome = { readonly app: App; readonly session: Session; readonly ipcMain: IpcMain };
type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** `BrowserWindow.webContents` over a page of the real browser. A crashed page is replaced, as Electron replaces its process. */
export class WebContents extends EventEmitter {
  static #lastId = 0;
  readonly id = ++WebContents.#lastId;
  readonly #chrome: Chrome;
  readonly #preferences: WebPreferences;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #cdp: CDPSession | null = null;
  /** The world the preload runs in, of the document that is shown now. */
  #preloadWorld: number | null = null;
  #expected: string | null = null;
  #crashed = false;
  #destroyed = false;
  #toolsOpen = false;
  #windowOpen: WindowOpenHandler = () => ({ action: 'allow' });

  readonly mainFrame: { readonly url: string; readonly parent: null };

  constructor(chrome: Chrome, preferences: WebPreferences) {
    super();
    this.#chrome = chrome;
    this.#preferences = preferences;
    const contents = this;
    this.mainFrame = {
      parent: null,
      get url() {
        return contents.getURL();
      },
    };
  }

  getURL = (): string => this.#chrome.session.toElectron(this.#page?.url() ?? '');
  isDestroyed = (): boolean => this.#destroyed;
  isCrashed = (): boolean => this.#crashed;
  setVisualZoomLevelLimits = async (): Promise<void> => undefined;
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler;
  }

  async load(url: string): Promise<void> {
    const page = this.#page && !this.#crashed ? this.#page : await this.#openPage();
    this.#expected = url;
    try {
      await page.goto(this.#chrome.session.toBrowser(url));
    } catch (cause) {
      if (this.#destroyed || this.#crashed) return;
      this.emit('did-fail-load', new StandInEvent(), -2, String(cause), url, true);
      throw cause;
    }
  }

  send(channel: string, ...inputs: unknown[]): void {
    this.#deliver(this.#preloadWorld, { channel, inputs });
  }
  sendToFrame(frameId: number, channel: string, ...inputs: unknown[]): void {
    if (frameId === TOP_FRAME) this.send(channel, ...inputs);
  }

  isDevToolsOpened = (): boolean => this.#toolsOpen;
  openDevTools(): void {
    if (this.#toolsOpen || this.#preferences.devTools === false) return;
    this.#toolsOpen = true;
    this.emit('devtools-opened');
  }
  closeDevTools(): void {
    if (!this.#toolsOpen) return;
    this.#toolsOpen = false;
    this.emit('devtools-closed');
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return this.#page?.evaluate(code);
  }

  forcefullyCrashRenderer(): void {
    this.#cdp?.send('Page.crash').catch(() => undefined);
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    void this.#context?.close().catch(() => undefined);
    this.emit('destroyed');
  }

  async #openPage(): Promise<Page> {
    const { app, session } = this.#chrome;
    await this.#context?.close();
    const context = await app.browser.newContext();
    await session.applyPermissions(context);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    this.#context = context;
    this.#page = page;
    this.#cdp = cdp;
    this.#crashed = false;
    await context.route('**/*', (route) => this.#answer(route));
    await this.#installPreload(cdp);
    page.on('crash', () => {
      this.#crashed = true;
      this.#preloadWorld = null;
      this.emit('render-process-gone', new StandInEvent(), { reason: 'crashed', exitCode: 5 });
    });
    page.on('load', () => this.emit('did-finish-load'));
    page.on('popup', (popup) => {
      if (this.#windowOpen({ url: popup.url() }).action === 'allow') this.emit('stand-in-popup');
      void popup.close();
    });
    return page;
  }

  /** In a world of its own unless `contextIsolation` is off; before any script of the page. */
  async #installPreload(cdp: CDPSession): Promise<void> {
    const { preload, contextIsolation = true, nodeIntegration = false } = this.#preferences;
    const world = contextIsolation ? { executionContextName: ISOLATED_WORLD } : {};
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === ISOLATED_WORLD) this.#preloadWorld = context.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#invoke(executionContextId, payload);
    });
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: BINDING, ...world });
    const forPage = `if (window === top) { ${inPage}; openBridge('standIn:toPreload', 'standIn:toPage'); }`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(() => { ${forPage} })()` });
    if (nodeIntegration)
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: 'window.require = () => {}' });
    if (!preload) return;
    const source = `if (window === top) (() => {
      ${inPage}
      const { electron, hear } = openPreloadElectron(${contextIsolation}, globalThis.${BINDING}, '${SYNC_PATH}');
      globalThis.standInHear = hear;
      const require = (name) => {
        if (name !== 'electron') throw new Error('module not found: ' + name);
        return electron;
      };
      const process = sandboxedProcess(), global = globalThis;
      class Buffer extends Uint8Array {}
      ((require, module, exports) => {${readFileSync(preload, 'utf8')}\n})(require, { exports: {} }, {});
    })()`;
    const where = contextIsolation ? { worldName: ISOLATED_WORLD } : {};
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, ...where });
  }

  async #invoke(world: number, payload: string): Promise<void> {
    const { id, channel, inputs } = JSON.parse(payload) as {
      id: number;
      channel: string;
      inputs: { value?: unknown }[];
    };
    const event = { sender: this, senderFrame: this.mainFrame };
    const values = inputs.map(({ value }) => value);
    this.#deliver(world, { id, ...(await this.#chrome.ipcMain.invoke(event, channel, values)) });
  }

  #deliver(world: number | null, message: object): void {
    if (world === null || this.#destroyed) return;
    const expression = `globalThis.standInHear(${JSON.stringify(message)})`;
    this.#cdp?.send('Runtime.evaluate', { contextId: world, expression }).catch(() => undefined); // the page has moved on
  }

  /** Errors keep being errors on their way, as structured clone has it. */
  #answerSync(route: Route): Promise<void> {
    const { channel, inputs } = route.request().postDataJSON() as { channel: string; inputs: unknown[] };
    const event = { sender: this, senderFrame: this.mainFrame, frameId: TOP_FRAME };
    const value = this.#chrome.ipcMain.sendSync(event, channel, inputs);
    const body = JSON.stringify({ value }, (_key, one) => (one instanceof Error ? { standInError: one.message } : one));
    return route.fulfill({ body, contentType: 'application/json' });
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    if (URL.parse(request.url())?.pathname === SYNC_PATH) return this.#answerSync(route);
    const url = this.#chrome.session.toElectron(request.url());
    const ofThisPage = request.isNavigationRequest() && isTopFrameOf(this.#page, route);
    if (ofThisPage && this.#expected !== url) {
      const event = Object.assign(new StandInEvent(), { url, isMainFrame: true, isSameDocument: false });
      this.emit('will-frame-navigate', event);
      this.emit('will-navigate', event);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    if (ofThisPage) this.#expected = null;
    await this.#chrome.session.answer(route).catch(() => undefined); // closed meanwhile
  }
}

function isTopFrameOf(page: Page | null, route: Route): boolean {
  try {
    return route.request().frame() === page?.mainFrame();
  } catch {
    return false; // a page that is only just opening
  }
}
