import { describe, expect, test } from 'vitest';
import { payload, reading, record } from './fixtures.ts';
import { implausible } from './plausibility.ts';
import { readTime, writeTime } from './time.ts';

const findings = (more: object, asked: Parameters<typeof implausible>[1] = {}) =>
  implausible([record({ ...payload(), ...more })], asked);
const begin = reading('B', '2935.600');
const end = reading('E', '2947.100');

describe('what speaks against billing a record', () => {
  test('nothing, in a good one: the receipt has its quantity, and the clock was set', () => {
    expect(findings({}, { billedKwh: '11.5', timeIsBilled: true })).toEqual([]);
  });

  test.each([
    ['sourceMissing', { MS: '', GS: '', CT: 'EVSEID' }, {}],
    ['paginationUnreadable', { PG: 'T007' }, { pagination: 'T007' }],
    ['paginationUnreadable', { PG: undefined }, { pagination: null }],
    ['beginMissing', { RD: [end] }, {}],
    ['endMissing', { RD: [begin] }, {}],
    ['beginTwice', { RD: [begin, begin, end] }, { obis: '1-0:B2.8.0*FF' }],
    ['endTwice', { RD: [begin, end, end] }, { obis: '1-0:B2.8.0*FF' }],
    ['beginNotFirst', { RD: [{ ...begin, TX: 'C' }, begin, end] }, {}],
    ['endNotLast', { RD: [begin, end, { ...end, TX: 'C' }] }, {}],
    ['registerBackwards', { RD: [begin, { ...end, RV: '2935.599' }] }, { begin: '2935.600', end: '2935.599' }],
    ['timeUnreadable', { RD: [begin, { ...end, TM: '2026-05-06T10:30:00Z' }] }, { time: '2026-05-06T10:30:00Z' }],
    ['timeBackwards', { RD: [begin, { ...end, TM: '2026-05-06T09:59:59,999+0000 S' }] }, {}],
    ['meterNotGood', { RD: [begin, { ...end, ST: 'M' }] }, { status: 'M' }],
    [
      'unusable',
      {
        RD: [
          { ...begin, EF: 'E' },
          { ...end, EF: '' },
        ],
      },
      { flags: 'E' },
    ],
    ['identificationFailed', { IL: 'MISMATCH' }, { level: 'MISMATCH' }],
    ['unitUnknown', { RD: [{ ...begin, RU: 'sec' }, end] }, {}],
  ])('%s', (code, more, values) => {
    const found = findings(more);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code, ...values });
  });

  test('another quantity than the signed one on the receipt, by the last digit', () => {
    expect(findings({}, { billedKwh: '11.501' })).toEqual([
      { code: 'quantityDiffers', signed: '11.500', billed: '11.501' },
    ]);
  });

  test.each([
    ['S', 'S', true],
    ['S', 'R', true],
    ['I', 'S', false],
    ['R', 'U', false],
  ])('a clock that is %s then %s is good enough for minutes: %s', (first, second, good) => {
    const at = (TM: string, state: string) => TM.replace(/S$/, state);
    const RD = [
      { ...begin, TM: at(begin.TM, first) },
      { ...end, TM: at(end.TM, second) },
    ];
    expect(findings({ RD }, { timeIsBilled: true }).map(({ code }) => code)).toEqual(good ? [] : ['clockNotSet']);
    expect(findings({ RD })).toEqual([]);
  });

  test('a meter that flags each reading is told of once', () => {
    const RD = [
      { ...begin, ST: 'F', EF: 'Et' },
      { ...end, ST: 'F', EF: 'Et' },
    ];
    expect(findings({ RD })).toEqual([
      { code: 'meterNotGood', status: 'F' },
      { code: 'unusable', flags: 'Et' },
    ]);
  });
});

describe('begin and end in two records', () => {
  const pair = (first: object, second: object) =>
    implausible([
      record({ ...payload(), PG: 'T7', RD: [begin], ...first }),
      record({ ...payload(), PG: 'T8', RD: [end], ...second }),
    ]);

  test('one after the other, of one meter: nothing', () => {
    expect(pair({}, {})).toEqual([]);
  });

  test.each([
    ['paginationGap', {}, { PG: 'T9' }, { expected: 'T8', found: 'T9' }],
    ['paginationGap', {}, { PG: 'T7' }, { expected: 'T8', found: 'T7' }],
    ['sourceDiffers', {}, { MS: 'M-2' }, { serials: ['M-1', 'M-2'] }],
  ])('%s', (code, first, second, values) => {
    expect(pair(first, second)).toEqual([{ code, ...values }]);
  });

  test('transactions and fiscal readings are counted apart', () => {
    expect(pair({}, { PG: 'F3' })).toEqual([]);
  });
});

describe('times', () => {
  test.each([
    ['2018-07-24T13:22:04,000+0200 S', Date.UTC(2018, 6, 24, 11, 22, 4), 'S'],
    ['1970-01-01T01:01:49,000+0100 U', 109_000, 'U'],
  ])('%s', (text, atMs, state) => {
    expect(readTime(text)).toEqual({ atMs, state });
  });

  test('written and read again', () => {
    expect(writeTime(Date.UTC(2026, 4, 6, 10), 'S')).toBe('2026-05-06T10:00:00,000+0000 S');
    expect(readTime(writeTime(1_234_567_890_123, 'R'))).toEqual({ atMs: 1_234_567_890_123, state: 'R' });
  });

  test.each(['2018-07-24T13:22:04,000+0200', '2018-13-24T13:22:04,000+0200 S', 'S'])('%s is none', (text) => {
    expect(readTime(text)).toBeNull();
  });
});
