import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChargeContext, initialContext } from '../../machines/charge.model.ts';
import { hold, input, reading, session } from '../../machines/charge.samples.ts';
import { eur, exampleConfig } from './fixtures.ts';
import {
  costAt,
  graceEndsAt,
  holdNearlySpent,
  idleSeconds,
  leastHold,
  periodsAt,
  tariffOf,
  untilStopped,
} from './pricing.ts';

const config = exampleConfig();
const { tariff } = config;
const GRACE_MS = 600_000;
const ENDED_MS = 5_000_000;
const settings = { ...input.settings, waits: { ...input.settings.waits, grace: GRACE_MS } };

const charge = (wh: number, more: Partial<ChargeContext> = {}): ChargeContext => ({
  ...initialContext({ ...input, settings }),
  hold,
  meterStart: reading(1_000),
  meterLast: reading(1_000 + wh),
  ...more,
});
const ended = (more: Partial<ChargeContext> = {}): ChargeContext =>
  charge(10_000, { meterEnd: reading(11_000), finishedAtMs: ENDED_MS, endReason: 'carFinished', ...more });
const atMinute = (minutes: number): number => ENDED_MS + GRACE_MS + minutes * 60_000;

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
    expect(idleSeconds(ended({ unpluggedAtMs: ENDED_MS }), atMinute(50))).toBe(0);
    for (const endReason of ['emergencyStop', 'fault', 'controllerLost'] as const) {
      expect(graceEndsAt(ended({ endReason }))).toBeNull();
      expect(costAt(ended({ endReason }), config, atMinute(50)).total).toEqual(eur(625));
    }
  });

  it('no idle fee for an outage, although the cable stayed in', () => {
    const away = ended({ outOfTouchSinceMs: atMinute(2) });
    expect(costAt(away, config, atMinute(200)).total).toEqual(eur(625 + 40));
    expect(holdNearlySpent(away, config, atMinute(900), at50kW)).toBe(false);
    const back = ended({ unwatchedMs: atMinute(200) - atMinute(2) });
    expect(costAt(back, config, atMinute(200)).total).toEqual(eur(625 + 40));
    expect(costAt(back, config, atMinute(203)).total).toEqual(eur(625 + 100));
  });

  it('no idle fee for a clock that was set while the station was off', () => {
    const twoHoursLater = ended({ unwatchedMs: atMinute(121) - atMinute(1) });
    expect(costAt(twoHoursLater, config, atMinute(122)).total).toEqual(eur(625 + 40));
    const twoHoursEarlier = ended({ unwatchedMs: atMinute(-119) - atMinute(1) });
    expect(costAt(twoHoursEarlier, config, atMinute(-118)).total).toEqual(eur(625 + 40));
  });

  it('never more than is held', () => {
    expect(costAt(charge(500_000), config, 0).total).toEqual(hold.amount);
    expect(costAt(charge(500_000, { hold: null }), config, 0).total.minor).toBeGreaterThan(hold.amount.minor);
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
    expect(tariffOf(charge(0), tariff)).toBe(tariff);
  });
});

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
