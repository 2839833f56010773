import { describe, expect, test } from 'vitest';
import { element, energy, flat, tariffWith } from '../fixtures.ts';
import { markets } from '../market.ts';
import { obstaclesTo } from './obstacles.ts';

const vat = (percent: number) => ({ vat: percent });

describe('where the price of the beginning holds for the charge', () => {
  test.each(['min_power', 'max_power', 'min_current', 'max_current'])('no price may hang on %s', (field) => {
    const tariff = tariffWith([energy(0.4), element({ [field]: 50 }, energy(0.6))]);
    expect(obstaclesTo(tariff, markets.us)).toEqual([
      { path: `elements.1.restrictions.${field}`, text: expect.stringContaining('holds for the whole charge') },
    ]);
    expect(obstaclesTo(tariff, markets.eu)).toEqual([]);
  });

  test('it may hang on the clock, and on energy and time, of which nothing was used then', () => {
    const tariff = tariffWith([
      element({ start_time: '22:00', end_time: '06:00' }, energy(0.3)),
      element({ max_kwh: 30 }, energy(0.5)),
      energy(0.6),
    ]);
    expect(obstaclesTo(tariff, markets.us)).toEqual([]);
  });
});

describe('both sides of a limit', () => {
  const limited = (limit: object, elements: object[] = [energy(0.5, vat(10))], rest: object = {}) =>
    obstaclesTo(tariffWith(elements, { min_price: limit, ...rest }), markets.eu);

  test('are the VAT apart, but for what rounding one of them leaves', () => {
    expect(limited({ excl_vat: 5, incl_vat: 5.5 })).toEqual([]);
    expect(limited({ excl_vat: 4.55, incl_vat: 5 })).toEqual([]);
    expect(limited({ excl_vat: 4.5455, incl_vat: 5 })).toEqual([]);
    expect(limited({ excl_vat: 5, incl_vat: 5.95 })).toEqual([
      {
        path: 'min_price',
        text: '5 without and 5.95 with VAT are not 10 % apart: expected incl_vat 5.50, or one of both alone',
      },
    ]);
    expect(limited({ excl_vat: 4.54, incl_vat: 5 })).toHaveLength(1);
    expect(
      obstaclesTo(tariffWith([energy(0.5, vat(21))], { max_price: { excl_vat: 15, incl_vat: 15 } }), markets.eu),
    ).toEqual([expect.objectContaining({ path: 'max_price' })]);
  });

  test('where there are several rates, one is stated and the other follows', () => {
    const two = [energy(0.5, vat(10)), flat(1, vat(21))];
    expect(limited({ excl_vat: 5, incl_vat: 5.5 }, two)).toMatchObject([
      { path: 'min_price', text: expect.stringContaining('different VAT') },
    ]);
    expect(limited({ excl_vat: 5 }, two)).toEqual([]);
    expect(limited({ incl_vat: 5 }, two)).toEqual([]);
    // A fee of nothing stands on no receipt; free energy does, and bears what a minimum adds.
    expect(limited({ excl_vat: 5, incl_vat: 5 }, [energy(0, vat(10))])).toHaveLength(1);
    expect(limited({ excl_vat: 5, incl_vat: 5.5 }, [energy(0), flat(1, vat(10))])).toHaveLength(1);
    expect(limited({ excl_vat: 5, incl_vat: 5.5 }, [energy(0.5, vat(10)), flat(0)])).toEqual([]);
  });

  test('are as they are where no VAT is stated', () => {
    expect(limited({ excl_vat: 5, incl_vat: 6 }, [energy(0.5)], { tax_included: 'YES' })).toEqual([]);
    expect(limited({ excl_vat: 5, incl_vat: 6 }, undefined, { tax_included: 'N/A' })).toEqual([]);
  });
});
