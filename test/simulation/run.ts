import { Worker } from 'node:worker_threads';
import type { EpisodeResult } from './episode.ts';
import type { Answer, Task } from './worker.ts';

/** So many charges one station lives through; long enough for its holds, receipts and outages to meet. */
export const EPISODE_CHARGES = 50;

/** The seed of each episode follows from the run's, so that any one of them can be lived through again alone. */
export const episodeSeed = (seed: number, episode: number): number => (seed * 1_000_003 + episode) >>> 0;

export function episodesOf(seed: number, charges: number): Task[] {
  return Array.from({ length: Math.ceil(charges / EPISODE_CHARGES) }, (_, episode) => ({
    seed: episodeSeed(seed, episode),
    charges: Math.min(EPISODE_CHARGES, charges - episode * EPISODE_CHARGES),
    trace: false,
  }));
}

/**
 * Lives through the episodes on as many threads, and tells of each in the order of `tasks`, whoever was done first.
 * `onResult` may answer 'enough' to leave out the rest.
 * @throws what broke in a thread: the simulation itself is wrong then, not the station.
 */
export async function liveThroughAll(
  tasks: readonly Task[],
  options: {
    readonly threads: number;
    readonly bug?: string;
    readonly onResult: (result: EpisodeResult, episode: number) => unknown;
    readonly onLine?: (line: string) => void;
  },
): Promise<void> {
  const results = new Map<number, EpisodeResult>();
  let next = 0;
  let told = 0;
  let isOver = false;

  function settle(episode: number, result: EpisodeResult): void {
    results.set(episode, result);
    for (let ready = results.get(told); ready && !isOver; ready = results.get(told)) {
      results.delete(told);
      if (options.onResult(ready, told) === 'enough') isOver = true;
      told += 1;
    }
  }

  function thread(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { bug: options.bug ?? null } });
      let episode = -1;
      const give = (): void => {
        episode = next++;
        const task = isOver ? undefined : tasks[episode];
        if (task) worker.postMessage(task);
        else void worker.terminate().then(() => resolve());
      };
      worker.on('error', reject);
      worker.on('message', (answer: Answer) => {
        if (answer.type === 'line') {
          options.onLine?.(answer.line);
          return;
        }
        settle(episode, answer.result);
        give();
      });
      give();
    });
  }

  await Promise.all(Array.from({ length: Math.min(options.threads, tasks.length) }, thread));
}
