import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gapsIn, isWhole, type Part } from './inspect.ts';

/**
 * `node locales/missing.ts [language …]`: what each language lacks, has too much, or fills in otherwise than English does,
 * as JSON with the English sentences: what a translator needs. Ends with 1 when there is anything to do.
 */
const asked = process.argv.slice(2);
const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const parts: readonly Part[] = ['.', 'maintenance'];
const gaps = (asked.length > 0 ? asked : folders.map(({ name }) => name))
  .flatMap((language) => parts.map((part) => [join(language, part), gapsIn(language, part)] as const))
  .filter(([, found]) => !isWhole(found));
console.log(JSON.stringify(Object.fromEntries(gaps), null, 2));
process.exitCode = gaps.length > 0 ? 1 : 0;
