import type { Clock } from '../../station/clock.ts';
import type { Course, Said, Step, TestKind } from './course.ts';
import { failed, stopped, type TestName, type Verdict } from './results.ts';

const LOOK_EVERY_MS = 250;

/** A test that runs, as the page shows it. */
export type Running = {
  readonly name: TestName;
  readonly step: Step;
  readonly person: string;
  readonly startedAtMs: number;
  /** When it waits no longer for what it shows. */
  readonly endsByMs: number;
};
type End = 'late' | 'cancelled' | 'driverFirst';

/** One run of a test, until it has found out, is ended from outside, or is overdue. */
export function createRunning(deps: {
  readonly name: TestName;
  readonly kind: TestKind;
  readonly person: string;
  readonly clock: Clock;
  /** Called when a driver needs the card reader. */
  readonly onReaderWanted: (listener: () => void) => () => void;
}) {
  const { name, kind, person, clock, onReaderWanted } = deps;
  const startedAtMs = clock.now();
  const limitAtMs = startedAtMs + kind.limitMs;
  const controller = new AbortController();
  const { signal } = controller;
  const whenEnded = Promise.withResolvers<Verdict>();
  let step: Step = { step: 'working' };
  let endsByMs = limitAtMs;
  let listener: (said: Said) => void = () => undefined;

  function end(why: End): void {
    whenEnded.resolve(why === 'late' ? failed('late') : stopped(why));
    controller.abort();
  }

  const course: Course = {
    signal,
    show: (next, withinMs = Number.POSITIVE_INFINITY) => {
      step = next;
      endsByMs = Math.min(limitAtMs, clock.now() + withinMs);
    },
    hear: () =>
      new Promise((resolve) => {
        listener = resolve;
        // Nobody is listened to any more: the test comes to its own end and clears up.
        signal.addEventListener('abort', () => resolve({ said: 'none' }), { once: true });
      }),
    async ask(question, cables = []) {
      course.show({ step: 'ask', question, cables });
      for (;;) {
        const { said } = await course.hear();
        if (said === 'touched') continue;
        course.show({ step: 'working' });
        return said;
      }
    },
    until: (look, withinMs) =>
      new Promise((resolve) => {
        const latestMs = clock.now() + withinMs;
        const stopLooking = clock.every(LOOK_EVERY_MS, () => {
          const found = look();
          if (found === null && clock.now() < latestMs && !signal.aborted) return;
          stopLooking();
          resolve(found);
        });
      }),
  };

  return {
    get view(): Running {
      return { name, step, person, startedAtMs, endsByMs };
    },
    hear: (said: Said) => listener(said),
    end,
    async conduct(): Promise<Verdict> {
      const cancelLimit = clock.at(limitAtMs, () => end('late'));
      const unwatch = kind.usesReader ? onReaderWanted(() => end('driverFirst')) : null;
      try {
        return await Promise.race([kind.run(course), whenEnded.promise]);
      } finally {
        cancelLimit();
        unwatch?.();
        controller.abort();
      }
    },
  };
}
