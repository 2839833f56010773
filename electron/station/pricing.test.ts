import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChargeContext, initialContext } from '../../machines/charge.model.ts';
import { hold, input, reading, session } from '../../machines/charge.samples.ts';
import { eur, exampleConfig } from './fixtures.ts';
import { costAt, graceEndsAt, holdNearlySpent, idleSeconds, tariffOf } from './pricing.ts';

const { tariff } = exampleConfig();
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
    expect(costAt(charge(10_000), tariff, 0).total).toEqual(eur(625));
  });

  it('nothing more during the grace, then 0.20 a minute', () => {
    expect(costAt(ended(), tariff, atMinute(0)).total).toEqual(eur(625));
    expect(costAt(ended(), tariff, atMinute(3)).total).toEqual(eur(625 + 60));
  });

  it('the idle fee stops when the cable is out, and never runs after trouble', () => {
    const unplugged = ended({ unpluggedAtMs: atMinute(2) });
    expect(costAt(unplugged, tariff, atMinute(50)).total).toEqual(eur(625 + 40));
    expect(idleSeconds(ended({ unpluggedAtMs: ENDED_MS }), atMinute(50))).toBe(0);
    for (const endReason of ['emergencyStop', 'fault', 'controllerLost'] as const) {
      expect(graceEndsAt(ended({ endReason }))).toBeNull();
      expect(costAt(ended({ endReason }), tariff, atMinute(50)).total).toEqual(eur(625));
    }
  });

  it('no idle fee for an outage, unless the cable turns out to have stayed in', () => {
    const away = ended({ outOfTouchSinceMs: atMinute(2) });
    expect(costAt(away, tariff, atMinute(1)).total).toEqual(eur(625 + 20));
    expect(costAt(away, tariff, atMinute(200)).total).toEqual(eur(625 + 40));
    expect(holdNearlySpent(away, tariff, atMinute(900), 10)).toBe(false);
    expect(costAt(ended(), tariff, atMinute(200)).total).toEqual(eur(625 + 4_000));
  });

  it('never more than is held', () => {
    expect(costAt(charge(500_000), tariff, 0).total).toEqual(hold.amount);
    expect(costAt(charge(500_000, { hold: null }), tariff, 0).total.minor).toBeGreaterThan(hold.amount.minor);
  });

  it('by the tariff the driver was shown, whatever the station asks now', () => {
    const shown = exampleConfig({
      tariff: { elements: [{ price_components: [{ type: 'ENERGY', price: 0.1, vat: 21, step_size: 1 }] }] },
    }).tariff;
    const then = charge(10_000, { session: { ...session, tariff: JSON.parse(JSON.stringify(shown)) } });
    expect(costAt(then, tariff, 0).total).toEqual(eur(100));
    expect(tariffOf(charge(0), tariff)).toBe(tariff);
  });
});

describe('the hold is nearly spent', () => {
  it('when the price will reach it before a stop takes effect, at the present power', () => {
    // €60 = 0.35 + 101.102 kWh; at 50 kW ten seconds take 139 Wh.
    expect(holdNearlySpent(charge(100_900), tariff, 0, 10)).toBe(false);
    expect(holdNearlySpent(charge(100_970), tariff, 0, 10)).toBe(true);
    expect(holdNearlySpent(charge(100_970), tariff, 0, 0)).toBe(false);
  });

  it('by the idle fee too', () => {
    expect(holdNearlySpent(ended(), tariff, atMinute(200), 10)).toBe(false);
    expect(holdNearlySpent(ended(), tariff, atMinute(269), 10)).toBe(true);
  });

  it('never where nothing is held', () => {
    expect(holdNearlySpent(charge(900_000, { hold: null }), tariff, 0, 10)).toBe(false);
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
        const cost = costAt(charge(wh, { finishedAtMs: ENDED_MS }), tariff, nowMs);
        expect(cost.total.minor).toBeGreaterThanOrEqual(before);
        expect(cost.total.minor).toBeLessThanOrEqual(hold.amount.minor);
        expect(cost.lines.reduce((sum, line) => sum + line.amount.minor, 0)).toBe(cost.total.minor);
        expect(cost.net.minor + cost.vat.reduce((sum, rate) => sum + rate.vat.minor, 0)).toBe(cost.total.minor);
        before = cost.total.minor;
      }
    }),
  );
});
