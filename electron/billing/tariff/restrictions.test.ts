import { describe, expect, test } from 'vitest';
import { explain, priceOf } from '../cost.ts';
import { element, energy, eur, flat, parking, session, tariffWith, time } from '../fixtures.ts';

/** The price of one kWh that begins to flow at a local time: `special` when the restriction holds, else 1.00. */
const SPECIAL = 10;
const kwhAt = (restrictions: object, at: string, timeZone?: string, powerKw?: number, currentA?: number): number => {
  const tariff = tariffWith([element(restrictions, energy(SPECIAL)), energy(1)]);
  const powerW = powerKw === undefined ? undefined : powerKw * 1000;
  return priceOf(tariff, session(at, [{ minutes: 1, kwh: 1, powerW, currentA }], timeZone)).total.minor / 100;
};
const holdsAt = (restrictions: object, at: string, timeZone?: string): boolean =>
  kwhAt(restrictions, at, timeZone) === SPECIAL;

describe('a time of day', () => {
  test.each([
    ['from its start on', '22:00', '23:00', '2026-11-23T22:00:00+01:00', true],
    ['not a second earlier', '22:00', '23:00', '2026-11-23T21:59:59+01:00', false],
    ['not at its end', '22:00', '23:00', '2026-11-23T23:00:00+01:00', false],
    ['until a second before its end', '22:00', '23:00', '2026-11-23T22:59:59+01:00', true],
    ['past midnight in the evening', '22:00', '06:00', '2026-11-23T23:30:00+01:00', true],
    ['past midnight in the morning', '22:00', '06:00', '2026-11-24T05:59:00+01:00', true],
    ['not past midnight by day', '22:00', '06:00', '2026-11-24T06:00:00+01:00', false],
    ['until 00:00 is the end of the day', '17:00', '00:00', '2026-11-23T23:59:59+01:00', true],
    ['until 00:00 is not the next day', '17:00', '00:00', '2026-11-24T00:00:00+01:00', false],
    ['with the same start and end is the whole day', '17:00', '17:00', '2026-11-24T03:00:00+01:00', true],
    ['from 00:00 to 00:00 is the whole day', '00:00', '00:00', '2026-11-24T03:00:00+01:00', true],
  ])('holds %s', (_how, start_time, end_time, at, expected) => {
    expect(holdsAt({ start_time, end_time }, at)).toBe(expected);
  });

  test('with one side only is open on the other', () => {
    expect(holdsAt({ start_time: '17:00' }, '2026-11-23T23:59:00+01:00')).toBe(true);
    expect(holdsAt({ start_time: '17:00' }, '2026-11-23T16:59:00+01:00')).toBe(false);
    expect(holdsAt({ end_time: '17:00' }, '2026-11-23T00:00:00+01:00')).toBe(true);
    expect(holdsAt({ end_time: '17:00' }, '2026-11-23T17:00:00+01:00')).toBe(false);
  });

  test('is that of the place, not of the station’s machine', () => {
    const at = '2026-11-23T21:30:00Z';
    const night = { start_time: '22:00', end_time: '06:00' };
    expect(holdsAt(night, at, 'Europe/Madrid')).toBe(true);
    expect(holdsAt(night, at, 'Europe/London')).toBe(false);
    expect(holdsAt(night, at, 'Asia/Kolkata')).toBe(true); // 03:00
    expect(holdsAt(night, at, 'America/New_York')).toBe(false);
  });

  test('in autumn, between two and three, is passed twice', () => {
    const two = { start_time: '02:00', end_time: '03:00' };
    expect(holdsAt(two, '2026-10-25T00:30:00Z')).toBe(true); // 02:30 CEST
    expect(holdsAt(two, '2026-10-25T01:30:00Z')).toBe(true); // 02:30 CET
    expect(holdsAt(two, '2026-10-25T02:00:00Z')).toBe(false);
  });

  test('in spring, between two and three, never comes', () => {
    const two = { start_time: '02:00', end_time: '03:00' };
    expect(holdsAt(two, '2026-03-29T00:59:59Z')).toBe(false); // 01:59:59 CET
    expect(holdsAt(two, '2026-03-29T01:00:00Z')).toBe(false); // 03:00 CEST
    expect(holdsAt({ start_time: '03:00', end_time: '04:00' }, '2026-03-29T01:00:00Z')).toBe(true);
  });
});

