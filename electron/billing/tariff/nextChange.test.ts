import { describe, expect, test } from 'vitest';
import { explain } from '../cost.ts';
import { element, energy, eur, flat, MADRID, MINUTE_MS, parking, tariffWith, time } from '../fixtures.ts';
import { estimate, periodsOf } from './estimate.ts';
import { cutFlow } from './flow.ts';
import { nextChange, pricesAt, samePrices } from './nextChange.ts';

const at = (local: string, rest: object = {}) => ({ atMs: Date.parse(local), timeZone: MADRID, ...rest });
const daily = tariffWith([
  element({ start_time: '22:00', end_time: '06:00' }, energy('0.30')),
  { price_components: [energy('0.60'), parking(6)] },
]);
const changeOf = (...args: Parameters<typeof nextChange>) => {
  const { now, byTime, byEnergy } = nextChange(...args);
  return {
    now: now.ENERGY?.shown,
    byTime: byTime && [new Date(byTime.atMs).toISOString(), byTime.prices.ENERGY?.shown],
    byEnergy: byEnergy && [byEnergy.atWh, byEnergy.prices.ENERGY?.shown],
  };
};

describe('the next price', () => {
  test('comes with the clock', () => {
    expect(changeOf(daily, at('2026-11-23T18:00:00+01:00'))).toEqual({
      now: '0.60',
      byTime: ['2026-11-23T21:00:00.000Z', '0.30'],
      byEnergy: null,
    });
    expect(changeOf(daily, at('2026-11-23T22:00:00+01:00')).byTime).toEqual(['2026-11-24T05:00:00.000Z', '0.60']);
  });

  test('comes when the clock is changed: at an hour longer in autumn, shorter in spring', () => {
    expect(changeOf(daily, at('2026-10-24T23:00:00+02:00')).byTime?.[0]).toBe('2026-10-25T05:00:00.000Z');
    expect(changeOf(daily, at('2026-03-28T23:00:00+01:00')).byTime?.[0]).toBe('2026-03-29T04:00:00.000Z');
    const gap = tariffWith([element({ start_time: '02:30', end_time: '05:00' }, energy(1)), energy(2)]);
    // Half past two does not come: at two the clock is set on to three, and the window has begun.
    expect(changeOf(gap, at('2026-03-29T01:30:00+01:00')).byTime?.[0]).toBe('2026-03-29T01:00:00.000Z');
    const hour = tariffWith([element({ start_time: '02:00', end_time: '02:30' }, energy(1)), energy(2)]);
    expect(changeOf(hour, at('2026-10-25T02:30:00+02:00')).byTime).toEqual(['2026-10-25T01:00:00.000Z', '1.00']);
  });

  test('comes with another weekday or date, and not with a midnight that changes nothing', () => {
    const weekend = tariffWith([element({ day_of_week: ['SATURDAY', 'SUNDAY'] }, energy(1)), energy(2)]);
    expect(changeOf(weekend, at('2026-11-23T18:00:00+01:00')).byTime).toEqual(['2026-11-27T23:00:00.000Z', '1.00']);
    const december = tariffWith([element({ start_date: '2026-11-25' }, energy(1)), energy(2)]);
    expect(changeOf(december, at('2026-11-23T18:00:00+01:00')).byTime?.[0]).toBe('2026-11-24T23:00:00.000Z');
    expect(changeOf(december, at('2026-11-25T18:00:00+01:00')).byTime).toBeNull();
  });

  test('comes with the length of the session', () => {
    const first = tariffWith([element({ max_duration: 1800 }, energy(0)), energy(2)]);
    const noon = Date.parse('2026-11-23T12:00:00+01:00');
    expect(changeOf(first, at('2026-11-23T12:10:00+01:00', { sinceMs: noon })).byTime).toEqual([
      '2026-11-23T11:30:00.000Z',
      '2.00',
    ]);
  });

  test('comes with energy', () => {
    const tiers = tariffWith([element({ max_kwh: 30 }, energy('0.59')), energy('0.79')]);
    expect(changeOf(tiers, at('2026-11-23T12:00:00+01:00', { energyWh: 12_000 }))).toEqual({
      now: '0.59',
      byTime: null,
      byEnergy: [30_000, '0.79'],
    });
    expect(changeOf(tiers, at('2026-11-23T12:00:00+01:00', { energyWh: 30_000 })).byEnergy).toBeNull();
  });

  test('comes with power, which no clock foretells: two readings are compared', () => {
    const tariff = tariffWith([element({ max_power: 50 }, energy(1)), energy(2)]);
    const slow = pricesAt(tariff, at('2026-11-23T12:00:00+01:00', { powerW: 40_000 }));
    const fast = pricesAt(tariff, at('2026-11-23T12:05:00+01:00', { powerW: 60_000 }));
    expect([slow.ENERGY?.shown, fast.ENERGY?.shown]).toEqual(['1.00', '2.00']);
    expect(samePrices(slow, fast)).toBe(false);
    expect(samePrices(slow, pricesAt(tariff, at('2026-11-23T13:00:00+01:00', { powerW: 1 })))).toBe(true);
  });

  test('is any dimension’s: the idle fee that ends in the evening', () => {
    const tariff = tariffWith([element({ end_time: '20:00' }, parking(6)), energy(1)]);
    const { now, byTime } = nextChange(tariff, at('2026-11-23T18:00:00+01:00'));
    expect(now.PARKING_TIME?.shown).toBe('0.10');
    expect(byTime?.prices.PARKING_TIME).toBeNull();
  });
});

