/** Time as the station asks for it; tests and the simulation bring their own. */
export interface Clock {
  /** Epoch milliseconds, whole. */
  now(): number;
  /** Calls back once, at or after the instant. @returns cancels. */
  at(instantMs: number, callback: () => void): () => void;
  /** Calls back again and again. @returns cancels. */
  every(spanMs: number, callback: () => void): () => void;
}

/**
 * The station's own time: the wall clock's when it was made, and from there on as much as has really passed. Somebody
 * who sets the machine's time moves no deadline with it and bills no minute that never was. While the machine sleeps,
 * Linux's monotonic clock stands: station time is then behind, which is in the driver's favour, until the next `rebase`.
 */
export interface SteadyClock extends Clock {
  /** What the machine's own clock reads; epoch milliseconds. */
  wallMs(): number;
  /**
   * Goes on from the wall clock's time, or from another instant: for moments in which nothing is timed that money hangs
   * on. A callback that is waited for comes after the same span as before. @returns how far time jumped, in ms.
   */
  rebase(instantMs?: number): number;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** `wallMs` may jump; `elapsedMs` only grows, from any origin. */
export function createSteadyClock(
  sources = { wallMs: () => Date.now(), elapsedMs: () => performance.now() },
): SteadyClock {
  const { wallMs, elapsedMs } = sources;
  let originMs = wallMs() - elapsedMs();
  const now = () => Math.floor(originMs + elapsedMs());
  return {
    now,
    wallMs,
    rebase(instantMs = wallMs()) {
      const before = now();
      originMs = instantMs - elapsedMs();
      return now() - before;
    },
    at(instantMs, callback) {
      const ringsAtMs = elapsedMs() + (instantMs - now());
      let timer: NodeJS.Timeout;
      // Looks again when it rings: a timer may come a little early, and a long wait must not overflow.
      const wait = () => {
        const left = ringsAtMs - elapsedMs();
        if (left <= 0) return callback();
        timer = setTimeout(wait, Math.min(Math.ceil(left), LONGEST_TIMEOUT_MS));
      };
      timer = setTimeout(wait, Math.max(0, Math.min(instantMs - now(), LONGEST_TIMEOUT_MS)));
      return () => clearTimeout(timer);
    },
    every(spanMs, callback) {
      const timer = setInterval(callback, spanMs);
      return () => clearInterval(timer);
    },
  };
}