describe('a day', () => {
  test('of the week is the local one now, also in a window that began the evening before', () => {
    const fridayNight = { start_time: '22:00', end_time: '06:00', day_of_week: ['FRIDAY'] };
    expect(holdsAt(fridayNight, '2026-11-27T23:00:00+01:00')).toBe(true);
    expect(holdsAt(fridayNight, '2026-11-28T05:00:00+01:00')).toBe(false); // Saturday
    expect(holdsAt(fridayNight, '2026-11-27T05:00:00+01:00')).toBe(true); // Friday morning
  });

  test('begins at local midnight', () => {
    expect(holdsAt({ day_of_week: ['TUESDAY'] }, '2026-11-23T23:00:00Z')).toBe(true);
    expect(holdsAt({ day_of_week: ['TUESDAY'] }, '2026-11-23T22:59:59Z')).toBe(false);
    expect(holdsAt({ day_of_week: ['SUNDAY'] }, '2026-11-22T12:00:00Z')).toBe(true);
    expect(holdsAt({ day_of_week: [] }, '2026-11-22T12:00:00Z')).toBe(true);
  });

  test('of the calendar: the first belongs to it, the last does not', () => {
    const december = { start_date: '2026-12-01', end_date: '2027-01-01' };
    expect(holdsAt(december, '2026-11-30T22:59:59Z')).toBe(false);
    expect(holdsAt(december, '2026-11-30T23:00:00Z')).toBe(true);
    expect(holdsAt(december, '2026-12-31T22:59:59Z')).toBe(true);
    expect(holdsAt(december, '2026-12-31T23:00:00Z')).toBe(false);
  });
});

describe('power and current', () => {
  test.each([
    [{ max_power: 16 }, 15.999, true],
    [{ max_power: 16 }, 16, false],
    [{ min_power: 32 }, 32, true],
    [{ min_power: 32 }, 31.999, false],
    [{ min_power: 16, max_power: 32 }, 20, true],
  ])('%j at %d kW', (restrictions, powerKw, expected) => {
    expect(kwhAt(restrictions, '2026-11-23T12:00:00Z', undefined, powerKw) === SPECIAL).toBe(expected);
  });

  test('current is held against amperes', () => {
    expect(kwhAt({ min_current: 32 }, '2026-11-23T12:00:00Z', undefined, undefined, 32)).toBe(SPECIAL);
    expect(kwhAt({ max_current: 32 }, '2026-11-23T12:00:00Z', undefined, undefined, 32)).toBe(1);
  });

  test('that nobody told cannot be said to hold, and is reported', () => {
    const tariff = tariffWith([element({ max_power: 1000 }, energy(SPECIAL)), energy(1)]);
    const price = priceOf(tariff, session('2026-11-23T12:00:00Z', [{ minutes: 1, kwh: 1 }]));
    expect(price).toMatchObject({ total: eur(100), findings: [{ code: 'momentaryUnknown', period: 0 }] });
  });

  test.each([{ min_power: 50 }, { max_power: 50 }])(
    'on both sides of a bound such as %j are held to it all the time, and reported',
    (bound) => {
      const tariff = tariffWith([element(bound, energy(SPECIAL)), energy(1)]);
      const price = priceOf(
        tariff,
        session('2026-11-23T12:00:00Z', [{ minutes: 1, kwh: 1, powerW: { min: 49_000, max: 51_000 } }]),
      );
      expect(price).toMatchObject({ total: eur(100), findings: [{ code: 'straddles', period: 0 }] });
    },
  );
});

