import { expect, it } from 'vitest';
import { countryOf, vatCountries, vatExamples } from './buyer.ts';

it.each(vatCountries)('a whole number of %s tells its country', (code) => {
  expect(countryOf(vatExamples[code])).toBe(code);
});

it.each([
  ['at u123.456-75', 'AT'],
  ['EL 123456795', 'GR'],
  ['ATU1234567', null],
  ['B12345682', null],
  ['123456796', null],
  ['US123456796', null],
  ['', null],
] as const)('%j: %s', (typed, code) => {
  expect(countryOf(typed)).toBe(code);
});
