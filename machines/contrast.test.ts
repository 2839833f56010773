import { expect, it } from 'vitest';
import { contrast } from './contrast.ts';

it.each([
  ['#000000', '#ffffff', 21],
  ['#fff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4],
])('%s on %s: %d', (ink, ground, ratio) => {
  expect(contrast(ink, ground)).toBeCloseTo(ratio, 2);
  expect(contrast(ground, ink)).toBe(contrast(ink, ground));
});

it('of what is no colour is not known', () => {
  expect(contrast('red', '#ffffff')).toBeNull();
});
