import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hold, reading } from '../../machines/charge.samples.ts';
import { priceOf } from '../billing/cost.ts';
import { element, energy, NOON_MS, tariffWith, time } from '../billing/fixtures.ts';
import { cutFlow } from '../billing/tariff/flow.ts';
import { eur, exampleConfig } from './fixtures.ts';
import { budgetRange, budgetReached, holdNearlySpent, leastHold, untilStopped } from './limits.ts';
import { atMinute, charge, config, ended } from './pricedCharge.ts';
import { costAt } from './pricing.ts';

const { tariff } = config;

/** Ten seconds at 50 kW are 139 Wh. */
const at50kW = { seconds: 10, powerW: 50_000 };

describe('the hold is nearly spent', () => {
  it('when the price can reach it before a stop takes effect', () => {
    // €60 = 0.35 + 101.102 kWh
    expect(holdNearlySpent(charge(100_900), config, 0, at50kW)).toBe(false);
    expect(holdNearlySpent(charge(100_970), config, 0, at50kW)).toBe(true);
    expect(holdNearlySpent(charge(100_970), config, 0, { ...at50kW, seconds: 0 })).toBe(false);
  });

  it('by the idle fee too, before it passes the hold', () => {
    // €6.25 + 268 minutes × 0.20, by the minute: the next one would cost more than the €60.
    expect(holdNearlySpent(ended(), config, atMinute(268) - 2_000, at50kW)).toBe(false);
    expect(holdNearlySpent(ended(), config, atMinute(268) - 1_000, at50kW)).toBe(true);
    expect(costAt(ended(), config, atMinute(268) - 1_000).lines.at(-1)).toMatchObject({
      kind: 'idle',
      quantity: '268',
    });
  });

  it('not by a time in which nobody could tell whether the cable was in', () => {
    const away = ended({ outOfTouchSinceMs: atMinute(2) });
    expect(holdNearlySpent(away, config, atMinute(900), at50kW)).toBe(false);
  });

  it('never where nothing is held', () => {
    expect(holdNearlySpent(charge(900_000, { hold: null }), config, 0, at50kW)).toBe(false);
  });

  it('from the start when it does not reach beyond the session fee', () => {
    const least = leastHold(tariff, at50kW);
    expect(least).toEqual(eur(43));
    const worth = (minor: number) => charge(0, { hold: { ...hold, amount: eur(minor) } });
    expect(holdNearlySpent(worth(43), config, 0, at50kW)).toBe(true);
    expect(holdNearlySpent(worth(44), config, 0, at50kW)).toBe(false);
  });

  it('from the start at no less than the first seconds cost at any hour, whatever they are rounded up by', () => {
    const night = { start_time: '22:00', end_time: '06:00' };
    const byNight = (dear: object, cheap: object) => tariffWith([element(night, dear), { price_components: [cheap] }]);
    const price = fc.integer({ min: 0, max: 90 }).map((cents) => cents / 100);
    const steps = fc.constantFrom(0, 1, 7, 60, 100, 120, 20_000);
    const rates = fc.record({ price, step_size: steps });
    const pairs = fc.tuple(fc.constantFrom(energy, time), rates, rates);
    fc.assert(
      fc.property(pairs, fc.nat(23), fc.integer({ min: 1, max: 90 }), ([of, a, b], hour, seconds) => {
        const tariff = byNight(of(a.price, a), of(b.price, b));
        const ahead = { seconds, powerW: 50_000 };
        const startMs = NOON_MS + hour * 3_600_000;
        const flow = { startMs, endMs: startMs + seconds * 1000, milliWh: (50e6 * seconds) / 3600, before: 0 };
        const whole = { ...flow, milliWh: Math.round(flow.milliWh) };
        const periods = cutFlow(tariff, { sinceMs: startMs, timeZone: 'UTC' }, { kind: 'charging' }, whole);
        const { total } = priceOf(tariff, { timeZone: 'UTC', periods });
        expect(leastHold(tariff, ahead).minor).toBeGreaterThanOrEqual(total.minor);
      }),
    );
    const dayBy20kWh = byNight(energy(0.6), energy(0.5, { step_size: 20_000 }));
    expect(leastHold(dayBy20kWh, at50kW)).toEqual(eur(1200));
  });
});

