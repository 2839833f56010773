import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cars, createVehicle } from './vehicle.ts';

const carById = (id: string) => {
  const car = cars.find((c) => c.id === id);
  if (!car) throw new Error(id);
  return car;
};

describe('vehicle', () => {
  test('the cars a bench needs are there', () => {
    expect(cars.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['ioniq', 'zoe', 'stubborn', 'nearlyFull', 'truck']),
    );
  });

  test.each(cars.map((car) => [car.id]))('%s: the curve rises in state of charge and stays positive', (id) => {
    const { curve, packV } = carById(id);
    expect(curve.every(([soc], i) => i === 0 || soc > (curve[i - 1]?.[0] ?? 0))).toBe(true);
    expect(curve.every(([, powerW]) => powerW > 0)).toBe(true);
    expect(packV[1]).toBeGreaterThan(packV[0]);
  });

  test('power between two points of the curve lies on the line', () => {
    const car = { ...carById('zoe'), startSocPercent: 50, maxCurrentA: 1_000 };
    expect(createVehicle(car, () => 0.5).wantedPowerW).toBeCloseTo(40_000); // 44 kW at 40 %, 36 kW at 60 %
  });

  test('the current limit holds at low voltage', () => {
    const vehicle = createVehicle(carById('ioniq'), () => 0.5);
    expect(vehicle.wantedPowerW).toBeLessThanOrEqual(vehicle.voltageV * 330);
  });

  test('stopsAt80 wants nothing from 80 % on', () => {
    const vehicle = createVehicle(carById('zoe'), () => 0.5);
    vehicle.charge(52_000);
    expect(vehicle.socPercent).toBe(80);
    expect(vehicle.wantedPowerW).toBe(0);
    expect(vehicle.secondsToFull).toBe(0);
  });

  test('pausesOnce rests once', () => {
    const vehicle = createVehicle(carById('pausing'), () => 0.5);
    expect(vehicle.takesPause()).toBe(false);
    vehicle.charge(2_000);
    expect([vehicle.takesPause(), vehicle.takesPause()]).toEqual([true, false]);
  });

  test('any charging: the battery gains what it is given, never passes its limit, and is full when it wants no more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cars),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 40 }),
        (car, chance, doses) => {
          const vehicle = createVehicle(car, () => chance);
          const limit = car.temperament === 'stopsAt80' ? 80 : 100;
          let expected = vehicle.socPercent;
          for (const energyWh of doses) {
            vehicle.charge(energyWh);
            expected = Math.min(limit, expected + (energyWh / car.capacityWh) * 100);
            expect(vehicle.socPercent).toBeCloseTo(expected, 6);
            expect(vehicle.wantedPowerW === 0).toBe(vehicle.socPercent >= limit);
          }
        },
      ),
    );
  });
});
