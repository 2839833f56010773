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
] as const)('low reach on %d inches, %d × %d, %d mm up: touched within 800 to 1300 mm', (inches, w, h, edge) => {
  const { reach, lift, pxPerMm } = layoutOf(panel(inches, edge), { width: w, height: h }, true);
  expect(edge + lift / pxPerMm).toBeGreaterThanOrEqual(800 - 1e-6);
  expect(edge + (lift + reach) / pxPerMm).toBeLessThanOrEqual(1300 + 1e-6);
});

it('low reach leaves a tall panel its height: at most the lower 45 % are touched', () => {
  const page = { width: 1080, height: 1920 };
  expect(layoutOf(panel(22), page, true)).toMatchObject({ ...page, name: 'portrait', lift: 0, reach: 864 });
});

it('low reach lays a wide panel that hangs high out anew, all of it within reach', () => {
  const { name, height, reach } = layoutOf(panel(32, 1000), { width: 1920, height: 1080 }, true);
  expect(name).toBe('landscape');
  expect(height).toBe(reach);
  expect(height).toBeLessThan(1080);
});

it('low reach changes nothing where everything is within reach', () => {
  const page = { width: 1280, height: 800 };
  expect(isTall(panel(10.1), page)).toBe(false);
  expect(layoutOf(panel(10.1), page, true)).toEqual(layoutOf(panel(10.1), page, false));
});
