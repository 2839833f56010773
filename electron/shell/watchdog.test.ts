import { expect, test } from 'vitest';
import { createReloadPacer } from './watchdog.ts';

test('the first crash is mended at once, each further one in the same minute waits twice as long, up to half a minute', () => {
  const clock = { now: 0 };
  const pacer = createReloadPacer(() => clock.now);
  expect(Array.from({ length: 9 }, () => pacer.nextWaitMs())).toEqual([
    0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  clock.now += 60_000;
  expect(pacer.nextWaitMs()).toBe(0);
});
