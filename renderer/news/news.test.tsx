// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConnectorTile, KioskView } from '../../machines/view.ts';
import { chargingTile, MINUTE, NOW, quiet, tileA, tileB } from '../fixtures/base.ts';
import { fixtures } from '../fixtures.ts';
import { open } from '../testKit.tsx';
import { newsBetween } from './newsBetween.ts';

const on = (tile: Partial<ConnectorTile>, nowMs = NOW): KioskView => ({
  ...quiet,
  nowMs,
  connectors: [{ ...tileA, ...chargingTile, ...tile }, tileB],
});
const finished = { status: 'finished', graceEndsMs: NOW + 10 * MINUTE } as const;

describe('what is news', () => {
  it('the end of a charge, once', () => {
    expect(newsBetween(on({}), on(finished))).toEqual([{ connectorId: 1, label: 'A', kind: 'finished' }]);
    expect(newsBetween(on(finished), on(finished))).toEqual([]);
  });

  it('80 %, as it is passed', () => {
    expect(newsBetween(on({ socPercent: 79 }), on({ socPercent: 80.4 }))).toEqual([
      { connectorId: 1, label: 'A', kind: 'eighty', percent: 80 },
    ]);
    expect(newsBetween(on({ socPercent: 80 }), on({ socPercent: 81 }))).toEqual([]);
    expect(newsBetween(on({ socPercent: null }), on({ socPercent: 85 }))).toEqual([]);
  });

  it('three minutes before it costs to stand there, where it does', () => {
    const [before, after] = [on(finished, NOW + 7 * MINUTE - 1), on(finished, NOW + 7 * MINUTE)];
    expect(newsBetween(before, after)).toEqual([
      { connectorId: 1, label: 'A', kind: 'feeSoon', atMs: finished.graceEndsMs },
    ]);
    const parts = quiet.price.parts.filter(({ kind }) => kind !== 'idle');
    expect(newsBetween(before, { ...after, price: { ...quiet.price, parts } })).toEqual([]);
  });

  it('nothing, to a page that has just loaded', () => {
    expect(newsBetween({ ...quiet, connectors: [] }, on(finished))).toEqual([]);
  });
});

describe('how it is told', () => {
  const started: number[] = [];
  class FakeContext {
    currentTime = 0;
    destination = {};
    resume = async () => {};
    createGain = () => ({
      gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} },
      connect() {},
    });
    createOscillator = () => {
      const frequency = { value: 0 };
      return {
        frequency,
        connect: (to: unknown) => to,
        start: () => started.push(Math.round(frequency.value)),
        stop() {},
      };
    };
  }
  afterEach(() => {
    started.length = 0;
    vi.unstubAllGlobals();
  });

  it('in words and by a chime; in quiet hours by words alone', async () => {
    vi.stubGlobal('AudioContext', FakeContext);
    const { view, container } = await open(on({}));
    const line = () => container.querySelector('.pump [role=status]')?.textContent;
    expect(line()).toBe('');
    act(() => view.set(on(finished)));
    expect(line()).toBe('Cable A: charging has ended.');
    expect(started).toEqual([659, 880]);
    started.length = 0;
    const still = { ...on({ socPercent: 90 }), access: { ...quiet.access, chimeVolume: 0 } };
    act(() => view.set(on({ socPercent: 70 })));
    act(() => view.set(still));
    expect(line()).toBe('Cable A: the battery is at 90%.');
    expect(started).toEqual([]);
  });

  it('on the cable’s own screen: the end by the chime alone, for the title says it', async () => {
    vi.stubGlobal('AudioContext', FakeContext);
    const charging = fixtures.charging.active;
    if (!charging) throw new Error('no fixture');
    const { view, container } = await open(charging);
    act(() => view.set({ ...charging, connectors: [{ ...tileA, ...finished }, tileB] }));
    expect(container.querySelector('.news')).toBeNull();
    expect(container.querySelector('.pump .spoken[role=status]')?.textContent).toBe('');
    expect(started).toEqual([659, 880]);
  });
});
