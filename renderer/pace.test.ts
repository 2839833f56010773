import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chargeGoingOn } from '../test/bench/views.ts';
import { fixtures } from './fixtures.ts';
import { alikeButFigures, createPace } from './pace.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function paced({ awaited = false } = {}) {
  const shown: unknown[] = [];
  const pace = createPace<unknown>(
    (view) => shown.push(view),
    () => awaited,
  );
  return { shown, pace };
}

it('ten updates a second of running figures > shown twice a second, the last one too', () => {
  const { shown, pace } = paced();
  const views = chargeGoingOn(20);
  for (const view of views) {
    pace(view);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  expect(shown).toHaveLength(5);
  expect(shown[0]).toBe(views[0]);
  expect(shown.at(-1)).toBe(views.at(-1));
});

it('one update now and then is shown at once', () => {
  const { shown, pace } = paced();
  for (const view of chargeGoingOn(3)) {
    pace(view);
    expect(shown.at(-1)).toBe(view);
    vi.advanceTimersByTime(600);
  }
});

it('another screen, and whatever is not a figure, is shown at once and never overtaken by what waited', () => {
  const { shown, pace } = paced();
  const [first, second] = chargeGoingOn(2);
  const stopping = fixtures.charging?.stopping;
  pace(first);
  pace(second);
  expect(shown).toEqual([first]);
  pace(stopping);
  expect(shown).toEqual([first, stopping]);
  vi.advanceTimersByTime(1_000);
  expect(shown).toEqual([first, stopping]);
});

it('while a touch waits for its answer, every figure is shown at once', () => {
  const { shown, pace } = paced({ awaited: true });
  const views = chargeGoingOn(5);
  views.forEach(pace);
  expect(shown).toEqual(views);
});

it('another visit or another connector is no figure', () => {
  expect(alikeButFigures({ visit: 1 }, { visit: 2 })).toBe(false);
  expect(alikeButFigures({ screen: { connectorId: 1 } }, { screen: { connectorId: 2 } })).toBe(false);
  expect(alikeButFigures({ a: '1.25', b: [1] }, { a: '1.3', b: [2, 3] })).toBe(true);
  expect(alikeButFigures({ a: '1.25' }, { a: 'gone' })).toBe(false);
  expect(alikeButFigures({ a: 1 }, { a: null })).toBe(false);
  expect(alikeButFigures({ a: 1 }, { b: 1 })).toBe(false);
});
