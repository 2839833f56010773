import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priceOf } from '../billing/cost.ts';
import { flat, energy as perKwh, tariffWith } from '../billing/fixtures.ts';
import { estimateOf as askFor } from './estimates.ts';
import { eur, exampleConfig } from './fixtures.ts';

const { tariff, station } = exampleConfig();
const at = { atMs: Date.UTC(2026, 10, 23, 12), timeZone: station.timeZone };
const fast = { connectorType: 'CCS2', maxPowerW: 150_000 } as const;

function estimateOf(...args: Parameters<typeof askFor>) {
  const estimate = askFor(...args);
  if (!estimate) throw new Error('no estimate');
  return estimate;
}

it('30 kWh at 0.59 and 0.35 for the session, in the time most cars take', () => {
  const { total, durationMs, lines } = estimateOf(tariff, fast, { kind: 'energy', energyWh: 30_000 }, at);
  expect(total).toEqual(eur(1805));
  expect(durationMs).toBe(24 * 60_000);
  expect(lines.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
    ['energy', 1770],
    ['session', 35],
  ]);
});

it('a battery of 60 kWh from 20 % to 80 % is 36 kWh, and nothing when it is fuller than wanted', () => {
  const battery = { kind: 'battery', capacityWh: 60_000, fromPercent: 20, toPercent: 80 } as const;
  const half = estimateOf(tariff, fast, battery, at);
  expect([half.energyWh, half.durationMs]).toEqual([36_000, 30 * 60_000]);
  expect(estimateOf(tariff, fast, { ...battery, fromPercent: 90 }, at).energyWh).toBe(0);
});

it('no connector is taken for faster than it is', () => {
  const { durationMs } = estimateOf(tariff, { ...fast, maxPowerW: 20_000 }, { kind: 'energy', energyWh: 20_000 }, at);
  expect(durationMs).toBe(60 * 60_000);
});

it('a time is worth what flows in it', () => {
  expect(estimateOf(tariff, fast, { kind: 'time', minutes: 20 }, at).energyWh).toBe(25_000);
});

it('an amount buys as much as it pays for, to 100 Wh, and never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 36, max: 20_000 }), (amountMinor) => {
      const { energyWh, total } = estimateOf(tariff, fast, { kind: 'amount', amountMinor }, at);
      expect(total.minor).toBeLessThanOrEqual(amountMinor);
      const more = estimateOf(tariff, fast, { kind: 'energy', energyWh: energyWh + 100 }, at);
      expect(more.total.minor).toBeGreaterThan(amountMinor);
    }),
  );
});

it('an amount tells no energy where the price stops growing before it', () => {
  const twenty = (...[elements, limits]: Parameters<typeof tariffWith>) =>
    askFor(tariffWith(elements, limits), fast, { kind: 'amount', amountMinor: 2000 }, at);
  expect(twenty([perKwh(0)])).toBeNull();
  expect(twenty([flat(5)])).toBeNull();
  expect(twenty([perKwh(0.5)], { max_price: { excl_vat: 15 } })).toBeNull();
  expect(twenty([perKwh(0.5)], { max_price: { excl_vat: 25 } })?.energyWh).toBe(40_000);
});

it('an amount tells no energy below what a charge costs at least', () => {
  const three = (...[elements, limits]: Parameters<typeof tariffWith>) =>
    askFor(tariffWith(elements, limits), fast, { kind: 'amount', amountMinor: 300 }, at);
  expect(three([perKwh(0.5), flat(5)])).toBeNull();
  expect(three([perKwh(0.5)], { min_price: { excl_vat: 4 } })).toBeNull();
  expect(three([perKwh(0.5), flat(1)])?.energyWh).toBe(4_000);
});

it('says what the bill will say of the same energy', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120_000 }), (energyWh) => {
      const { total, durationMs } = estimateOf(tariff, fast, { kind: 'energy', energyWh }, at);
      const period = { kind: 'charging', startMs: at.atMs, endMs: at.atMs + durationMs, energyWh } as const;
      expect(total).toEqual(priceOf(tariff, { timeZone: at.timeZone, periods: [period] }).total);
    }),
  );
});
