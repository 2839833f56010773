import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../electron/ensureBuilt.ts';
import type { Comparison } from './compare.ts';
import { startKilling } from './rounds.ts';

/**
 * `npm run kill [-- --rounds N] [--seed S]`: the station's process is killed N times and more while drivers charge, and
 * the books are compared. A seed repeats what drivers mean to do and which moments are chosen for a kill; how bytes and
 * milliseconds fall on real sockets it cannot repeat, so that a failing seed may pass when it is run again.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    /** Where data folders are made; that of a failing run stays. */
    dir: { type: 'string', default: tmpdir() },
    /** A file for the counts of rounds passed and failed, as JSON. */
    report: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run kill -- [--rounds N] [--seed S], both whole numbers');
  process.exit(2);
}

/** So many rounds go by, at most, until the books are compared. */
const COMPARED_EVERY = 30;
const comparisons = Math.ceil(rounds / COMPARED_EVERY);

await ensureBuilt();
const startedAt = performance.now();
const killing = await startKilling({ seed, dir: values.dir });
let last: Comparison | null = null;
let passed = 0;
let failed = 0;
for (let nth = 1; nth <= comparisons && failed === 0; nth += 1) {
  const from = passed + 1;
  const to = Math.round((nth * rounds) / comparisons);
  const violations = await play(from, to);
  if (violations.length === 0) passed = to;
  else failed = to - from + 1;
  console.log(`rounds ${from}–${to}: ${failed === 0 ? 'the books agree' : 'THE BOOKS DO NOT AGREE'}`);
  for (const violation of violations) console.log(`  seed ${seed}, rounds ${from}–${to}: ${violation}`);
}
await killing.close();
if (last) console.log(summary(last));
if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed }));
if (failed > 0) console.log(`everything of this run is kept in ${killing.dataDir}`);
else rmSync(killing.dataDir, { recursive: true, force: true });
process.exitCode = failed > 0 ? 1 : 0;

async function play(from: number, to: number): Promise<readonly string[]> {
  try {
    for (let round = from; round <= to; round += 1) await killing.round();
    last = await killing.audit();
    return last.violations;
  } catch (cause) {
    return [cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)];
  }
}

function summary({ charges, receipts, captures, releases, violations }: Comparison): string {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  return [
    `seed ${seed}: ${passed + failed} rounds, ${killing.kills} kills, ${killing.lostSnapshots} times no snapshot, ${seconds} s`,
    `  ${charges} charges with energy, ${receipts} receipts; at the terminal ${captures} captures, ${releases} releases`,
    `  ${violations.length} violations`,
  ].join('\n');
}
