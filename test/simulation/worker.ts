import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { EpisodeResult } from './episode.ts';
import { planted } from './plantedBugs.ts';
import { createVirtualTime } from './virtualTime.ts';

/** One thread of the simulation: lives through the episodes it is handed, one after the other. */

export type Task = { readonly seed: number; readonly charges: number; readonly trace: boolean };
export type Answer =
  | { readonly type: 'line'; readonly line: string }
  | { readonly type: 'result'; readonly result: EpisodeResult };

const { bug } = workerData as { readonly bug: string | null };
if (bug) registerHooks({ load: planted(bug) });
// Only now: what is loaded before would not have the bug.
const { liveThrough, startMs } = await import('./episode.ts');
const time = createVirtualTime(startMs);
time.install();

// What a process does while it dies may fail without anybody waiting for it.
process.on('unhandledRejection', (cause) => {
  if (time.current.alive) throw cause;
});

const answer = (given: Answer): void => parentPort?.postMessage(given);
let turn = Promise.resolve();
parentPort?.on('message', ({ seed, charges, trace }: Task) => {
  turn = turn.then(async () => {
    const tell = trace ? (line: string) => answer({ type: 'line', line }) : null;
    answer({ type: 'result', result: await liveThrough(time, seed, charges, tell) });
  });
});
