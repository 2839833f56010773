import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { baselines, pictures } from './pictures.ts';

/**
 * `npm run screens:accept [-- -g TEXT]`: the screens look as they are meant to. Pictures that changed, or those of them
 * with TEXT in their name, are written anew; those of no screen any more are removed.
 */

const config = join(import.meta.dirname, 'playwright.config.ts');
const { status } = spawnSync(
  'playwright',
  ['test', '--config', config, '--update-snapshots=changed', ...process.argv.slice(2)],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);

const kept = new Set(pictures.map(({ file }) => join(baselines, file)));
for (const entry of await readdir(baselines, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && !kept.has(file)) await rm(file);
}
process.exitCode = status ?? 1;
