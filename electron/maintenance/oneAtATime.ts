import { setTimeout as delay } from 'node:timers/promises';

/**
 * Long work, one at a time, that is told by a key: whoever asks for the same again while it runs, or before its outcome
 * was fetched, hears of the same. Null: something else is being worked at.
 */
export function createOneAtATime<V>(keep = 4) {
  const works = new Map<string, Promise<V>>();
  let running: string | null = null;

  return {
    start(key: string, work: () => Promise<V>): Promise<V> | null {
      const known = works.get(key);
      if (known) return known;
      if (running !== null) return null;
      running = key;
      const begun = work().finally(() => {
        running = null;
      });
      // Whoever waits for it hears of it; nobody may be left to.
      begun.catch(() => undefined);
      works.set(key, begun);
      for (const old of [...works.keys()].slice(0, -keep)) works.delete(old);
      return begun;
    },
    of: (key: string): Promise<V> | null => works.get(key) ?? null,
    forget: (key: string): void => void works.delete(key),
  };
}

/** What it comes to within a while; else undefined, and it goes on. */
export async function within<V>(ms: number, work: Promise<V>): Promise<V | undefined> {
  const inTime = new AbortController();
  try {
    return await Promise.race([work, delay(ms, undefined, { signal: inTime.signal })]);
  } finally {
    inTime.abort();
  }
}
