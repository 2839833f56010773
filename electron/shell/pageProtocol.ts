import type { Protocol } from 'electron';
import { type PageFiles, SECURITY_HEADERS } from '../ipc/pageFiles.ts';
import { HOST, SCHEME } from './addresses.ts';

/** Before the app is ready: `app://` is an origin of its own like https, under the page's policy. */
export function registerPageScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page, with the headers the headless server sends too. */
export function servePage(protocol: Protocol, files: PageFiles): void {
  protocol.handle(SCHEME, async (request) => {
    const url = URL.parse(request.url);
    if (request.method !== 'GET' || url?.host !== HOST)
      return new Response(null, { status: 403, headers: SECURITY_HEADERS });
    const { status, headers, body } = await files.answer(url.pathname);
    return new Response(new Uint8Array(body), { status, headers });
  });
}
