import { expect, it } from 'vitest';
import { minorDigits } from './money.ts';

it.each([
  ['EUR', 2],
  ['USD', 2],
  // Nobody pays with fillér any more, and terminals count them all the same.
  ['HUF', 2],
  ['ISK', 0],
  ['JPY', 0],
  ['KWD', 3],
])('%s has %i digits after the point by ISO 4217, whatever is written in shops', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});
