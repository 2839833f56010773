import { describe, expect, it } from 'vitest';
import { priceOf } from '../../electron/billing/cost.ts';
import { OcpiTariff } from '../../electron/billing/ocpiTariff.ts';
import { exampleConfig } from '../../electron/station/fixtures.ts';
import type { BilledPeriod } from '../../machines/receiptView.ts';
import { createChance } from './chance.ts';
import type { EpisodeResult } from './episode.ts';
import { grossMinor, uncut } from './price.ts';
import { liveThroughAll } from './run.ts';
import { randomTariff } from './tariffs.ts';

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
  const startMs = Date.parse('2026-11-22T07:00:00Z');
  const charged = (energyWh: number, idleSeconds = 0, powerW = 0): BilledPeriod[] => [
    { startMs, endMs: startMs + 60_000, energyWh, kind: 'charging', powerW },
    { startMs: startMs + 60_000, endMs: startMs + 60_000 + idleSeconds * 1_000, energyWh: 0, kind: 'idle' },
  ];
  const gross = (...args: Parameters<typeof charged>) => grossMinor(tariff, 'Europe/Madrid', charged(...args));

  it('kWh, session and started minutes of standing there, rounded once', () => {
    expect(gross(10_000)).toBe(590 + 35);
    expect(gross(10_000, 61)).toBe(590 + 35 + 40);
    // 0.059 ct a Wh: 8 Wh make 35.472 ct with the session's 35, 9 Wh make 35.531.
    expect(gross(8)).toBe(35);
    expect(gross(9)).toBe(36);
  });

  it('agrees with the station on every tariff of the simulation', () => {
    const chance = createChance(4);
    for (let i = 0; i < 500; i++) {
      const random = randomTariff(chance, 'R');
      const periods = charged(chance.whole(3_000), chance.whole(2_000), chance.whole(150_000));
      const { total } = priceOf(random, { timeZone: 'Europe/Madrid', periods });
      expect([random, total.minor]).toEqual([random, grossMinor(random, 'Europe/Madrid', periods)]);
    }
  });

  it('tells a period that goes on after its price has changed', () => {
    const changing = OcpiTariff.parse({
      ...tariff,
      elements: [{ ...tariff.elements[0], restrictions: { max_kwh: 1 } }, ...tariff.elements],
    });
    expect(uncut(changing, 'Europe/Madrid', charged(900))).toEqual([]);
    expect(uncut(changing, 'Europe/Madrid', charged(1_100))).toEqual(['period 1 of 2 outlasts its price of ENERGY']);
  });
});
