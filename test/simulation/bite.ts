import { parseArgs } from 'node:util';
import { plantedBugs, withBug } from './plantedBugs.ts';
import { episodesOf, liveThroughAll } from './run.ts';

/**
 * `npm run bite -- --charges N --seed S [name…]`: plants one bug after the other and lets the simulation look for it;
 * `none` is the station as it is, in which nothing may be found. Without names: `none` and every bug of the list.
 */

const NONE = 'none';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    charges: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});
function fail(why: string): never {
  console.error(why);
  process.exit(2);
}
const whole = (name: 'charges' | 'seed', least: number): number => {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= least) return number;
  return fail(`--${name}: expected a whole number from ${least} on, got ${values[name]}`);
};
/** Before anything runs: a bug that cannot be planted must not pass for one that broke the station. */
function plant(name: string): void {
  try {
    withBug(name);
  } catch (cause) {
    fail((cause as Error).message);
  }
}
const charges = whole('charges', 1);
const seed = whole('seed', 0);
const names = positionals.length > 0 ? positionals : [NONE, ...Object.keys(plantedBugs)];
for (const name of names) if (name !== NONE) plant(name);

/** `what`: the first thing that did not add up, or how the station broke, in that episode; null: all added up. */
type Hunt = { readonly name: string; readonly charges: number; readonly episode: number; readonly what: string | null };

/** One thread a hunt: then what is found first does not hang on which thread was the faster. */
async function hunt(name: string): Promise<Hunt> {
  let lived = 0;
  let clean = 0;
  let what: string | null = null;
  try {
    await liveThroughAll(episodesOf(seed, charges), {
      threads: 1,
      ...(name !== NONE && { bug: name }),
      onResult(result) {
        lived += result.charges;
        what = result.violations[0] ?? null;
        if (what !== null) return 'enough';
        clean += 1;
      },
    });
  } catch (cause) {
    what = `by a crash: ${cause instanceof Error ? cause.message : cause}`;
  }
  return { name, charges: lived, episode: clean, what };
}

/** @returns whether it is as it should be. */
function tell({ name, charges: lived, episode, what }: Hunt): boolean {
  const isNone = name === NONE;
  if (what === null) console.log(`${name}: ${isNone ? 'clean' : 'MISSED'} in ${lived} charges`);
  else
    console.log(`${name}: ${isNone ? 'NOT CLEAN, ' : ''}found after ${lived} charges, in episode ${episode}: ${what}`);
  return isNone === (what === null);
}

/** Two hunts at a time, told in the order of the list. */
const LANES = 2;
const over = new Map<string, Hunt>();
const left = [...names];
const toTell = [...names];
const wrong: string[] = [];
async function lane(): Promise<void> {
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    over.set(name, await hunt(name));
    for (let next = over.get(toTell[0] ?? ''); next; next = over.get(toTell[0] ?? '')) {
      if (!tell(next)) wrong.push(next.name);
      toTell.shift();
    }
  }
}
await Promise.all(Array.from({ length: LANES }, lane));
const bugs = names.filter((name) => name !== NONE);
const missed = wrong.filter((name) => name !== NONE);
console.log(`${bugs.length - missed.length} found, ${missed.length} missed`);
process.exitCode = wrong.length > 0 ? 1 : 0;
