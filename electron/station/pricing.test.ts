import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hold, reading, session } from '../../machines/charge.samples.ts';
import { markets } from '../billing/market.ts';
import type { RoundingPolicy } from '../billing/rounding.ts';
import { estimateOf } from './estimates.ts';
import { eur, exampleConfig } from './fixtures.ts';
import { graceEndsAt, idleStretches } from './idleTime.ts';
import { holdNearlySpent } from './limits.ts';
import { atMinute, charge, config, ENDED_MS, ended } from './pricedCharge.ts';
import { costAt, periodsAt, tariffAt, tariffOf } from './pricing.ts';

const { tariff } = config;
const standing = (price: number, hours: object) => ({
  price_components: [{ type: 'PARKING_TIME', price }],
  restrictions: hours,
});

describe('what a session costs', () => {
  it('energy and the session fee while it charges: 10 kWh × 0.59 + 0.35', () => {
    expect(costAt(charge(10_000), config, 0).total).toEqual(eur(625));
  });

  it('nothing more during the grace, then 0.20 a minute', () => {
    expect(costAt(ended(), config, atMinute(0)).total).toEqual(eur(625));
    expect(costAt(ended(), config, atMinute(3)).total).toEqual(eur(625 + 60));
  });

  it('the idle fee stops when the cable is out, and never runs after trouble', () => {
    const unplugged = ended({ unpluggedAtMs: atMinute(2) });
    expect(costAt(unplugged, config, atMinute(50)).total).toEqual(eur(625 + 40));
    expect(idleStretches(ended({ unpluggedAtMs: ENDED_MS }), atMinute(50))).toEqual([]);
    for (const endReason of ['emergencyStop', 'fault', 'controllerLost'] as const) {
      expect(graceEndsAt(ended({ endReason }))).toBeNull();
      expect(costAt(ended({ endReason }), config, atMinute(50)).total).toEqual(eur(625));
    }
  });

  it('no idle fee for an outage, although the cable stayed in', () => {
    const away = ended({ outOfTouchSinceMs: atMinute(2) });
    expect(costAt(away, config, atMinute(200)).total).toEqual(eur(625 + 40));
    const back = ended({ unwatched: [{ fromMs: atMinute(2), untilMs: atMinute(200) }] });
    expect(costAt(back, config, atMinute(200)).total).toEqual(eur(625 + 40));
    expect(costAt(back, config, atMinute(203)).total).toEqual(eur(625 + 100));
  });

  it('no idle fee for a clock that was set while the station was off', () => {
    const twoHoursLater = ended({ unwatched: [{ fromMs: atMinute(1), untilMs: atMinute(121) }] });
    expect(costAt(twoHoursLater, config, atMinute(122)).total).toEqual(eur(625 + 40));
    const twoHoursEarlier = ended({ unwatched: [{ fromMs: atMinute(1), untilMs: atMinute(-119) }] });
    expect(costAt(twoHoursEarlier, config, atMinute(-118)).total).toEqual(eur(625 + 40));
  });

  it('an outage leaves what stood before it where it was > a price that falls meanwhile takes nothing back', () => {
    const HOUR_MS = 3_600_000;
    const noonMs = Math.ceil(atMinute(0) / (24 * HOUR_MS)) * 24 * HOUR_MS + 12 * HOUR_MS;
    const morning = exampleConfig({
      station: { timeZone: 'UTC' },
      tariff: {
        elements: [
          standing(60, { start_time: '06:00', end_time: '12:00' }),
          standing(6, { start_time: '12:00', end_time: '06:00' }),
        ],
      },
    });
    const stood = (more: object) =>
      ended({
        hold: null,
        finishedAtMs: noonMs - 30 * 60_000,
        meterEnd: { ...reading(11_000), atMs: noonMs - 30 * 60_000 },
        ...more,
      });
    const at = (minute: number) => noonMs + minute * 60_000;
    const shown = (more: object, minute: number) => costAt(stood(more), morning, at(minute)).total.minor;
    const outMs = at(-10);
    const back = { unwatched: [{ fromMs: outMs, untilMs: at(50) }] };
    expect(shown({ outOfTouchSinceMs: outMs }, 40)).toBe(1_000);
    expect(shown(back, 50)).toBe(1_000);
    expect(shown(back, 60)).toBe(1_100);
    expect(periodsAt(stood(back), morning, at(60)).map(({ kind }) => kind)).toEqual([
      'charging',
      'free',
      'idle',
      'free',
      'idle',
    ]);
  });

  it('an outage within the grace makes it longer by as much', () => {
    const back = ended({ unwatched: [{ fromMs: atMinute(-8), untilMs: atMinute(22) }] });
    expect(graceEndsAt(back)).toBe(atMinute(30));
    expect(costAt(back, config, atMinute(29)).total).toEqual(eur(625));
    expect(costAt(back, config, atMinute(32)).total).toEqual(eur(625 + 40));
  });

  it('whatever outages and clocks there were, what is shown never falls and no unseen minute is billed', () => {
    const moves = fc.array(
      fc.oneof(
        fc.record({ watchedMs: fc.integer({ min: 0, max: 1_200_000 }) }),
        fc.record({ awayMs: fc.integer({ min: -5_000_000, max: 5_000_000 }) }),
      ),
      { maxLength: 12 },
    );
    const hourly = exampleConfig({
      station: { timeZone: 'UTC' },
      tariff: {
        elements: Array.from({ length: 24 }, (_, hour) =>
          standing(hour % 2 === 0 ? 60 : 6, {
            start_time: `${String(hour).padStart(2, '0')}:00`,
            end_time: `${String((hour + 1) % 24).padStart(2, '0')}:00`,
          }),
        ),
      },
    });
    const idleSeconds = (context: ReturnType<typeof ended>, nowMs: number) =>
      idleStretches(context, nowMs).reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 1000, 0);
    fc.assert(
      fc.property(moves, (moves) => {
        let context = ended({ hold: null, meterEnd: { ...reading(11_000), atMs: ENDED_MS } });
        let nowMs = ENDED_MS;
        let watchedMs = 0;
        let before = 0;
        const look = () => {
          const { minor } = costAt(context, hourly, nowMs).total;
          expect(minor).toBeGreaterThanOrEqual(before);
          expect(idleSeconds(context, nowMs)).toBeLessThanOrEqual(Math.max(0, watchedMs - 600_000) / 1000);
          before = minor;
          const bounds = periodsAt(context, hourly, nowMs).flatMap(({ startMs, endMs }) => [startMs, endMs]);
          expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
        };
        for (const move of moves) {
          if ('watchedMs' in move) {
            nowMs += move.watchedMs;
            watchedMs += move.watchedMs;
          } else {
            const fromMs = nowMs;
            nowMs += move.awayMs;
            context = { ...context, outOfTouchSinceMs: fromMs };
            look();
            context = {
              ...context,
              outOfTouchSinceMs: null,
              unwatched: [...context.unwatched, { fromMs, untilMs: nowMs }],
            };
          }
          look();
        }
      }),
    );
  });

  it('never more than is held', () => {
    expect(costAt(charge(500_000), config, 0).total).toEqual(hold.amount);
    expect(costAt(charge(500_000, { hold: null }), config, 0).total.minor).toBeGreaterThan(hold.amount.minor);
  });

  it('never more than the driver wanted to spend on the charge; standing there longer comes on top', () => {
    const budget = { kind: 'amount', amountMinor: 500 } as const;
    expect(costAt(charge(10_000, { budget }), config, 0).total).toEqual(eur(500));
    expect(costAt(charge(10_000, { budget, hold: null }), config, 0).total).toEqual(eur(500));
    expect(costAt(charge(5_000, { budget }), config, 0).total).toEqual(eur(330));
    expect(costAt(ended({ budget }), config, atMinute(3)).total).toEqual(eur(500 + 60));
    expect(costAt(ended({ budget }), config, atMinute(9_000)).total).toEqual(hold.amount);
  });

  it('a clock set back at a restart takes back no time that was billed', () => {
    const times = { energySinceMs: 1_000, meterLast: { ...reading(11_000), atMs: 9_000 }, finishedAtMs: 5_000 };
    const end = (endReason: 'driver' | 'controllerLost') =>
      periodsAt(charge(10_000, { ...times, endReason }), config, 6_000)[0]?.endMs;
    expect([end('driver'), end('controllerLost')]).toEqual([9_000, 9_000]);
  });

  it('whatever marks a broken run has left, no part of a charge is less than nothing', () => {
    const mark = (atMs: number, energyWh: number) => ({ atMs, energyWh, powerW: null, watched: true });
    const priceMarks = [mark(100, 0), mark(900, 7_000), mark(300, 5_000), mark(99_999, 99_999)];
    const marked = charge(10_000, { energySinceMs: 100, priceMarks, meterLast: { ...reading(11_000), atMs: 2_000 } });
    const periods = periodsAt(marked, config, 2_000);
    expect(periods.map(({ energyWh }) => energyWh)).toEqual([7_000, 0, 3_000, 0]);
    expect(costAt(marked, config, 2_000).total).toEqual(eur(625));
  });

  it('the first mark is missing > what flowed before the next is billed all the same', () => {
    const priceMarks = [{ atMs: 500, energyWh: 29, powerW: null, watched: true }];
    const marked = charge(10_000, { energySinceMs: 100, priceMarks, meterLast: { ...reading(11_000), atMs: 2_000 } });
    expect(periodsAt(marked, config, 2_000).map(({ energyWh }) => energyWh)).toEqual([29, 9_971]);
  });

  it('by the tariff the driver was shown, whatever the station asks now', () => {
    const shown = exampleConfig({
      tariff: { elements: [{ price_components: [{ type: 'ENERGY', price: 0.1, vat: 21, step_size: 1 }] }] },
    }).tariff;
    const then = charge(10_000, { session: { ...session, tariff: JSON.parse(JSON.stringify(shown)) } });
    expect(costAt(then, config, 0).total).toEqual(eur(100));
    expect(tariffOf(charge(0), config)).toBe(tariff);
  });
});

