import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isBegun, minorOf, typedOf } from './amount.ts';

it('reads what is typed in the major unit, with either mark', () => {
  expect(['80', '80.5', '80,50', '0,05', ',5', '80.'].map((typed) => minorOf(typed, 2))).toEqual([
    8000, 8050, 8050, 5, 50, 8000,
  ]);
  expect(minorOf('80', 0)).toBe(80);
  expect(minorOf('1,234', 3)).toBe(1234);
});

it('takes no amount from what is none', () => {
  expect(['', '.', '8.000', '8,,', '-8', '8 €'].map((typed) => minorOf(typed, 2))).toEqual(Array(6).fill(null));
  expect(minorOf('8.5', 0)).toBeNull();
});

it('every start of what is written is let stand, and the whole is read as the same amount', () => {
  fc.assert(
    fc.property(
      fc.nat(999_999_999),
      fc.constantFrom(0, 2, 3),
      fc.constantFrom('.', ',', '٫'),
      (minor, digits, mark) => {
        const typed = typedOf(minor, digits, mark);
        for (let end = 0; end <= typed.length; end += 1) expect(isBegun(typed.slice(0, end), digits)).toBe(true);
        expect(minorOf(typed, digits)).toBe(minor);
      },
    ),
  );
});
