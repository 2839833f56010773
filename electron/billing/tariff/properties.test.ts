import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Price, priceOf } from '../cost.ts';
import { OcpiTariff, weekdays } from '../ocpiTariff.ts';
import { estimate } from './estimate.ts';
import type { Period, Usage } from './usage.ts';

/** What must hold for any tariff and any session. */

const e4 = (most: number) => fc.integer({ min: 0, max: most * 10_000 }).map((n) => (n / 10_000).toFixed(4));
const optionally = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const clock = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const restrictions = fc.record({
  start_time: optionally(clock),
  end_time: optionally(clock),
  day_of_week: optionally(fc.subarray([...weekdays], { minLength: 1 })),
  end_date: optionally(fc.constantFrom('2026-10-25', '2026-10-26')),
  min_kwh: optionally(fc.constantFrom(0, 5, 12.5)),
  max_kwh: optionally(fc.constantFrom(8, 20)),
  max_power: optionally(fc.constantFrom(50, 100)),
  min_duration: optionally(fc.constantFrom(0, 900)),
  max_duration: optionally(fc.constantFrom(600, 3600)),
});
const component = (steps: readonly number[]) => (type: string) =>
  fc.record({
    type: fc.constant(type),
    price: e4(20),
    vat: optionally(fc.constantFrom('0', '5.5', '7.7', '19')),
    step_size: fc.constantFrom(...steps),
  });
const limit = fc
  .tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 500 }))
  .map(([excl, tax]) => ({ excl_vat: excl / 100, incl_vat: (excl + tax) / 100 }));

/** Steps of one Wh or second do not hide what is looked for; with larger ones a later element may bill less. */
const anyTariff = (steps: readonly number[] = [0, 1]) =>
  fc
    .record({
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      tax_included: optionally(fc.constantFrom('YES', 'NO', 'N/A')),
      min_price: optionally(limit),
      elements: fc.array(
        fc.record({
          restrictions: optionally(restrictions),
          price_components: fc
            .subarray(['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'], { minLength: 1 })
            .chain((types) => fc.tuple(...types.map(component(steps)))),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map((json) => OcpiTariff.parse({ id: 't', ...json }));

/** Around the night in which the clock is set back. */
const START_MS = Date.parse('2026-10-24T20:00:00Z');
const anyPeriods = fc
  .array(
    fc.record({
      seconds: fc.integer({ min: 1, max: 7200 }),
      wh: fc.integer({ min: 0, max: 15_000 }),
      kind: fc.constantFrom('charging', 'charging', 'idle', 'free'),
      powerW: fc.constantFrom(20_000, 75_000, 150_000),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn) => {
    let startMs = START_MS;
    return drawn.map(({ seconds, wh, kind, powerW }): Period => {
      const endMs = startMs + seconds * 1000;
      const period: Period = { startMs, endMs, kind, powerW, energyWh: kind === 'charging' ? wh : 0 };
      startMs = endMs;
      return period;
    });
  });
const usage = (periods: readonly Period[]): Usage => ({ timeZone: 'Europe/Madrid', periods });
const money = ({ lines, net, vat, total, limit }: Price) => ({ lines, net, vat, total, limit });

describe('for any tariff and session', () => {
  const policies = fc.record({ to: fc.constantFrom('nearest', 'down'), each: fc.constantFrom('total', 'line') });

  test('lines add up to the total, and so do net and VAT, however it is rounded', () => {
    fc.assert(
      fc.property(anyTariff([0, 1, 60, 500, 1000]), anyPeriods, policies, (tariff, periods, policy) => {
        const { lines, net, vat, total } = priceOf(tariff, usage(periods), policy);
        expect(lines.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(total.minor);
        expect(net.minor + vat.reduce((sum, rate) => sum + rate.vat.minor, 0)).toBe(total.minor);
        for (const rate of vat) expect(Math.min(rate.net.minor, rate.vat.minor)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('the order in which periods are told does not matter', () => {
    fc.assert(
      fc.property(anyTariff([0, 60, 1000]), anyPeriods, fc.infiniteStream(fc.nat()), (tariff, periods, chance) => {
        const shuffled = periods
          .map((period) => ({ period, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ period }) => period);
        expect(priceOf(tariff, usage(shuffled))).toEqual(priceOf(tariff, usage(periods)));
      }),
    );
  });

  test('cutting a period where nothing changes changes nothing', () => {
    fc.assert(
      fc.property(anyTariff([0, 1, 60, 500]), anyPeriods, fc.nat(), fc.nat(999), (tariff, periods, which, share) => {
        const i = which % periods.length;
        const whole = periods[i];
        const price = priceOf(tariff, usage(periods));
        // Where something does change, the price is the earlier rate's, and that is told.
        fc.pre(!price.findings.some((finding) => finding.code === 'outlastsChange' && finding.period === i));
        fc.pre(whole !== undefined);
        const cutMs = whole.startMs + Math.floor(((whole.endMs - whole.startMs) * share) / 1000);
        const cutWh = Math.floor((whole.energyWh * share) / 1000);
        const halves = [
          { ...whole, endMs: cutMs, energyWh: cutWh },
          { ...whole, startMs: cutMs, energyWh: whole.energyWh - cutWh },
        ];
        const cut = priceOf(tariff, usage(periods.toSpliced(i, 1, ...halves)));
        expect(money(cut)).toEqual(money(price));
      }),
      { numRuns: 500 },
    );
  });

  test('it never falls as the session goes on, by energy or by time', () => {
    const more = fc.record({ seconds: fc.nat(3600), wh: fc.nat(20_000) });
    fc.assert(
      fc.property(anyTariff(), anyPeriods, more, (tariff, periods, { seconds, wh }) => {
        const last = periods.at(-1);
        fc.pre(last !== undefined);
        const longer = { ...last, endMs: last.endMs + seconds * 1000, energyWh: last.energyWh + wh };
        const totals = [...periods.map((_, i) => periods.slice(0, i + 1)), [...periods.slice(0, -1), longer]].map(
          (some) => priceOf(tariff, usage(some)).total.minor,
        );
        expect(totals).toEqual(totals.toSorted((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  test('an estimate has no period that outlasts a change', () => {
    const plans = fc.record({
      kwh: fc.integer({ min: 0, max: 60_000 }).map((wh) => wh / 1000),
      minutes: fc.integer({ min: 1, max: 900 }),
      idleMinutes: fc.nat(300),
    });
    fc.assert(
      fc.property(anyTariff(), plans, (tariff, plan) => {
        const { findings } = estimate(tariff, { ...plan, timeZone: 'Europe/Madrid', atMs: START_MS });
        expect(findings.filter(({ code }) => code === 'outlastsChange' || code === 'overlaps')).toEqual([]);
      }),
    );
  });
});