describe('an estimate', () => {
  const plan = { timeZone: MADRID, atMs: Date.parse('2026-11-23T21:30:00+01:00'), kwh: 20, minutes: 60 };

  test('is cut where the clock changes the price', () => {
    expect(estimate(daily, plan)).toMatchObject({ total: eur(900), findings: [] });
  });

  test('is cut at an energy, at the instant it is reached', () => {
    const tiers = tariffWith([element({ max_kwh: 5 }, energy('0.59')), energy('0.79')]);
    const periods = periodsOf(tiers, plan);
    expect(periods.map(({ startMs, energyWh }) => [(startMs - plan.atMs) / 60_000, energyWh])).toEqual([
      [0, 5000],
      [15, 15_000],
    ]);
  });

  test('is cut by clock, energy and duration together, and loses nothing', () => {
    const tariff = tariffWith([
      element({ start_time: '22:00', max_kwh: 12 }, energy('0.30')),
      element({ min_duration: 2700 }, energy('0.10'), time(1)),
      { price_components: [energy('0.60'), flat(1)] },
    ]);
    const periods = periodsOf(tariff, { ...plan, idleMinutes: 10 });
    expect(periods.map(({ startMs, energyWh, kind }) => [(startMs - plan.atMs) / 60_000, energyWh, kind])).toEqual([
      [0, 10_000, 'charging'],
      [30, 2000, 'charging'],
      [36, 3000, 'charging'],
      [45, 5000, 'charging'],
      [60, 0, 'idle'],
    ]);
    const codes = estimate(tariff, { ...plan, idleMinutes: 10 }).findings.map(({ code }) => code);
    expect(codes).not.toContain('outlastsChange');
  });

  test('knows its power: the mean, unless another is given', () => {
    const tariff = tariffWith([element({ max_power: 50 }, energy(1)), energy(2)]);
    expect(estimate(tariff, plan).total).toEqual(eur(2000));
    expect(estimate(tariff, { ...plan, powerW: 150_000 }).total).toEqual(eur(4000));
  });

  test('is cut where the price of standing there changes for a current of nothing', () => {
    const tariff = tariffWith([
      element({ max_current: 5, end_time: '23:05' }, parking(6)),
      element({ min_current: 5 }, parking(3)),
      parking(12),
    ]);
    const stood = { kind: 'idle', powerW: 0 } as const;
    const flow = { startMs: plan.atMs + 60 * MINUTE_MS, endMs: plan.atMs + 110 * MINUTE_MS, milliWh: 0, before: 0 };
    const cut = cutFlow(tariff, { sinceMs: plan.atMs, timeZone: plan.timeZone }, stood, flow);
    expect(cut.map(({ startMs }) => (startMs - plan.atMs) / MINUTE_MS)).toEqual([60, 95]);
    const standing = { atMs: flow.startMs, timeZone: plan.timeZone, powerW: 0 };
    expect(pricesAt(tariff, standing).PARKING_TIME?.shown).toBe('0.10');
    expect(explain(tariff, { timeZone: plan.timeZone, periods: cut })).toMatchObject({
      total: eur(350 + 300),
      findings: [],
    });
  });

  test('of energy in no time is priced at its instant', () => {
    const tiers = tariffWith([element({ max_kwh: 5 }, energy(1)), energy(2)]);
    expect(estimate(tiers, { ...plan, minutes: 0 }).total).toEqual(eur(500 + 3000));
  });

  test('of less than nothing is a bug', () => {
    expect(() => estimate(daily, { ...plan, kwh: -1 })).toThrow(RangeError);
  });
});
