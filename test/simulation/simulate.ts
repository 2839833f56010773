import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { episodeSeed, episodesOf, liveThroughAll } from './run.ts';

/**
 * `npm run simulate -- --charges N --seed S`: whole stations in virtual time, with seeded drivers and faults on every
 * link; what does not add up is printed with the command that replays it. Standard output is the same for the same seed.
 */

const { values } = parseArgs({
  options: {
    charges: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    /** Only this episode, and everything that happens in it. */
    episode: { type: 'string' },
    threads: { type: 'string', default: '2' },
    /** Plants a known bug: then violations are to be found. */
    bug: { type: 'string' },
    /** Where to write how many stations' lives passed and failed (JSON). */
    report: { type: 'string' },
  },
});
const whole = (name: 'charges' | 'seed' | 'threads' | 'episode', least: number): number => {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= least) return number;
  console.error(`--${name}: expected a whole number from ${least} on, got ${values[name]}`);
  process.exit(2);
};
const charges = whole('charges', 1);
const seed = whole('seed', 0);
const threads = whole('threads', 1);
const bug = values.bug === undefined ? {} : { bug: values.bug };
const only = values.episode === undefined ? null : whole('episode', 0);

const all = episodesOf(seed, charges);
const first = all[0];
const tasks = only === null || !first ? all : [{ ...first, seed: episodeSeed(seed, only), trace: true }];
const startedAt = performance.now();
const sum = {
  charges: 0,
  receipts: 0,
  captured: 0,
  released: 0,
  forStaff: 0,
  deaths: 0,
  mishaps: 0,
  unbilledWh: 0,
  virtualHours: 0,
};
const fingerprint = createHash('sha256');
let failed = 0;

await liveThroughAll(tasks, {
  threads,
  ...bug,
  onLine: (line) => console.log(line),
  onResult(result, index) {
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += result[name];
    fingerprint.update(result.fingerprint);
    if (result.violations.length === 0) return;
    failed += 1;
    const episode = only ?? index;
    console.log(`\nepisode ${episode}: the money does not add up`);
    for (const violation of result.violations) console.log(`  ${violation}`);
    const planted = values.bug === undefined ? '' : ` --bug ${values.bug}`;
    console.log(`  replay: npm run simulate -- --seed ${seed} --charges ${charges} --episode ${episode}${planted}`);
  },
});

const seconds = (performance.now() - startedAt) / 1_000;
console.log(
  `seed ${seed}: ${sum.charges} charges in ${tasks.length} stations' lives of ${sum.virtualHours.toFixed(0)} h; ` +
    `${sum.receipts} receipts, ${sum.captured} captured, ${sum.released} released, ${sum.forStaff} left to staff`,
);
console.log(`${sum.mishaps} mishaps, ${sum.deaths} deaths of the process, ${sum.unbilledWh} Wh unheard and unbilled`);
console.log(`fingerprint ${fingerprint.digest('hex').slice(0, 32)}`);
console.error(`${(sum.charges / seconds).toFixed(0)} charges a second (${seconds.toFixed(1)} s on ${threads} threads)`);
const passed = tasks.length - failed;
console.log(`${passed} passed, ${failed} failed`);
if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed, skipped: 0 }));
process.exitCode = failed > 0 ? 1 : 0;
