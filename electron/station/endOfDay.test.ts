import { expect, test } from 'vitest';
import { capture, charge, opened } from '../store/fixtures.ts';
import { createEndOfDay, latestAt } from './endOfDay.ts';
import { createTestClock, createTestTerminal, eur, exampleConfig, silent } from './fixtures.ts';

const MADRID = 'Europe/Madrid';
const HOUR_MS = 3_600_000;
const at = (iso: string): number => Date.parse(iso);

test.each([
  ['after it', '2026-11-23T12:00:00Z', '2026-11-23T02:30:00Z'],
  ['on the minute', '2026-11-23T02:30:00Z', '2026-11-23T02:30:00Z'],
  ['just before it: yesterday', '2026-11-23T02:29:59Z', '2026-11-22T02:30:00Z'],
  ['in summer', '2026-07-01T12:00:00Z', '2026-07-01T01:30:00Z'],
  ['the day the clocks go forward', '2026-03-29T12:00:00Z', '2026-03-29T01:30:00Z'],
])('03:30 in Madrid, %s', (_, now, expected) => {
  expect(new Date(latestAt(at(now), '03:30', MADRID))).toEqual(new Date(expected));
});

test('02:30 on the day that has none > the clock showed 03:30 by then', () => {
  expect(new Date(latestAt(at('2026-03-29T12:00:00Z'), '02:30', MADRID))).toEqual(new Date('2026-03-29T01:30:00Z'));
});

/** A station in the evening, with one payment of €12.34 booked at 20:00 in Madrid. */
async function evening(changes: { config?: object; atRest?: () => boolean } = {}) {
  const clock = createTestClock(at('2026-11-22T19:00:00Z'));
  const calls: string[] = [];
  const terminal = createTestTerminal(calls);
  const store = opened(':memory:', clock.now);
  charge(store);
  capture(store);
  for (const key of ['s1:preAuthorize', 's1:capture']) store.confirmOrder(key);
  terminal.booked.push({ of: '0042', minor: 1234 });
  const endOfDay = createEndOfDay({
    store,
    terminal,
    clock,
    config: exampleConfig({ books: changes.config ?? {} }).books,
    timeZone: MADRID,
    atRest: changes.atRest ?? (() => true),
    log: silent,
  });
  const days = () => [...store.endsOfDay()].map(({ outcome }) => outcome);
  return { clock, terminal, store, endOfDay, calls, days };
}
const closed = (count: number, minor: number) => ({
  result: 'closed',
  totals: { count, total: eur(minor), schemes: [] },
});

test('closes the day once, at night, and not again until something was booked', async () => {
  const { clock, days, calls, endOfDay } = await evening();
  await clock.advance(7 * HOUR_MS);
  expect(days()).toEqual([]);
  expect(endOfDay.awaiting()).toMatchObject({ count: 1, isOverdue: false });
  await clock.advance(HOUR_MS);
  expect(days()).toEqual([closed(1, 1234)]);
  expect(endOfDay.awaiting()).toEqual({ count: 0, oldestAtMs: null, isOverdue: false });
  await clock.advance(48 * HOUR_MS);
  expect(calls.filter((call) => call === 'endOfDay')).toHaveLength(1);
});

test('asked for, and the terminal does not answer > away; it refuses to say what is open > not closed', async () => {
  const { terminal, endOfDay, days } = await evening();
  terminal.fail('list', 'away');
  expect(await endOfDay.closeNow()).toEqual({ ok: false, error: { code: 'terminalAway' } });
  terminal.listOpenPreAuthorizations = async () => ({ ok: false, error: { code: 'out_of_service', hostCode: '6A' } });
  expect(await endOfDay.closeNow()).toEqual({ ok: false, error: { code: 'notClosed' } });
  expect(days()).toEqual([]);
});

test('somebody charges > waits until they have left; all night > until the next one', async () => {
  let atRest = false;
  const { clock, days } = await evening({ atRest: () => atRest });
  await clock.advance(8.5 * HOUR_MS);
  atRest = true;
  await clock.advance(0.2 * HOUR_MS);
  expect(days()).toEqual([closed(1, 1234)]);

  atRest = false;
  const other = await evening({ atRest: () => atRest });
  await other.clock.advance(11 * HOUR_MS);
  atRest = true;
  await other.clock.advance(12 * HOUR_MS);
  expect(other.days()).toEqual([]);
  await other.clock.advance(12 * HOUR_MS);
  expect(other.days()).toEqual([closed(1, 1234)]);
});

test('a pre-authorization that only the terminal knows > nothing is journalled, and staff are told in the end', async () => {
  const { clock, terminal, days, endOfDay } = await evening();
  terminal.open.set('0099', 6000);
  await clock.advance(60 * HOUR_MS);
  expect(days()).toEqual([]);
  expect(endOfDay.awaiting().isOverdue).toBe(false);
  await clock.advance(13 * HOUR_MS);
  expect(endOfDay.awaiting().isOverdue).toBe(true);
});

test('an outcome the terminal has not confirmed > first that', async () => {
  const { clock, store, days } = await evening();
  charge(store, 's2');
  await clock.advance(9 * HOUR_MS);
  expect(days()).toEqual([]);
  expect(store.unconfirmedOrders()).toHaveLength(1);
});

test('refused > said so in the journal, and tried again the same night', async () => {
  const { clock, terminal, days } = await evening();
  terminal.fail('endOfDay', 'declined', 'away');
  await clock.advance(8 * HOUR_MS);
  expect(days()).toEqual([
    { result: 'refused', code: 'declined', hostCode: '77' },
    { result: 'refused', code: 'link_lost', hostCode: null },
    closed(1, 1234),
  ]);
});

test('answer lost > asked for, unanswered, and the next one says what is left', async () => {
  const { clock, terminal, days } = await evening();
  terminal.fail('endOfDay', 'answerLost');
  await clock.advance(8 * HOUR_MS);
  expect(days()).toEqual([null, closed(0, 0)]);
});

test('the process died between intent and outcome > the next run closes the day', async () => {
  const { clock, store, days } = await evening();
  store.recordEndOfDayIntent('endOfDay:before');
  await clock.advance(8 * HOUR_MS);
  expect(days()).toEqual([null, closed(1, 1234)]);
});

test('the terminal closed the day by itself > noted, and nothing is left to do', async () => {
  const { clock, endOfDay, days, calls } = await evening();
  endOfDay.onClosed({ count: 1, total: eur(1234), schemes: [] });
  await clock.advance(24 * HOUR_MS);
  expect(days()).toEqual([closed(1, 1234)]);
  expect(calls).not.toContain('endOfDay');
});

test('no time set > never', async () => {
  const { clock, calls } = await evening({ config: { endOfDayAt: null } });
  await clock.advance(48 * HOUR_MS);
  expect(calls).toEqual([]);
});
