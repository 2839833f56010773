import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPowerCurve } from './powerCurve.ts';

it('never has more points than wished, begins at the beginning, and is thinned evenly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 120 }), fc.integer({ min: 0, max: 3_000 }), (most, samples) => {
      const curve = createPowerCurve(most);
      for (let i = 0; i < samples; i++) curve.add(i, i);
      const at = curve.points().map(({ atMs }) => atMs);
      const [first, second] = at;
      const step = second ?? 1;
      expect(at.length).toBeLessThanOrEqual(most);
      expect(at.length).toBeGreaterThanOrEqual(Math.min(samples, Math.floor(most / 2)));
      if (samples > 0) expect(first).toBe(0);
      expect(at).toEqual(at.map((_, index) => index * step));
      // No end is cut off: the last point is less than one step old.
      expect(samples - 1 - (at.at(-1) ?? -1)).toBeLessThan(Math.max(1, step));
    }),
  );
});

it('forgets the last charge', () => {
  const curve = createPowerCurve(4);
  for (let i = 0; i < 100; i++) curve.add(i, i);
  curve.clear();
  curve.add(7, 1);
  curve.add(8, 2);
  expect(curve.points()).toEqual([
    { atMs: 7, powerW: 1 },
    { atMs: 8, powerW: 2 },
  ]);
});
