import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { channelNames } from './ipc/channels.ts';
import type { Group } from './ipc/contract.ts';

/**
 * `node electron/build.ts`: main for Electron, the thread that reads the books, and a preload for the drivers' and one for
 * the maintenance window, each one CommonJS file. A sandboxed preload can require nothing of ours, and Electron's main
 * does not read TypeScript.
 */

export type BuildOptions = {
  /** Where `main.cjs`, `booksWorker.cjs`, `preload.cjs` and `maintenancePreload.cjs` go. */
  readonly outDir: string;
  /** Another module in the place of `station/station.ts`: tests bring a station of their own. */
  readonly stationModule?: string;
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function buildElectron({ outDir, stationModule }: BuildOptions): Promise<void> {
  const otherStation = stationModule ? { './station/station.ts': stationModule } : {};
  await build(bundle({ entry: here('main.ts'), outDir, alias: otherStation }));
  const door = (entry: string, isIts: (group: Group) => boolean) =>
    bundle({
      entry: here(entry),
      outDir,
      define: { CHANNEL_NAMES: JSON.stringify(channelNames.filter(({ group }) => isIts(group))) },
    });
  await build(bundle({ entry: here('books/booksWorker.ts'), outDir }));
  await build(door('preload.ts', (group) => group !== 'maintenance'));
  await build(door('maintenancePreload.ts', (group) => group === 'maintenance'));
}

function bundle(part: {
  entry: string;
  outDir: string;
  alias?: Record<string, string>;
  define?: Record<string, string>;
}): InlineConfig {
  return {
    configFile: false,
    root: here('..'),
    logLevel: 'warn',
    define: part.define ?? {},
    resolve: { alias: part.alias ?? {} },
    // The canvas is a binary of its own, found in node_modules like the fonts it draws with.
    ssr: { noExternal: true, external: ['electron', '@napi-rs/canvas'], target: 'node' },
    build: {
      ssr: part.entry,
      outDir: part.outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

if (import.meta.main) {
  await buildElectron({ outDir: here('../dist/electron') });
  console.log('built main.cjs, preload.cjs and maintenancePreload.cjs in dist/electron');
}
