import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { openPageFiles } from '../../electron/ipc/pageFiles.ts';

export type ServedPage = { readonly url: string; close(): Promise<void> };

/** A built page as the station serves it, headers and all, but without a station behind it. */
export async function servePage(pageDir: string): Promise<ServedPage> {
  const files = openPageFiles(pageDir, []);
  if (!files) throw new Error(`no page in ${pageDir}`);
  const server = createServer((request, response) => {
    void files.answer(request.url ?? '/').then(({ status, headers, body }) => {
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Builds the bare floor with the same settings as the page, and serves it. */
export async function serveFloor(): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'surtidor-floor-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'floor'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  const page = await servePage(outDir);
  return {
    ...page,
    async close() {
      await page.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
