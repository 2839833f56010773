import { describe, expect, it } from 'vitest';
import { exampleConfig } from '../../electron/station/fixtures.ts';
import type { EpisodeResult } from './episode.ts';
import { grossMinor } from './price.ts';
import { liveThroughAll } from './run.ts';

async function results(seeds: readonly number[], threads: number): Promise<EpisodeResult[]> {
  const found: EpisodeResult[] = [];
  const tasks = seeds.map((seed) => ({ seed, charges: 12, trace: false }));
  await liveThroughAll(tasks, { threads, onResult: (result) => found.push(result) && null });
  return found;
}

describe('the simulation', () => {
  it('same seed > same life, on however many threads; another seed > another life', async () => {
    const first = await results([11, 12, 13], 2);
    expect(await results([11, 12, 13], 1)).toEqual(first);
    expect(new Set(first.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(first.flatMap(({ violations }) => violations)).toEqual([]);
    expect(first.reduce((sum, { receipts }) => sum + receipts, 0)).toBeGreaterThan(5);
  }, 60_000);
});

describe('the second opinion on a price', () => {
  const { tariff } = exampleConfig();

  it('kWh, session and started minutes of standing there, rounded once', () => {
    expect(grossMinor(tariff, 10_000, 0)).toBe(590 + 35);
    expect(grossMinor(tariff, 10_000, 61)).toBe(590 + 35 + 40);
    // 0.059 ct a Wh: 8 Wh make 35.472 ct with the session's 35, 9 Wh make 35.531.
    expect(grossMinor(tariff, 8, 0)).toBe(35);
    expect(grossMinor(tariff, 9, 0)).toBe(36);
  });
});
