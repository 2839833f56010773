import { expect, it } from 'vitest';
import { isTall, layoutOf } from './layoutOf.ts';

const panel = (diagonalInches: number, lowerEdgeMm = 900) => ({ diagonalInches, lowerEdgeMm });

it.each([
  [7, 800, 480, 'small', 5.25],
  [10.1, 1280, 800, 'landscape', 5.88],
  [7, 1280, 800, 'small', 8.49],
  [15.6, 1920, 1080, 'landscape', 5.56],
  [32, 1080, 1920, 'portrait', 2.71],
] as const)('%d inches, %d × %d: %s, %d px a millimetre', (inches, width, height, name, pxPerMm) => {
  const layout = layoutOf(panel(inches), { width, height }, false);
  expect(layout).toMatchObject({ name, width, height, lift: 0 });
  expect(layout.pxPerMm).toBeCloseTo(pxPerMm, 2);
});

it.each([
  [32, 1080, 1920, 900],
  [32, 1080, 1920, 650],
  [32, 1080, 1920, 1000],
  [21.5, 1080, 1920, 950],
  [32, 1920, 1080, 1000],
] as const)('low reach on %d inches, %d × %d, %d mm up: all of it within 800 to 1300 mm', (inches, w, h, edge) => {
  const { height, lift, pxPerMm, name } = layoutOf(panel(inches, edge), { width: w, height: h }, true);
  expect(name).not.toBe('portrait');
  expect(edge + lift / pxPerMm).toBeGreaterThanOrEqual(800 - 1e-6);
  expect(edge + (lift + height) / pxPerMm).toBeLessThanOrEqual(1300 + 1e-6);
});

it('low reach changes nothing where everything is within reach', () => {
  const page = { width: 1280, height: 800 };
  expect(isTall(panel(10.1), page)).toBe(false);
  expect(layoutOf(panel(10.1), page, true)).toEqual(layoutOf(panel(10.1), page, false));
});
