import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChargeContext, initialContext } from '../../machines/charge.model.ts';
import { hold, input, reading } from '../../machines/charge.samples.ts';
import { authorization, opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { createSteadyClock, type SteadyClock } from './clock.ts';
import { type ClockDoubt, SOFTWARE_DATE_MS } from './clockCheck.ts';
import { resumeClock, watchClock } from './clockWatch.ts';
import { exampleConfig, silent } from './fixtures.ts';
import { costAt } from './pricing.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const START_MS = SOFTWARE_DATE_MS + HOUR_MS;

let clock: SteadyClock;
let store: Store;
let atRest: boolean;
let doubts: (ClockDoubt['code'] | null)[];
let end: () => void;
const minute = () => vi.advanceTimersByTime(60_000);
const setWall = (byMs: number) => vi.setSystemTime(Date.now() + byMs);

beforeEach(() => {
  vi.useFakeTimers({ now: START_MS });
  clock = createSteadyClock();
  const books = opened(':memory:', clock.now);
  books.recordAuthorization(authorization());
  store = books;
  atRest = true;
  doubts = [];
  watch();
});
const watch = () => {
  end = watchClock({
    clock,
    atRest: () => atRest,
    store,
    onDoubt: (doubt) => doubts.push(doubt?.code ?? null),
    log: silent,
  });
};
afterEach(() => void vi.useRealTimers());

it.each([HOUR_MS, -HOUR_MS])('set by %d ms while a charge is open > followed when it is over', (jump) => {
  atRest = false;
  setWall(jump);
  minute();
  expect(clock.now()).toBe(START_MS + 60_000);
  atRest = true;
  minute();
  expect(clock.now()).toBe(START_MS + 120_000 + jump);
  expect(doubts).toEqual([]);
});

it('set on by an hour during the free time after the charge > no idle fee', () => {
  atRest = false;
  const config = exampleConfig();
  const waits = { ...input.settings.waits, grace: 600_000 };
  const plugged: ChargeContext = {
    ...initialContext({ ...input, settings: { ...input.settings, waits } }),
    hold,
    meterStart: reading(0),
    meterEnd: reading(10_000),
    finishedAtMs: clock.now(),
  };
  const before = costAt(plugged, config, clock.now()).total;
  setWall(HOUR_MS);
  minute();
  expect(costAt(plugged, config, clock.now()).total).toEqual(before);
  expect(costAt(plugged, config, clock.wallMs()).total).not.toEqual(before);
});

it('wrong by years > told once, not followed; right again > told, and followed', () => {
  setWall(-10 * YEAR_MS);
  minute();
  minute();
  expect(doubts).toEqual(['beforeSoftware']);
  expect(clock.now()).toBe(START_MS + 120_000);
  setWall(10 * YEAR_MS + HOUR_MS);
  minute();
  expect(doubts).toEqual(['beforeSoftware', null]);
  expect(clock.now()).toBe(START_MS + HOUR_MS + 180_000);
});

it('wrong by years from the start > told at once', () => {
  end();
  setWall(-10 * YEAR_MS);
  watch();
  expect(doubts).toEqual(['beforeSoftware']);
});

it('wrong by years while a charge is open > the charge goes on, the doubt comes after it', () => {
  atRest = false;
  setWall(10 * YEAR_MS);
  minute();
  expect(doubts).toEqual([]);
  atRest = true;
  minute();
  expect(doubts).toEqual(['farAhead']);
});

describe('the station restarts while a charge is open', () => {
  /** @returns the time a new process starts at. */
  const restarted = (): number => {
    end();
    const next = createSteadyClock();
    resumeClock(next, store, silent);
    return next.now();
  };
  beforeEach(() => {
    atRest = false;
  });

  it('after the clock was set on by an hour > no hour has passed', () => {
    setWall(HOUR_MS);
    minute();
    expect(restarted()).toBe(START_MS + 60_000);
  });

  it('after the clock was set on and right again > not before what was written', () => {
    setWall(HOUR_MS);
    minute();
    setWall(-HOUR_MS);
    expect(restarted()).toBe(START_MS);
  });

  it('after the clock was set back > never before what is journalled', () => {
    setWall(-HOUR_MS);
    minute();
    expect(restarted()).toBe(START_MS);
  });

  it.each([10 * YEAR_MS, -10 * YEAR_MS])('with a clock wrong by %d ms > from what was written last', (wrong) => {
    setWall(wrong);
    expect(restarted()).toBe(START_MS);
  });

  it('and it was followed meanwhile > as the clock says', () => {
    setWall(HOUR_MS);
    minute();
    atRest = true;
    minute();
    expect(restarted()).toBe(START_MS + 120_000 + HOUR_MS);
  });
});

it('the store refuses the note > time goes on all the same', () => {
  atRest = false;
  store.saveSnapshot = () => {
    throw new Error('disk full');
  };
  setWall(HOUR_MS);
  minute();
  expect(clock.now()).toBe(START_MS + 60_000);
});

it('ended > looks no more', () => {
  end();
  setWall(10 * YEAR_MS);
  minute();
  expect(doubts).toEqual([]);
});
