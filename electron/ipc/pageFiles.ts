import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/**
 * The built page as both transports serve it: Electron under `app://`, the headless server over HTTP. Only files that
 * were there at start are known, each by its exact path, so no path a page can ask for leads anywhere else.
 */

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** The page needs its own files and nothing else; React sets styles by CSSOM, which `style-src` does not restrict. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PERMISSIONS_POLICY = ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'payment']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** On every answer, whatever it holds. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': PERMISSIONS_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export type PageAnswer = {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};
export type PageFiles = { answer(pathname: string): Promise<PageAnswer> };

/** Null when there is no built page in `dir`. `without`: paths that are not served here (`/bench.html`). */
export function openPageFiles(dir: string, without: readonly string[] = []): PageFiles | null {
  if (!existsSync(join(dir, 'index.html'))) return null;
  // Read now and kept (about a megabyte): a page rebuilt or updated in place must not mix with the one that is open.
  const known = new Map<string, Uint8Array>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(dir, file).split(sep).join('/')}`;
    if (entry.isFile() && CONTENT_TYPES[extname(path)] && !without.includes(path)) known.set(path, readFileSync(file));
  }
  return {
    async answer(pathname) {
      const path = pathname === '/' ? '/index.html' : pathname;
      const body = known.get(path);
      if (!body)
        return { status: 404, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain' }, body: NOT_FOUND };
      return { status: 200, headers: headersOf(path), body };
    },
  };
}

/** The same files and some more, each by its exact path. */
export const withFiles = (files: PageFiles, more: ReadonlyMap<string, Uint8Array>): PageFiles => ({
  async answer(pathname) {
    const body = more.get(pathname);
    return body ? { status: 200, headers: headersOf(pathname), body } : files.answer(pathname);
  },
});

const NOT_FOUND = new TextEncoder().encode('not found\n');

/** Assets carry a hash in their name and never change; a page must always be the one that was built last. */
const headersOf = (path: string): Record<string, string> => ({
  ...SECURITY_HEADERS,
  'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
  'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
});
