import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSteadyClock, type SteadyClock } from './clock.ts';

const HOUR_MS = 3_600_000;
let clock: SteadyClock;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 });
  clock = createSteadyClock();
});
afterEach(() => void vi.useRealTimers());

describe('waiting', () => {
  it('rings once, at the instant', () => {
    const ring = vi.fn();
    clock.at(4_000, ring);
    vi.advanceTimersByTime(2_999);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(ring).toHaveBeenCalledOnce();
  });

  it('an instant that has passed rings at once, but not before `at` returns', () => {
    const ring = vi.fn();
    clock.at(500, ring);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(ring).toHaveBeenCalledOnce();
  });

  it('a wait of fifty days does not overflow', () => {
    const ring = vi.fn();
    const fiftyDays = 50 * 24 * HOUR_MS;
    clock.at(1_000 + fiftyDays, ring);
    vi.advanceTimersByTime(fiftyDays - 1);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledOnce();
  });

  it('cancelled, it never rings', () => {
    const ring = vi.fn();
    clock.at(4_000, ring)();
    clock.every(100, ring)();
    vi.advanceTimersByTime(10_000);
    expect(ring).not.toHaveBeenCalled();
  });
});

describe('the wall clock jumps', () => {
  it.each([HOUR_MS, -HOUR_MS])('by %d ms > time goes on as before, and so do deadlines', (jump) => {
    const ring = vi.fn();
    clock.at(4_000, ring);
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(2_000 + jump);
    expect(clock.now()).toBe(2_000);
    expect(clock.wallMs()).toBe(2_000 + jump);
    vi.advanceTimersByTime(1_999);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledOnce();
    expect(clock.now()).toBe(4_000);
  });

  it.each([HOUR_MS, -HOUR_MS])('by %d ms and is taken over > what waits keeps the span that is left', (jump) => {
    const ring = vi.fn();
    clock.at(4_000, ring);
    vi.setSystemTime(1_000 + jump);
    expect(clock.rebase()).toBe(jump);
    expect(clock.now()).toBe(1_000 + jump);
    expect(clock.rebase()).toBe(0);
    vi.advanceTimersByTime(2_999);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledOnce();
  });
});

it('steady time that has fractions > instants are whole milliseconds that never fall', () => {
  let elapsed = 0.7;
  const fine = createSteadyClock({ wallMs: () => 1_000, elapsedMs: () => elapsed });
  const seen = [0.2, 0.3, 0.9, 0.05].map((more) => {
    elapsed += more;
    return fine.now();
  });
  expect(seen).toEqual([1_000, 1_000, 1_001, 1_001]);
});
