import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

/** The driver's page, then the others beside it: see `vite.config.ts`. */
export async function buildPages(outDir: string): Promise<void> {
  for (const mode of ['production', 'others']) await build({ configFile, mode, logLevel: 'warn', build: { outDir } });
}
