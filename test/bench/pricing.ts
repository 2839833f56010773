import { priceOf } from '../../electron/billing/cost.ts';
import { OcpiTariff } from '../../electron/billing/ocpiTariff.ts';
import { median } from './report.ts';

/** A charge as long as they come, by a tariff with a price for each quarter of an hour. */

export const PERIODS = 200;
const QUARTERS = 96;
const START_MS = Date.parse('2026-11-20T16:00:00Z');
const MINUTE_MS = 60_000;

const clock = (quarter: number): string =>
  `${String(Math.floor(quarter / 4) % 24).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const dynamic = {
  id: 'dynamic',
  currency: 'EUR',
  elements: Array.from({ length: QUARTERS }, (_, quarter) => ({
    restrictions: { start_time: clock(quarter), end_time: clock(quarter + 1) },
    price_components: [
      { type: 'ENERGY', price: `0.${300 + quarter}`, vat: 19, step_size: 1 },
      { type: 'TIME', price: '1.20', vat: 19, step_size: 60 },
      { type: 'PARKING_TIME', price: 6, vat: 19, step_size: 60 },
    ],
  })),
};

/** Microseconds to price the whole charge once more, in the middle of many times; the first one reads the tariff. */
export function pricingMicroseconds(): number {
  const tariff = OcpiTariff.parse(dynamic);
  const periods = Array.from({ length: PERIODS }, (_, i) => ({
    startMs: START_MS + i * 5 * MINUTE_MS,
    endMs: START_MS + (i + 1) * 5 * MINUTE_MS,
    energyWh: i % 10 === 9 ? 0 : 500 + i,
    kind: i % 10 === 9 ? ('idle' as const) : ('charging' as const),
  }));
  const runs = Array.from({ length: 200 }, () => {
    const since = performance.now();
    priceOf(tariff, { timeZone: 'Europe/Madrid', periods });
    return (performance.now() - since) * 1_000;
  });
  return median(runs);
}
