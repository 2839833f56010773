import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, decimalText, fromDecimal, minus, over, plus, rational, rounded, sumOf, times } from './rational.ts';
import { allocate, allocateScaled } from './rounding.ts';

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n))
  .map(([n, d]) => rational(n, d));
const positive = fc.tuple(fc.bigInt(1n, 10n ** 20n), fc.bigInt(1n, 10n ** 12n)).map(([n, d]) => rational(n, d));

test('sums and products undo each other', () => {
  fc.assert(
    fc.property(fraction, positive, (a, b) => {
      expect(compare(minus(plus(a, b), b), a)).toBe(0);
      expect(compare(over(times(a, b), b), a)).toBe(0);
    }),
  );
});

test.each([
  ['0.125', 2, '0.13'],
  ['0.124999999', 2, '0.12'],
  ['0.5', 0, '1'],
  ['1.005', 2, '1.01'],
  ['12', 2, '12.00'],
])('%s to %d places is %s', (text, places, expected) => {
  expect(decimalText(fromDecimal(text), places)).toBe(expected);
});

test('rounds away from zero on both sides of it, or towards it', () => {
  expect([rounded(rational(-5, 2)), rounded(rational(5, 2)), rounded(rational(-7, 3))]).toEqual([-3n, 3n, -2n]);
  expect([rounded(rational(-29, 10), 0, 'down'), rounded(rational(29, 10), 0, 'down')]).toEqual([-2n, 2n]);
  expect(decimalText(rational(-1, 3), 2, 4)).toBe('-0.3333');
});

test('shares add up to the total, each less than one away', () => {
  fc.assert(
    fc.property(
      fc.array(
        positive.map(({ n, d }) => rational(n % 10n ** 6n, d)),
        { minLength: 1 },
      ),
      (parts) => {
        const total = Number(rounded(sumOf(parts)));
        const shares = allocate(parts, total);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        for (const [i, part] of parts.entries())
          expect(Math.abs(shares[i] ?? Number.NaN) - Number(part.n) / Number(part.d)).toBeLessThan(1);
        expect(allocateScaled(parts, 1000).reduce((sum, share) => sum + share, 0)).toBe(1000);
      },
    ),
  );
});
