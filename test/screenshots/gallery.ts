import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/** The built gallery on a free port of loopback, in a folder of its own; `close` removes both. */
export async function serveGallery(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'surtidor-gallery-'));
  const configFile = join(import.meta.dirname, '../../vite.config.ts');
  await build({ configFile, mode: 'others', logLevel: 'warn', build: { outDir } });
  const server = await preview({
    configFile,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/gallery.html`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Where `gallerySetup.ts` serves it in a test run. */
export const galleryUrl = (): string => process.env.SURTIDOR_GALLERY ?? '';
