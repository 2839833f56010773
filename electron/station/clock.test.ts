import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

it('rings once, at the instant', () => {
  const ring = vi.fn();
  systemClock.at(4_000, ring);
  vi.advanceTimersByTime(2_999);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(ring).toHaveBeenCalledOnce();
});

it('an instant that has passed rings at once, but not before `at` returns', () => {
  const ring = vi.fn();
  systemClock.at(500, ring);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(0);
  expect(ring).toHaveBeenCalledOnce();
});

it('the wall clock was set back > it waits for the instant all the same', () => {
  const ring = vi.fn();
  systemClock.at(4_000, ring);
  vi.setSystemTime(0);
  vi.advanceTimersByTime(3_500);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(ring).toHaveBeenCalledOnce();
});

it('a wait of fifty days does not overflow', () => {
  const ring = vi.fn();
  const fiftyDays = 50 * 24 * 3_600_000;
  systemClock.at(1_000 + fiftyDays, ring);
  vi.advanceTimersByTime(fiftyDays - 1);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ring).toHaveBeenCalledOnce();
});

it('cancelled, it never rings', () => {
  const ring = vi.fn();
  systemClock.at(4_000, ring)();
  systemClock.every(100, ring)();
  vi.advanceTimersByTime(10_000);
  expect(ring).not.toHaveBeenCalled();
});
