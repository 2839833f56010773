import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayOf, localTime, nextOnTheClock, weekdayOf } from './localTime.ts';

const zones = ['Europe/Madrid', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
const instants = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2040, 0) });

test('is what the calendar of each place says, at any instant', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (ms, zone) => {
      const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      const { day, second } = localTime(ms, zone);
      expect(day).toBe(dayOf(there.toPlainDate().toString()));
      expect(second).toBe(there.hour * 3600 + there.minute * 60 + there.second);
      expect(weekdayOf(day) + 1).toBe(there.dayOfWeek);
    }),
  );
});

test('on both sides of a change of the clock, to the second', () => {
  const change = Date.parse('2026-10-25T01:00:00Z');
  expect(localTime(change - 1, 'Europe/Madrid').second).toBe(3 * 3600 - 1);
  expect(localTime(change, 'Europe/Madrid').second).toBe(2 * 3600);
});

test('passes none of the seconds asked for before the instant it names', () => {
  const seconds = [0, 6 * 3600, 22 * 3600];
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), fc.nat(86_400_000), (ms, zone, sinceMs) => {
      const next = nextOnTheClock(ms, zone, seconds, ms + 3 * 86_400_000);
      expect(next).toBeGreaterThan(ms);
      const between = Math.min(ms + sinceMs, next - 1);
      const passed = (at: number) => seconds.filter((each) => each <= localTime(at, zone).second).length;
      expect(passed(between)).toBe(passed(ms));
    }),
  );
});

test('a zone that is none is a bug', () => {
  expect(() => localTime(0, 'Europe/Atlantis')).toThrow(RangeError);
});
