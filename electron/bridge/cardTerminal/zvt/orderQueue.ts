/** Settlement goes before the driver at the screen, and both before polls. */
export type Priority = 'settlement' | 'driver' | 'poll';

const rank: Readonly<Record<Priority, number>> = { settlement: 0, driver: 1, poll: 2 };

export type OrderQueue = {
  /** Runs `task` when the terminal is free; `onWait` is called if that is not at once. Null: `signal` fired before. */
  run<T>(priority: Priority, task: () => Promise<T>, waiting?: Waiting): Promise<T | null>;
};

type Waiting = { readonly onWait?: () => void; readonly signal?: AbortSignal };

/** One order at a time, the most urgent first, then in the order of calling. */
export function createOrderQueue(): OrderQueue {
  let busy = false;
  const waiting: { readonly rank: number; readonly begin: () => void }[] = [];

  const next = (): void => {
    const index = waiting.reduce((best, entry, i) => (entry.rank < (waiting[best]?.rank ?? Infinity) ? i : best), 0);
    const [entry] = waiting.splice(index, 1);
    busy = entry !== undefined;
    entry?.begin();
  };

  return {
    async run<T>(priority: Priority, task: () => Promise<T>, { onWait, signal }: Waiting = {}): Promise<T | null> {
      if (signal?.aborted) return null;
      if (busy) {
        onWait?.();
        if (!(await turn(rank[priority], signal))) return null;
      }
      busy = true;
      try {
        return await task();
      } finally {
        next();
      }
    },
  };

  function turn(ownRank: number, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const entry = {
        rank: ownRank,
        begin: () => {
          signal?.removeEventListener('abort', leave);
          resolve(true);
        },
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(entry), 1);
        resolve(false);
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(entry);
    });
  }
}
