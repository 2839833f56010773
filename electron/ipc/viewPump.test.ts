import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Clock, createViewPump, PUSH_EVERY_MS } from './viewPump.ts';

/** A clock worked by hand: `advance` fires what is due, in order. */
function handClock(): Clock & { advance(ms: number): void } {
  let now = 0;
  let timers: { at: number; fire: () => void }[] = [];
  return {
    now: () => now,
    after(ms, fire) {
      const timer = { at: now + ms, fire };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.fire();
      }
      now = end;
    },
  };
}

test('the first value goes at once, then the newest of each tenth of a second', () => {
  const clock = handClock();
  const sent: number[] = [];
  const pump = createViewPump<number>((value) => sent.push(value), { clock });
  pump.push(1);
  expect(sent).toEqual([1]);
  pump.push(2);
  pump.push(3);
  clock.advance(99);
  expect(sent).toEqual([1]);
  clock.advance(1);
  expect(sent).toEqual([1, 3]);
});

test('a value after a pause goes at once again', () => {
  const clock = handClock();
  const sent: number[] = [];
  const pump = createViewPump<number>((value) => sent.push(value), { clock });
  pump.push(1);
  clock.advance(5_000);
  pump.push(2);
  expect(sent).toEqual([1, 2]);
});

test('a receiver that is not ready gets the newest once it is', () => {
  const clock = handClock();
  const sent: number[] = [];
  let ready = false;
  const pump = createViewPump<number>((value) => sent.push(value), { clock, ready: () => ready });
  for (const value of [1, 2, 3]) {
    pump.push(value);
    clock.advance(250);
  }
  expect(sent).toEqual([]);
  ready = true;
  clock.advance(PUSH_EVERY_MS);
  expect(sent).toEqual([3]);
});

test('nothing is sent after close', () => {
  const clock = handClock();
  const sent: number[] = [];
  const pump = createViewPump<number>((value) => sent.push(value), { clock });
  pump.push(1);
  pump.push(2);
  pump.close();
  pump.push(3);
  clock.advance(1_000);
  expect(sent).toEqual([1]);
});

test('for any pushes: never closer than a tenth of a second, never an older value, the last one always arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (pauses) => {
      const clock = handClock();
      const sent: { value: number; at: number }[] = [];
      const pump = createViewPump<number>((value) => sent.push({ value, at: clock.now() }), { clock });
      for (const [value, pause] of pauses.entries()) {
        clock.advance(pause);
        pump.push(value);
      }
      clock.advance(PUSH_EVERY_MS);
      expect(sent.at(-1)?.value).toBe(pauses.length > 0 ? pauses.length - 1 : undefined);
      for (const [i, one] of sent.entries()) {
        const before = sent[i - 1];
        if (!before) continue;
        expect(one.at - before.at).toBeGreaterThanOrEqual(PUSH_EVERY_MS);
        expect(one.value).toBeGreaterThan(before.value);
      }
    }),
  );
});
