import { expect, test, vi } from 'vitest';
import { type Corner, createGesture } from './gesture.ts';

const L: Corner = 'left';
const R: Corner = 'right';

test.each([
  ['five by turns', [L, R, L, R, L], 1_000, 1],
  ['with others before them', [R, R, L, R, L, R, L], 500, 1],
  ['too slowly', [L, R, L, R, L], 1_600, 0],
  ['one corner only', [L, L, L, L, L, L], 100, 0],
  ['begun on the other side', [R, L, R, L], 100, 0],
  ['twice', [L, R, L, R, L, L, R, L, R, L], 500, 2],
] as const)('%s', (_name, touches, everyMs, times) => {
  let nowMs = 0;
  const onDone = vi.fn();
  const touch = createGesture(() => nowMs, onDone);
  for (const corner of touches) {
    touch(corner);
    nowMs += everyMs;
  }
  expect(onDone).toHaveBeenCalledTimes(times);
});
