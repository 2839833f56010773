import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BookedPayment, compareDays } from './compareDays.ts';
import { booked, capture, charge, eur, intent, opened, placeHold } from './fixtures.ts';
import type { EndOfDay, EndOfDayOutcome } from './store.ts';

const closed = (count: number, minor: number): EndOfDayOutcome => ({
  result: 'closed',
  totals: { count, total: eur(minor), schemes: [] },
});

test('an end of day is asked for, then answered once, whatever is said again', () => {
  const store = opened();
  store.recordEndOfDayIntent('day:1');
  expect(() => store.recordEndOfDayIntent('day:1')).toThrow('asked for before');
  expect([...store.endsOfDay()]).toMatchObject([{ key: 'day:1', outcome: null }]);
  expect(() => store.recordEndOfDay('day:2', closed(1, 100))).toThrow('never asked for');
  store.recordEndOfDay('day:1', closed(1, 100));
  store.recordEndOfDay('day:1', closed(1, 100));
  expect(() => store.recordEndOfDay('day:1', closed(2, 100))).toThrow('another outcome before');
  store.recordEndOfDay(null, closed(0, 0));
  expect([...store.endsOfDay()].map(({ seq, key, outcome }) => [seq, key, outcome])).toEqual([
    [2, 'day:1', closed(1, 100)],
    [3, null, closed(0, 0)],
  ]);
  expect(store.verify()).toEqual({ ok: true, value: { rows: 3 } });
});

test('what is booked waits for the next end of day; what was taken back does not', () => {
  let nowMs = 1_000;
  const store = opened(':memory:', () => nowMs);
  charge(store, 's1');
  expect(store.bookedSinceEndOfDay()).toEqual({ count: 0, oldestAtMs: null });
  nowMs = 2_000;
  capture(store, 's1');
  expect(store.bookedSinceEndOfDay()).toEqual({ count: 1, oldestAtMs: 2_000 });
  store.undoOrder('s1:capture', 'still open');
  expect(store.bookedSinceEndOfDay().count).toBe(0);
  store.recordOutcome('s1:capture', booked(eur(1234)));
  store.recordEndOfDayIntent('day:1');
  expect(store.bookedSinceEndOfDay().count).toBe(1);
  store.recordEndOfDay('day:1', { result: 'refused', code: 'declined', hostCode: '77' });
  expect(store.bookedSinceEndOfDay().count).toBe(1);
  store.recordEndOfDay(null, closed(1, 1234));
  expect(store.bookedSinceEndOfDay()).toEqual({ count: 0, oldestAtMs: null });
  expect(store.verify().ok).toBe(true);
});

test('a reversal that gave everything back is in no end of day', () => {
  const store = opened();
  placeHold(store);
  store.recordIntent(intent('reverse', eur(0)));
  store.recordOutcome('s1:reverse', booked(eur(0)));
  expect(store.bookedSinceEndOfDay().count).toBe(0);
});

/** Payments and ends of day in one story: a number is a payment in cents, a pair [count, cents] is what was told. */
type Step = number | readonly [count: number, minor: number] | 'untold' | 'refused';
function differences(...story: Step[]) {
  const payments: BookedPayment[] = [];
  const days: EndOfDay[] = [];
  for (const [seq, step] of story.entries()) {
    const day = (outcome: EndOfDayOutcome | null) => days.push({ seq, key: null, atMs: seq, outcome });
    if (typeof step === 'number') payments.push({ seq, atMs: seq, amount: eur(step) });
    else if (step === 'untold') day({ result: 'closed', totals: null });
    else if (step === 'refused') day({ result: 'refused', code: 'declined', hostCode: null });
    else day(closed(...step));
  }
  return [...compareDays(payments, days)].map(({ kind, atMs, booked }) => [kind, atMs, booked.total.minor]);
}

test.each<[string, Step[], unknown[]]>([
  ['all agree', [100, 200, [2, 300], 50, [1, 50], [0, 0]], []],
  ['another sum', [100, 200, [2, 310]], [['otherTotals', 2, 300]]],
  ['another count', [100, 200, [3, 300]], [['otherTotals', 2, 300]]],
  ['one more here than there', [[0, 0], 100, 200, [1, 100]], [['otherTotals', 3, 300]]],
  ['a day nobody heard of', [[0, 0], 100, 200, 50, [1, 50]], [['unheard', 4, 300]]],
  ['a day nobody heard of, and nothing since', [[0, 0], 100, [0, 0]], [['unheard', 2, 100]]],
  ['before the first day nobody knows', [100, 50, [1, 50]], []],
  ['a day without totals takes all', [100, 'untold', 50, [1, 50]], []],
  ['a refused day takes nothing', [100, 'refused', 50, [2, 150]], []],
  ['300 payments, told in one byte', [...Array<Step>(300).fill(1), [44, 300]], []],
])('ends of day against payments: %s', (_, story, found) => {
  expect(differences(...story)).toEqual(found);
});

test('a terminal that books what it was told never differs, and each payment that is dropped is found', () => {
  const day = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 12 });
  const told = (amounts: readonly number[]): Step => [amounts.length, amounts.reduce((a, b) => a + b, 0)];
  fc.assert(
    fc.property(fc.array(day, { minLength: 2, maxLength: 6 }), fc.nat(), (days, which) => {
      expect(differences(...days.flatMap((amounts) => [...amounts, told(amounts)]))).toEqual([]);
      const unheard = 1 + (which % (days.length - 1));
      const story = days.flatMap((amounts, i) => (i === unheard ? amounts : [...amounts, told(amounts)]));
      const sum = (days[unheard] ?? []).reduce((a, b) => a + b, 0);
      const isHeardLater = unheard < days.length - 1;
      expect(differences(...story).map(([kind, , minor]) => [kind, minor])).toEqual(
        isHeardLater ? [['unheard', sum]] : [],
      );
    }),
  );
});
