import { expect, it } from 'vitest';
import { clockDoubt, SOFTWARE_DATE_MS } from './clockCheck.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

it('the software is not of tomorrow', () => {
  expect(SOFTWARE_DATE_MS).toBeLessThanOrEqual(Date.now());
  expect(clockDoubt(Date.now(), null)).toBeNull();
});

it.each([
  ['the software’s own day', SOFTWARE_DATE_MS, null],
  ['a day before it, seen from a time zone further west', SOFTWARE_DATE_MS - DAY_MS, null],
  ['a moment after the newest row', SOFTWARE_DATE_MS + YEAR_MS + 1, SOFTWARE_DATE_MS + YEAR_MS],
  ['a day before the newest row', SOFTWARE_DATE_MS, SOFTWARE_DATE_MS + DAY_MS],
  ['three years after the software, with an empty journal', SOFTWARE_DATE_MS + 3 * YEAR_MS, null],
  ['three years after the newest row', SOFTWARE_DATE_MS + 8 * YEAR_MS, SOFTWARE_DATE_MS + 5 * YEAR_MS],
  ['any time after rows that a clock far behind wrote', SOFTWARE_DATE_MS + YEAR_MS, 0],
] as const)('can be right: %s', (_, nowMs, newestRowMs) => {
  expect(clockDoubt(nowMs, newestRowMs)).toBeNull();
});

it.each([
  ['beforeSoftware', 'the battery of the clock is empty', 0, null, SOFTWARE_DATE_MS],
  ['beforeSoftware', 'more than a day before the software', SOFTWARE_DATE_MS - DAY_MS - 1, null, SOFTWARE_DATE_MS],
  [
    'beforeJournal',
    'more than a day before the newest row',
    SOFTWARE_DATE_MS,
    SOFTWARE_DATE_MS + DAY_MS + 1,
    SOFTWARE_DATE_MS + DAY_MS + 1,
  ],
  ['farAhead', 'more than three years on', SOFTWARE_DATE_MS + 3 * YEAR_MS + 1, null, SOFTWARE_DATE_MS],
  [
    'farAhead',
    'more than three years after the newest row',
    SOFTWARE_DATE_MS + 4 * YEAR_MS + 1,
    SOFTWARE_DATE_MS + YEAR_MS,
    SOFTWARE_DATE_MS + YEAR_MS,
  ],
] as const)('%s: %s', (code, _, nowMs, newestRowMs, knownMs) => {
  expect(clockDoubt(nowMs, newestRowMs)).toEqual({ code, nowMs, knownMs });
});
