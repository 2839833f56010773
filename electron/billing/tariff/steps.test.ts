import { describe, expect, test } from 'vitest';
import { explain, priceOf } from '../cost.ts';
import { element, energy, eur, parking, session, tariffWith, time, used } from '../fixtures.ts';

const quantities = (...args: Parameters<typeof priceOf>) =>
  priceOf(...args).lines.map(({ kind, quantity }) => `${kind} ${quantity}`);

describe('a step', () => {
  test('is rounded up to; an exact multiple stays; 0 is none', () => {
    const billed = (step_size: number, energyWh: number) =>
      quantities(tariffWith([energy(1, { step_size })]), used({ energyWh }));
    expect(billed(500, 5400)).toEqual(['energy 5.500']);
    expect(billed(500, 5500)).toEqual(['energy 5.500']);
    expect(billed(0, 5400.4)).toEqual(['energy 5.4004']);
    expect(billed(1, 5400.4)).toEqual(['energy 5.401']);
  });

  test('is that of the component used last, and what fills it costs its price', () => {
    const tariff = tariffWith([
      element({ end_time: '17:00' }, energy(0.2, { step_size: 1000 })),
      energy(0.27, { step_size: 500 }),
    ]);
    const usage = session('2026-11-23T14:00:00Z', [
      { minutes: 120, kwh: 4.3 },
      { minutes: 120, kwh: 1.1 },
    ]);
    expect(quantities(tariff, usage)).toEqual(['energy 4.300', 'energy 1.200']);
    expect(priceOf(tariff, usage).total).toEqual(eur(118));
    expect(explain(tariff, usage).breakdown.at(-1)).toMatchObject({
      period: 1,
      quantity: '0.100',
      why: [{ code: 'step', size: 500 }],
    });
    const nothingLater = session('2026-11-23T14:00:00Z', [
      { minutes: 120, kwh: 4.3 },
      { minutes: 120, kwh: 0 },
    ]);
    expect(quantities(tariff, nothingLater)).toEqual(['energy 5.000']);
  });

  const timed = tariffWith([{ price_components: [time(1, { step_size: 600 }), parking(2, { step_size: 600 })] }]);

  test('of time is filled by the parking when any was priced: charging is billed to the second', () => {
    expect(quantities(timed, used({ chargingSeconds: 1260, idleSeconds: 960 }))).toEqual(['time 21', 'idle 20']);
    expect(quantities(timed, used({ chargingSeconds: 1260 }))).toEqual(['time 30']);
  });

  test('of time is filled by the parking also when charging goes on after it', () => {
    const usage = session('2026-11-23T12:00:00Z', [{ minutes: 21 }, { minutes: 7, kind: 'idle' }, { minutes: 4 }]);
    expect(quantities(timed, usage)).toEqual(['time 25', 'idle 10']);
  });

  test('of charging time is filled when the parking was free', () => {
    const tariff = tariffWith([time(1, { step_size: 600 })]);
    expect(quantities(tariff, used({ chargingSeconds: 1260, idleSeconds: 960 }))).toEqual(['time 30']);
  });

  test('counts priced time only: eight minutes before a free window are fifteen, not thirty', () => {
    const tariff = tariffWith([element({ end_time: '20:00' }, parking(1, { step_size: 900 }))]);
    const usage = session('2026-11-23T18:52:00Z', [
      { minutes: 8, kind: 'idle' },
      { minutes: 12, kind: 'idle' },
    ]);
    expect(quantities(tariff, usage)).toEqual(['idle 15']);
  });

  test('of several rates joins what they have in common: one line for each price', () => {
    const tariff = tariffWith([
      element({ day_of_week: ['MONDAY'], end_time: '14:00' }, energy(0.5)),
      element({ min_kwh: 20 }, energy('0.50')),
      energy(0.7),
    ]);
    const usage = session('2026-11-23T12:00:00Z', [
      { minutes: 60, kwh: 10 },
      { minutes: 60, kwh: 10 },
      { minutes: 60, kwh: 10 },
    ]);
    expect(quantities(tariff, usage)).toEqual(['energy 20.000', 'energy 10.000']);
  });
});
