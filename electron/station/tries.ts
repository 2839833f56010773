import type { Clock } from './clock.ts';

const FREE_TRIES = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 30 * 60_000;
/** So long without a wrong try, and the next driver begins anew. */
const FORGOTTEN_MS = 2 * 60 * 60_000;

export type Tries = {
  /** Until when no try counts; null: now it does. */
  pausedUntilMs(): number | null;
  wrong(): void;
};

/**
 * Wrong tries at one station, by whoever stood there: after the third each costs twice the pause of the one before. A
 * right one in between forgives nothing, or a guesser would bring a receipt of their own.
 */
export function createTries(clock: Pick<Clock, 'now'>): Tries {
  let wrong = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  let untilMs = 0;
  return {
    pausedUntilMs: () => (clock.now() < untilMs ? untilMs : null),
    wrong() {
      const now = clock.now();
      if (now - lastMs > FORGOTTEN_MS) wrong = 0;
      lastMs = now;
      wrong += 1;
      if (wrong >= FREE_TRIES) untilMs = now + Math.min(FIRST_PAUSE_MS * 2 ** (wrong - FREE_TRIES), LONGEST_PAUSE_MS);
    },
  };
}
