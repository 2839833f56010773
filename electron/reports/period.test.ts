import { expect, test } from 'vitest';
import { instantsOf, type PeriodChoice, periodBefore, reportPeriod } from './period.ts';

const at = { nowMs: Date.parse('2026-11-23T11:00:00Z'), timeZone: 'Europe/Madrid' };

function spans(choice: PeriodChoice) {
  const period = reportPeriod(choice, at);
  if (!period.ok) return period.error;
  const { from, to, isRunning } = period.value;
  const before = periodBefore(period.value, at.nowMs);
  return { of: `${from} ${to}`, before: `${before.from} ${before.to}`, isRunning };
}

test.each([
  // What is running is compared with as many days of what was before.
  ['day', '2026-11-23', { of: '2026-11-23 2026-11-24', before: '2026-11-22 2026-11-23', isRunning: true }],
  ['week', '2026-11-25', { of: '2026-11-23 2026-11-30', before: '2026-11-16 2026-11-17', isRunning: true }],
  ['week', '2026-11-22', { of: '2026-11-16 2026-11-23', before: '2026-11-09 2026-11-16', isRunning: false }],
  ['month', '2026-11-01', { of: '2026-11-01 2026-12-01', before: '2026-10-01 2026-10-24', isRunning: true }],
  ['month', '2026-03-31', { of: '2026-03-01 2026-04-01', before: '2026-02-01 2026-03-01', isRunning: false }],
  ['quarter', '2026-12-31', { of: '2026-10-01 2027-01-01', before: '2026-07-01 2026-08-24', isRunning: true }],
  ['year', '2024-02-29', { of: '2024-01-01 2025-01-01', before: '2023-01-01 2024-01-01', isRunning: false }],
] as const)('a %s around %s', (kind, day, expected) => {
  expect(spans({ kind, day })).toEqual(expected);
});

test('days of one’s own choice end with the last of them, and are compared with as many', () => {
  expect(spans({ kind: 'custom', day: '2026-09-10', last: '2026-09-19' })).toEqual({
    of: '2026-09-10 2026-09-20',
    before: '2026-08-31 2026-09-10',
    isRunning: false,
  });
});

test('a running period is never compared with more than the whole one before it', () => {
  const late = { nowMs: Date.parse('2026-03-31T11:00:00Z'), timeZone: 'Europe/Madrid' };
  const march = reportPeriod({ kind: 'month', day: '2026-03-31' }, late);
  expect(march.ok && periodBefore(march.value, late.nowMs)).toEqual({ from: '2026-02-01', to: '2026-03-01' });
});

test.each([
  [{ kind: 'day', day: '2026-02-30' }, 'notADay'],
  [{ kind: 'day', day: '../../etc' }, 'notADay'],
  [{ kind: 'custom', day: '2026-02-03', last: '2026-02-01' }, 'endsBeforeItBegins'],
  [{ kind: 'custom', day: '1990-01-01', last: '2026-01-01' }, 'tooLong'],
] as const)('%o is refused', (choice, why) => {
  expect(spans(choice)).toBe(why);
});

test.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
  ['2026-11-23', 24],
])('%s has %i hours in Madrid', (day, hours) => {
  const period = reportPeriod({ kind: 'day', day }, at);
  if (!period.ok) throw new Error(period.error);
  const { fromMs, toMs } = instantsOf(period.value, at.timeZone);
  expect((toMs - fromMs) / 3_600_000).toBe(hours);
});
