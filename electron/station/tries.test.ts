import { expect, it } from 'vitest';
import { createTestClock } from './fixtures.ts';
import { createTries } from './tries.ts';

const MINUTE = 60_000;

it('the third wrong try costs a pause, each further one twice as long, half an hour at most', async () => {
  const clock = createTestClock();
  const tries = createTries(clock);
  const pauses: number[] = [];
  for (let nth = 1; nth <= 11; nth += 1) {
    tries.wrong();
    const until = tries.pausedUntilMs();
    pauses.push(until === null ? 0 : until - clock.now());
    await clock.advance(pauses.at(-1) ?? 0);
    expect(tries.pausedUntilMs()).toBeNull();
  }
  expect(pauses.map((ms) => ms / MINUTE)).toEqual([0, 0, 0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
});

it('two hours without a wrong try are forgotten', async () => {
  const clock = createTestClock();
  const tries = createTries(clock);
  for (let nth = 0; nth < 3; nth += 1) tries.wrong();
  await clock.advance(121 * MINUTE);
  tries.wrong();
  tries.wrong();
  expect(tries.pausedUntilMs()).toBeNull();
  tries.wrong();
  expect(tries.pausedUntilMs()).not.toBeNull();
});
