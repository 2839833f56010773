/** Milliseconds that never go back, and a timer on the same scale. */
export type Clock = { now(): number; after(ms: number, fire: () => void): () => void };

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};

export type Pump<T> = { push(value: T): void; close(): void };

/** Ten pushes a second: more than a person reads, less than a slow panel can draw. */
export const PUSH_EVERY_MS = 100;

/**
 * Between a source that may be quick and a receiver that may be slow: the first value goes at once, later ones no
 * closer than `PUSH_EVERY_MS`, and of those that came meanwhile only the newest. While `ready` says no, it waits.
 */
export function createViewPump<T>(
  send: (value: T) => void,
  { clock = systemClock, ready = () => true }: { clock?: Clock; ready?: () => boolean } = {},
): Pump<T> {
  let waiting: { readonly value: T } | null = null;
  let nextAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  let closed = false;

  function turn(): void {
    cancel = null;
    if (closed || !waiting) return;
    const now = clock.now();
    if (now < nextAt) {
      wait(nextAt - now); // timers may fire a moment early
    } else if (!ready()) {
      wait(PUSH_EVERY_MS);
    } else {
      const { value } = waiting;
      waiting = null;
      nextAt = now + PUSH_EVERY_MS;
      send(value);
    }
  }
  function wait(ms: number): void {
    cancel = clock.after(ms, turn);
  }

  return {
    push(value) {
      if (closed) return;
      waiting = { value };
      if (!cancel) turn();
    },
    close() {
      closed = true;
      waiting = null;
      cancel?.();
      cancel = null;
    },
  };
}