describe('energy and duration', () => {
  test('count what was before the period', () => {
    const tariff = tariffWith([element({ min_kwh: 10, max_kwh: 20 }, energy(SPECIAL)), energy(1)]);
    const usage = session('2026-11-23T12:00:00Z', [
      { minutes: 10, kwh: 10 },
      { minutes: 10, kwh: 10 },
      { minutes: 10, kwh: 10 },
    ]);
    expect(priceOf(tariff, usage).total).toEqual(eur(1000 + 10_000 + 1000));
  });

  test('a duration is that of the session, idle time included, not of the idling', () => {
    const tariff = tariffWith([{ price_components: [energy(0)] }, element({ min_duration: 3600 }, parking(6))]);
    const usage = session('2026-11-23T12:00:00Z', [
      { minutes: 50, kwh: 1 },
      { minutes: 10, kind: 'idle' },
      { minutes: 10, kind: 'idle' },
    ]);
    expect(priceOf(tariff, usage)).toMatchObject({
      total: eur(100),
      findings: [{ code: 'unpriced', period: 1, dimension: 'PARKING_TIME' }],
    });
  });

  test('a period that outlasts a change is priced at the earlier rate, and reported', () => {
    const byTime = tariffWith([element({ end_time: '13:30' }, energy(1)), energy(SPECIAL)]);
    expect(priceOf(byTime, session('2026-11-23T12:00:00Z', [{ minutes: 60, kwh: 1 }]))).toMatchObject({
      total: eur(100),
      findings: [{ code: 'outlastsChange', period: 0, atMs: Date.parse('2026-11-23T12:30:00Z'), milliWh: 500_000 }],
    });
    const byEnergy = tariffWith([element({ max_kwh: 30 }, energy(1)), energy(SPECIAL)]);
    expect(priceOf(byEnergy, session('2026-11-23T12:00:00Z', [{ minutes: 60, kwh: 31 }]))).toMatchObject({
      findings: [{ code: 'outlastsChange', period: 0, milliWh: 30_000_000 }],
    });
    expect(priceOf(byEnergy, session('2026-11-23T12:00:00Z', [{ minutes: 60, kwh: 30 }])).findings).toEqual([]);
    const byBoth = tariffWith([element({ min_kwh: 5, min_duration: 900 }, energy(1)), energy(SPECIAL)]);
    expect(priceOf(byBoth, session('2026-11-23T12:00:00Z', [{ minutes: 60, kwh: 31 }]))).toMatchObject({
      findings: [{ code: 'outlastsChange', atMs: Date.parse('2026-11-23T12:15:00Z') }],
    });
  });
});

describe('each dimension is matched alone', () => {
  const tariff = tariffWith([
    element({ start_time: '09:00', end_time: '18:00' }, parking(5), flat(1)),
    element({ max_kwh: 5 }, energy(0.2)),
    { price_components: [energy(0.5), time(1), flat(3)] },
  ]);

  test('energy, time and fee come from different elements at the same moment', () => {
    const usage = session('2026-11-23T12:00:00Z', [{ minutes: 60, kwh: 4 }]);
    const { breakdown } = explain(tariff, usage);
    expect(breakdown.map(({ dimension, priced }) => [dimension, priced?.element])).toEqual([
      ['ENERGY', 1],
      ['TIME', 2],
      ['FLAT', 0],
    ]);
  });

  test('a fee is due once, as it is first found', () => {
    const usage = session('2026-11-23T16:30:00Z', [
      { minutes: 30, kwh: 1 },
      { minutes: 60, kwh: 1 },
    ]);
    expect(priceOf(tariff, usage).lines.filter(({ kind }) => kind === 'session')).toMatchObject([{ amount: eur(100) }]);
  });

  test('a fee that is due only from a later moment on is due then', () => {
    const fee = tariffWith([element({ start_time: '18:00' }, flat(2)), energy(1)]);
    const usage = session('2026-11-23T16:30:00Z', [{ minutes: 30 }, { minutes: 30, kind: 'idle' }]);
    expect(priceOf(fee, usage).total).toEqual(eur(200));
  });

  test('free time is not priced as any', () => {
    const usage = session('2026-11-23T12:00:00Z', [{ minutes: 60, kind: 'free' }]);
    expect(priceOf(tariff, usage).lines.map(({ kind }) => kind)).toEqual(['session']);
  });

  test('a breakdown says which element priced what, how much of it, and why', () => {
    const night = element(
      { start_time: '22:00', end_time: '06:00', day_of_week: ['MONDAY'] },
      energy('0.30', { vat: 21 }),
    );
    const { breakdown } = explain(tariffWith([night]), session('2026-11-23T22:00:00Z', [{ minutes: 30, kwh: 12.5 }]));
    expect(breakdown).toMatchObject([
      {
        period: 0,
        dimension: 'ENERGY',
        quantity: '12.500',
        unit: 'kWh',
        amount: '4.5375',
        priced: { element: 0, component: 0, price: '0.3', vat: '21', shown: '0.363' },
        why: [
          { code: 'weekday', days: ['MONDAY'] },
          { code: 'time', from: '22:00', to: '06:00' },
        ],
      },
    ]);
  });
});
