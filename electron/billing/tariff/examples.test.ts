import { describe, expect, test } from 'vitest';
import { priceOf } from '../cost.ts';
import { element, energy, eur, flat, NOON_MS, parking, session, tariffWith, time, used } from '../fixtures.ts';

/** Sessions worked out by hand. */

const vat = (percent: number) => ({ vat: percent });

describe('a charge costs', () => {
  test('net prices, a start fee and an idle fee: 12.25 + 1.00 + 1.50, and 20 %', () => {
    const tariff = tariffWith([
      { price_components: [energy(0.5, vat(20)), flat(1, vat(20)), parking(6, { ...vat(20), step_size: 60 })] },
    ]);
    const price = priceOf(tariff, used({ energyWh: 24_500, idleSeconds: 900 }));
    expect(price).toMatchObject({ net: eur(1475), total: eur(1770), limit: null, taxes: 'stated', findings: [] });
  });

  test('by tiers: 30 kWh at 0.59 and the rest at 0.79, a line each', () => {
    const tariff = tariffWith([element({ max_kwh: 30 }, energy(0.59, vat(19))), energy(0.79, vat(19))]);
    const usage = session('2026-11-23T10:00:00Z', [
      { minutes: 20, kwh: 30 },
      { minutes: 10, kwh: 12.345 },
    ]);
    expect(priceOf(tariff, usage)).toMatchObject({
      total: eur(3267),
      net: eur(2745),
      lines: [
        { kind: 'energy', quantity: '30.000', amount: eur(2106) },
        { kind: 'energy', quantity: '12.345', amount: eur(1161) },
      ],
      findings: [],
    });
  });

  const night = element({ start_time: '22:00', end_time: '06:00' }, energy('0.30'));
  const overTen = session('2026-11-23T20:30:00Z', [
    { minutes: 30, kwh: 10 },
    { minutes: 30, kwh: 10 },
  ]);
  test('the night price from ten o’clock on, when it stands before the default', () => {
    expect(priceOf(tariffWith([night, energy('0.60')]), overTen).total).toEqual(eur(900));
  });

  test('never the night price when the default stands before it', () => {
    expect(priceOf(tariffWith([energy('0.60'), night]), overTen).total).toEqual(eur(1200));
  });

  test('one step for the session: three times 3.2 kWh by whole kWh are 10, not 12', () => {
    const usage = session('2026-11-23T10:00:00Z', [
      { minutes: 5, kwh: 3.2 },
      { minutes: 5, kwh: 3.2 },
      { minutes: 5, kwh: 3.2 },
    ]);
    expect(priceOf(tariffWith([energy(1, { step_size: 1000 })]), usage).lines).toMatchObject([
      { quantity: '10.000', amount: eur(1000) },
    ]);
  });

  test('25 minutes of charging by the minute: 2.50, also when the clock adds a hair', () => {
    const tariff = tariffWith([time(6, { step_size: 60 })]);
    const usage = used({ chargingSeconds: 1500 });
    expect(priceOf(tariff, usage).total).toEqual(eur(250));
    const [charging] = usage.periods;
    const late = { ...usage, periods: charging ? [{ ...charging, endMs: NOON_MS + 1_500_120 }] : [] };
    expect(priceOf(tariff, late).total).toEqual(eur(250));
  });

  test('a minimum whose net and gross bound are held one by one: net 5.20 stays, gross rises to 5.95', () => {
    const tariff = tariffWith([energy(0.5, vat(10))], { min_price: { excl_vat: 5, incl_vat: 5.95 } });
    expect(priceOf(tariff, used({ energyWh: 10_400 }))).toMatchObject({
      limit: 'minPrice',
      net: eur(520),
      total: eur(595),
      vat: [{ percent: '10', net: eur(520), vat: eur(75) }],
      lines: [
        { kind: 'energy', amount: eur(572) },
        { kind: 'minPrice', amount: eur(23) },
      ],
    });
  });

  test('gross prices with the tax inside (OCPI 2.3.0): 28.60, of which 4.57', () => {
    const tariff = tariffWith([{ price_components: [energy(0.69, vat(19)), flat(1, vat(19))] }], {
      tax_included: 'YES',
    });
    expect(priceOf(tariff, used({ energyWh: 40_000 }))).toMatchObject({
      total: eur(2860),
      net: eur(2403),
      vat: [{ percent: '19', net: eur(2403), vat: eur(457) }],
    });
  });

  test('an expired reservation: the fee for expiring, and the hour as a reservation', () => {
    const tariff = tariffWith([
      element({ reservation: 'RESERVATION_EXPIRES' }, flat(4, vat(20))),
      element({ reservation: 'RESERVATION' }, time(2, { ...vat(20), step_size: 60 })),
      { price_components: [flat(0.5, vat(20)), energy(0.25, vat(20))] },
    ]);
    const hour = { startMs: NOON_MS, endMs: NOON_MS + 3_600_000 };
    const price = priceOf(tariff, {
      timeZone: 'Europe/Madrid',
      periods: [],
      reservation: { outcome: 'expired', periods: [hour] },
    });
    expect(price).toMatchObject({
      net: eur(600),
      total: eur(720),
      lines: [
        { kind: 'reservationTime', quantity: '60', unit: 'minute', amount: eur(240) },
        { kind: 'reservationFee', quantity: '1', amount: eur(480) },
      ],
    });
  });
});

describe('a reservation', () => {
  const tariff = tariffWith([
    element({ reservation: 'RESERVATION_EXPIRES' }, flat(4), time(6, { step_size: 600 })),
    element({ reservation: 'RESERVATION' }, flat(2), time(3, { step_size: 300 })),
    { price_components: [flat(0.5), energy(0.25), time(1, { step_size: 600 })] },
  ]);
  const reserved = (outcome: 'used' | 'expired', minutes: number, cutAt = 0) => {
    const at = (minute: number) => NOON_MS - 3_600_000 + minute * 60_000;
    const cuts = [...new Set([0, cutAt, minutes])];
    return {
      outcome,
      periods: cuts.slice(1).map((minute, i) => ({ startMs: at(cuts[i] ?? 0), endMs: at(minute) })),
    };
  };
  const after = used({ energyWh: 20_000, chargingSeconds: 600 });

  test('that was used has its own fee and time, and the charge its own: two fees, two steps', () => {
    const price = priceOf(tariff, { ...after, reservation: reserved('used', 13) });
    expect(price.lines.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
      ['energy', 500],
      ['time', 17],
      ['session', 50],
      ['reservationTime', 75],
      ['reservationFee', 200],
    ]);
  });

  test('that expired is priced by its own elements first', () => {
    const price = priceOf(tariff, { timeZone: 'UTC', periods: [], reservation: reserved('expired', 61) });
    expect(price.total).toEqual(eur(700 + 400));
  });

  test('in two parts is one reservation: one fee, one step', () => {
    const whole = priceOf(tariff, { ...after, reservation: reserved('used', 13) });
    expect(priceOf(tariff, { ...after, reservation: reserved('used', 13, 6) }).total).toEqual(whole.total);
  });

  test('is never priced by elements of the charge, nor a charge by its elements', () => {
    const unpriced = tariffWith([{ price_components: [time(60), flat(9)] }]);
    expect(priceOf(unpriced, { timeZone: 'UTC', periods: [], reservation: reserved('used', 60) }).total).toEqual(
      eur(0),
    );
    const only = tariffWith([element({ reservation: 'RESERVATION' }, time(60), flat(9))]);
    expect(priceOf(only, after)).toMatchObject({ total: eur(0), lines: [] });
  });
});
