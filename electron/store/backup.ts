import { parseArgs } from 'node:util';
import { readArgs } from '../station/overrides.ts';
import { backupBooks } from './backupBooks.ts';

/**
 * `npm run backup -- DB FILE`: a checked copy of the books, also while a station runs on them. Ends with 0 when FILE is
 * the copy, with 1 when it was left as it was.
 */

const usage = 'npm run backup -- DB FILE';
const args = readArgs(() => parseArgs({ allowPositionals: true }), usage);
const [source, target, ...more] = args.ok ? args.value.positionals : [];
if (!args.ok) fail(args.error);
else if (source === undefined || target === undefined || more.length > 0) fail(`usage: ${usage}`);
else {
  const copied = await backupBooks(source, target);
  if (copied.ok) console.log(`${target}: ${copied.value.rows} rows, last hash ${copied.value.headHash || 'none'}`);
  else fail(copied.error);
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
