import { EventEmitter } from 'node:events';
import type { BrowserContext, Route } from '@playwright/test';

type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;
type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Playwright's names of permissions beside Electron's. */
const PERMISSIONS = { geolocation: 'geolocation', notifications: 'notifications', 'clipboard-read': 'clipboard-read' };

/** `session.defaultSession` and `protocol`: every request of the browser passes here before it goes anywhere. */
export class Session extends EventEmitter {
  #permissionRequest: PermissionRequest | null = null;
  #permissionCheck: PermissionCheck | null = null;
  #beforeRequest: BeforeRequest | null = null;
  readonly #schemes = new Set<string>();
  readonly #handlers = new Map<string, SchemeHandler>();

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
  };
  readonly protocol = {
    registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => {
      for (const { scheme } of schemes) this.#schemes.add(scheme);
    },
    handle: (scheme: string, handler: SchemeHandler) => {
      this.#handlers.set(scheme, handler);
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.#permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.#permissionCheck = handler;
  }
  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}

  /** Like Electron, a session that was told nothing grants everything. */
  async applyPermissions(context: BrowserContext): Promise<void> {
    const granted = Object.entries(PERMISSIONS).filter(([, electron]) => this.#grants(electron));
    await context.clearPermissions();
    await context.grantPermissions(granted.map(([playwright]) => playwright));
  }

  #grants(permission: string): boolean {
    let answer = true;
    this.#permissionRequest?.({}, permission, (granted) => {
      answer = granted;
    });
    return answer && (this.#permissionCheck?.({}, permission, '') ?? true);
  }

  /** Chromium would hand a scheme it does not know to the system, so the page is given an https address instead. */
  toBrowser(url: string): string {
    const [, scheme, host, rest] = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(url) ?? [];
    return scheme && this.#schemes.has(scheme) ? `https://${host}.${scheme}.invalid${rest}` : url;
  }
  toElectron(url: string): string {
    const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([a-z]+)\.invalid(.*)$/.exec(url) ?? [];
    return scheme && this.#schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
  }

  async answer(route: Route): Promise<void> {
    const request = route.request();
    const url = this.toElectron(request.url());
    if (this.#cancels(url)) return route.abort('blockedbyclient');
    const handler = this.#handlers.get(url.split(':', 1)[0] ?? '');
    if (!handler) return route.continue();
    const response = await handler(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #cancels(url: string): boolean {
    let cancel = false;
    this.#beforeRequest?.({ url }, (response) => {
      cancel = response.cancel ?? false;
    });
    return cancel;
  }
}