describe('the budget is reached', () => {
  it('an amount: when the price can come to it before a stop takes effect', () => {
    const budget = { kind: 'amount', amountMinor: 2_000 } as const;
    // €20 = 0.35 + 33.305 kWh
    expect(budgetReached(charge(33_100, { budget }), config, 0, at50kW)).toBe(false);
    expect(budgetReached(charge(33_170, { budget }), config, 0, at50kW)).toBe(true);
    expect(budgetReached(charge(33_170, { budget, hold: null }), config, 0, at50kW)).toBe(true);
  });

  it('a state of charge: as soon as the car tells it, and never of a car that does not', () => {
    const budget = { kind: 'soc', socPercent: 80 } as const;
    const told = [null, 79, 80, 81].map((socPercent) => charge(1_000, { budget, socPercent }));
    expect(told.map((each) => budgetReached(each, config, 0, at50kW))).toEqual([false, false, true, true]);
  });

  it('a time: counted from the first energy on', () => {
    const at = (nowMs: number, energySinceMs: number | null) =>
      budgetReached(charge(1_000, { budget: { kind: 'time', minutes: 15 }, energySinceMs }), config, nowMs, at50kW);
    expect([at(900_999, 1_000), at(901_000, 1_000), at(901_000, null)]).toEqual([false, true, false]);
  });

  it('none is never reached, and only amounts that end later can be chosen', () => {
    expect(budgetReached(charge(900_000), config, 0, at50kW)).toBe(false);
    const { leastMinor, mostMinor } = budgetRange(charge(33_170), config, 0, at50kW);
    const at = (amountMinor: number) => charge(33_170, { budget: { kind: 'amount', amountMinor } });
    expect(budgetReached(at(leastMinor), config, 0, at50kW)).toBe(false);
    expect(budgetReached(at(leastMinor - 1), config, 0, at50kW)).toBe(true);
    expect(mostMinor).toBe(hold.amount.minor);
    expect(budgetRange(charge(0, { meterStart: null }), config, 0, at50kW).leastMinor).toBe(61);
  });
});

describe('stopped when it is nearly spent, the price stays within the hold', () => {
  const [evse] = config.evses;
  if (!evse) throw new Error('the example has a connector');
  const ahead = untilStopped(config, evse);

  it('whatever the car draws, by energy: each second any power up to the connector’s', () => {
    const powers = fc.array(fc.integer({ min: 0, max: evse.maxPowerW }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(powers, fc.integer({ min: 99_000, max: 100_600 }), (drawn, startWh) => {
        let wh = startWh;
        let secondsToStop: number | null = null;
        for (const powerW of drawn) {
          const now = charge(wh, { meterLast: { ...reading(1_000 + wh), powerW } });
          if (secondsToStop === null && holdNearlySpent(now, config, 0, ahead)) secondsToStop = ahead.seconds;
          if (secondsToStop !== null && secondsToStop-- === 0) break;
          wh += powerW / 3_600;
        }
        expect(costAt(charge(wh, { hold: null }), config, 0).total.minor).toBeLessThanOrEqual(hold.amount.minor);
      }),
    );
  });

  it('an amount the driver chose is not passed either', () => {
    const powers = fc.array(fc.integer({ min: 0, max: evse.maxPowerW }), { minLength: 240, maxLength: 240 });
    fc.assert(
      fc.property(powers, fc.integer({ min: 150, max: 600 }), (drawn, amountMinor) => {
        let wh = 0;
        let secondsToStop: number | null = null;
        for (const powerW of drawn) {
          const budget = { kind: 'amount', amountMinor } as const;
          const now = charge(wh, { budget, meterLast: { ...reading(1_000 + wh), powerW } });
          if (secondsToStop === null && budgetReached(now, config, 0, ahead)) secondsToStop = ahead.seconds;
          if (secondsToStop !== null && secondsToStop-- === 0) break;
          wh += powerW / 3_600;
        }
        expect(costAt(charge(wh), config, 0).total.minor).toBeLessThanOrEqual(amountMinor);
      }),
    );
  });

  it('by idle time, looked at every second', () => {
    for (const stepSize of [1, 60, 900]) {
      const stepped = exampleConfig({
        tariff: {
          elements: [
            {
              price_components: [
                { type: 'FLAT', price: 0.35, vat: 21, step_size: 1 },
                { type: 'ENERGY', price: 0.59, vat: 21, step_size: 1 },
                { type: 'PARKING_TIME', price: 12, vat: 21, step_size: stepSize },
              ],
            },
          ],
        },
      });
      let second = 15_000;
      const at = () => atMinute(0) + second * 1_000;
      while (!holdNearlySpent(ended(), stepped, at(), ahead)) second += 1;
      const total = costAt(ended({ hold: null }), stepped, at()).total.minor;
      expect(total).toBeLessThanOrEqual(hold.amount.minor);
      expect(total).toBeGreaterThan(hold.amount.minor - 400);
    }
  });
});
