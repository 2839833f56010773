/** Time as the station asks for it; tests and the simulation bring their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once, at or after the instant. @returns cancels. */
  at(instantMs: number, callback: () => void): () => void;
  /** Calls back again and again. @returns cancels. */
  every(spanMs: number, callback: () => void): () => void;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at(instantMs, callback) {
    let timer: NodeJS.Timeout;
    // Looks again when it rings: a wall clock that was set back must not ring early, nor a long wait overflow.
    const wait = () => {
      const left = instantMs - Date.now();
      if (left <= 0) return callback();
      timer = setTimeout(wait, Math.min(left, LONGEST_TIMEOUT_MS));
    };
    timer = setTimeout(wait, Math.max(0, Math.min(instantMs - Date.now(), LONGEST_TIMEOUT_MS)));
    return () => clearTimeout(timer);
  },
  every(spanMs, callback) {
    const timer = setInterval(callback, spanMs);
    return () => clearInterval(timer);
  },
};
