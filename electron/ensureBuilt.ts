import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gapsIn, isWhole } from '../locales/inspect.ts';
import { languages } from '../locales/languages.ts';
import { buildElectron } from './build.ts';
import { buildPages } from './buildPages.ts';
import { buildReceiptPage } from './buildReceiptPage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['renderer', 'locales', 'machines', 'electron', 'vite.config.ts', 'package.json'];
const products = [
  'dist/page/index.html',
  'dist/receipt/index.html',
  'dist/electron/main.cjs',
  'dist/electron/booksWorker.cjs',
  'dist/electron/preload.cjs',
  'dist/electron/maintenancePreload.cjs',
  'dist/page/maintenance.html',
];

/** Builds the pages, the receipt page, main and the preloads. */
export async function buildAll(): Promise<void> {
  refuseGaps();
  await buildPages(join(root, 'dist/page'));
  await buildReceiptPage(join(root, 'dist/receipt/index.html'));
  await buildElectron({ outDir: join(root, 'dist/electron') });
}

/** Whoever chose a language, a driver or staff, is not left with the names of keys. */
function refuseGaps(): void {
  const gaps = languages.flatMap((language) => [
    [language, gapsIn(language, '.')] as const,
    [`${language}/maintenance`, gapsIn(language, 'maintenance')] as const,
  ]);
  const some = gaps.filter(([, found]) => !isWhole(found));
  if (some.length > 0) throw new Error(`words are missing: ${JSON.stringify(Object.fromEntries(some), null, 2)}`);
}

/** Builds only when a source is newer than what was built, so that a second start is quick. */
export async function ensureBuilt(): Promise<void> {
  const builtAt = Math.min(...products.map((file) => modifiedAt(join(root, file))));
  const changedAt = Math.max(...sources.map((name) => newest(join(root, name))));
  if (builtAt >= changedAt) return;
  console.log('Building the page …');
  await buildAll();
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(path: string): number {
  if (!statSync(path).isDirectory()) return modifiedAt(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (import.meta.main) {
  await buildAll();
  console.log('built dist/page, dist/receipt/index.html, dist/electron/main.cjs and dist/electron/preload.cjs');
}