it('is rounded as the market has it, and so is what may still come', () => {
  // 9.995 kWh × 0.59 + 0.35
  const spent = charge(9_995, { hold: { ...hold, amount: eur(625) } });
  const ahead = { seconds: 0, powerW: 0 };
  expect(costAt(charge(9_995), config, 0).total).toEqual(eur(625));
  const market: { rounding: RoundingPolicy } = markets.eu;
  const { rounding } = market;
  try {
    market.rounding = { to: 'down', each: 'total' };
    expect(costAt(charge(9_995), config, 0).total).toEqual(eur(624));
    expect(holdNearlySpent(spent, config, 0, ahead)).toBe(false);
  } finally {
    market.rounding = rounding;
  }
  expect(holdNearlySpent(spent, config, 0, ahead)).toBe(true);
});

describe('where the price holds for the charge', () => {
  const dayAndNight = exampleConfig({
    station: { market: 'us', timeZone: 'UTC' },
    tariff: {
      elements: [
        {
          price_components: [
            { type: 'ENERGY', price: 0.3 },
            { type: 'PARKING_TIME', price: 6 },
          ],
          restrictions: { start_time: '06:00', end_time: '18:00' },
        },
        {
          price_components: [
            { type: 'ENERGY', price: 0.9 },
            { type: 'PARKING_TIME', price: 60 },
          ],
        },
        { price_components: [{ type: 'FLAT', price: 5 }], restrictions: { start_time: '18:00', end_time: '06:00' } },
      ],
    },
  });
  const agreedMs = Date.parse('2026-11-23T17:59:00Z');
  const beganMs = agreedMs + 120_000;
  const finishedMs = beganMs + 1_800_000;
  const agreed = { ...session, openedAtMs: agreedMs };
  const over = charge(10_000, {
    session: agreed,
    energySinceMs: beganMs,
    meterEnd: { ...reading(11_000), atMs: finishedMs },
    finishedAtMs: finishedMs,
    endReason: 'carFinished',
  });

  it('energy that flows after six and standing there cost what they did when the driver agreed', () => {
    expect(costAt(over, dayAndNight, finishedMs).total).toEqual(eur(300));
    expect(costAt(over, dayAndNight, finishedMs + 600_000 + 300_000).total).toEqual(eur(300 + 50));
  });

  it('what it will cost is told by the prices of now, and by those agreed to once they are', () => {
    const evse = { connectorType: 'CCS2', maxPowerW: 150_000 } as const;
    const told = (context: typeof over, atMs: number) =>
      estimateOf(
        tariffAt(context, dayAndNight, atMs),
        evse,
        { kind: 'energy', energyWh: 60_000 },
        {
          atMs,
          timeZone: 'UTC',
        },
      )?.total;
    expect(told(charge(0), agreedMs)).toEqual(eur(1_800));
    expect(told(charge(0), beganMs)).toEqual(eur(5_400 + 500));
    expect(told(over, beganMs)).toEqual(eur(1_800));
  });

  it('it ends before the hold is used up at the price that holds', () => {
    const ahead = { seconds: 60, powerW: 600_000 };
    const spent = charge(10_000, { session: agreed, energySinceMs: beganMs, hold: { ...hold, amount: eur(700) } });
    expect(holdNearlySpent(spent, dayAndNight, beganMs, ahead)).toBe(false);
    expect(holdNearlySpent({ ...spent, hold: { ...hold, amount: eur(600) } }, dayAndNight, beganMs, ahead)).toBe(true);
  });
});

it('the price never falls with energy or time, and lines and VAT always add up to it', () => {
  const amounts = fc.array(fc.record({ wh: fc.integer({ min: 0, max: 90_000 }), s: fc.nat(9_000) }), { minLength: 1 });
  fc.assert(
    fc.property(amounts, (steps) => {
      let before = 0;
      let wh = 0;
      let nowMs = ENDED_MS;
      for (const step of steps) {
        wh += step.wh;
        nowMs += step.s * 1_000;
        const cost = costAt(charge(wh, { finishedAtMs: ENDED_MS }), config, nowMs);
        expect(cost.total.minor).toBeGreaterThanOrEqual(before);
        expect(cost.total.minor).toBeLessThanOrEqual(hold.amount.minor);
        expect(cost.lines.reduce((sum, line) => sum + line.amount.minor, 0)).toBe(cost.total.minor);
        expect(cost.net.minor + cost.vat.reduce((sum, rate) => sum + rate.vat.minor, 0)).toBe(cost.total.minor);
        before = cost.total.minor;
      }
    }),
  );
});
