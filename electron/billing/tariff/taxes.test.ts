import { describe, expect, test } from 'vitest';
import { money } from '../../../machines/money.ts';
import { type Price, priceOf } from '../cost.ts';
import { element, energy, eur, flat, NOON_MS, parking, tariffWith, time, used } from '../fixtures.ts';

const tenKwh = used({ energyWh: 10_000 });
const inEuros = ({ net, total }: Price) => [net.minor / 100, total.minor / 100];

describe('taxes', () => {
  test('no VAT and VAT of 0 % cost the same; only the second is a tax line', () => {
    const price = priceOf(tariffWith([{ price_components: [energy(0.5), flat(1, { vat: 0 })] }]), tenKwh);
    expect(price).toMatchObject({
      net: eur(600),
      total: eur(600),
      vat: [{ percent: '0', net: eur(100), vat: eur(0) }],
    });
  });

  test('prices as text and no VAT (OCPI 2.1.1)', () => {
    const price = priceOf(tariffWith([time('2.00', { step_size: 300 })]), used({ chargingSeconds: 7103 }));
    expect(price).toMatchObject({ net: eur(400), total: eur(400), vat: [], taxes: 'none' });
  });

  test('N/A: none are due, whatever a component says (OCPI 2.3.0)', () => {
    const tariff = tariffWith([energy(0.5, { vat: 19 })], { tax_included: 'N/A' });
    expect(priceOf(tariff, tenKwh)).toMatchObject({ net: eur(500), total: eur(500), vat: [], taxes: 'none' });
  });

  test('outside and not stated: no split is invented, and the price says that taxes come on top', () => {
    const price = priceOf(tariffWith([energy(0.5)], { tax_included: 'NO', currency: 'CAD' }), tenKwh);
    expect(price).toMatchObject({ taxes: 'plus', total: money(500, 'CAD'), vat: [] });
  });

  test('inside and not stated: no split either', () => {
    const price = priceOf(tariffWith([time(2.1)], { tax_included: 'YES' }), used({ chargingSeconds: 9000 }));
    expect(price).toMatchObject({ taxes: 'inside', total: eur(525), vat: [] });
  });

  test('one stated rate makes what states none untaxed', () => {
    const tariff = tariffWith([{ price_components: [energy(0.5, { vat: 20 }), flat(1)] }], { tax_included: 'NO' });
    expect(priceOf(tariff, tenKwh)).toMatchObject({ taxes: 'stated', net: eur(600), total: eur(700) });
  });

  test('gross prices of several rates are split by each', () => {
    const tariff = tariffWith(
      [{ price_components: [energy(1.19, { vat: 19 }), flat(1.07, { vat: 7 }), parking(60)] }],
      {
        tax_included: 'YES',
      },
    );
    expect(priceOf(tariff, used({ energyWh: 10_000, idleSeconds: 60 })).vat).toEqual([
      { percent: '19', net: eur(1000), vat: eur(190) },
      { percent: '7', net: eur(100), vat: eur(7) },
    ]);
  });
});

describe('the limits of a price', () => {
  const limited = (limits: object, price = 0.5, vat: number | null = 20, rest: object = {}) =>
    priceOf(tariffWith([energy(price, vat === null ? {} : { vat })], { ...limits, ...rest }), tenKwh);

  test.each([
    ['both bounds below the price', { min_price: { excl_vat: 4, incl_vat: 4.8 } }, [5, 6], null],
    ['both above it', { min_price: { excl_vat: 10, incl_vat: 12 } }, [10, 12], 'minPrice'],
    ['only the net one above it', { min_price: { excl_vat: 5.5, incl_vat: 6 } }, [5.5, 6], 'minPrice'],
    ['no gross bound: the tax grows with the net', { min_price: { excl_vat: 10 } }, [10, 12], 'minPrice'],
    ['no net bound: the net grows with the gross', { min_price: { incl_vat: 12 } }, [10, 12], 'minPrice'],
    ['a bare number: one without VAT', { min_price: 10 }, [10, 12], 'minPrice'],
    ['the names of OCPI 2.3.0', { min_price: { before_taxes: 10, after_taxes: 12 } }, [10, 12], 'minPrice'],
    ['a maximum', { max_price: { excl_vat: 4, incl_vat: 4.8 } }, [4, 4.8], 'maxPrice'],
    ['a maximum above it', { max_price: { excl_vat: 40, incl_vat: 48 } }, [5, 6], null],
    ['a maximum without a gross bound', { max_price: { excl_vat: 2.5 } }, [2.5, 3], 'maxPrice'],
    ['a minimum and a maximum', { min_price: 7, max_price: 8 }, [7, 8.4], 'minPrice'],
  ])('%s', (_what, limits, expected, limit) => {
    const price = limited(limits);
    expect(inEuros(price)).toEqual(expected);
    expect(price.limit).toBe(limit);
    expect(price.lines.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(price.total.minor);
    expect(price.net.minor + price.vat.reduce((sum, { vat }) => sum + vat.minor, 0)).toBe(price.total.minor);
  });

  test('what a maximum takes off is a line of its own', () => {
    expect(limited({ max_price: { excl_vat: 4, incl_vat: 4.8 } }).lines).toEqual([
      { kind: 'energy', quantity: '10.000', unit: 'kWh', unitPrice: '0.60', amount: eur(600) },
      { kind: 'maxPrice', quantity: '1', unit: null, unitPrice: null, amount: eur(-120) },
    ]);
  });

  test('a minimum is due for a charge of nothing, taxed as its energy, but not before one begins', () => {
    const tariff = tariffWith([energy(0.5, { vat: 20 })], { min_price: 1 });
    expect(inEuros(priceOf(tariff, used({})))).toEqual([1, 1.2]);
    expect(inEuros(priceOf(tariff, { timeZone: 'UTC', periods: [] }))).toEqual([0, 0]);
  });

  test('where no tax line is due, net is gross', () => {
    expect(inEuros(limited({ min_price: { excl_vat: 5.5, incl_vat: 6 } }, 0.5, null))).toEqual([6, 6]);
  });

  test('where one side of the price is not known, the bound of the other is kept', () => {
    const limit = { min_price: { before_taxes: 10, after_taxes: 11 } };
    expect(inEuros(limited(limit, 0.5, null, { tax_included: 'NO' }))).toEqual([10, 10]);
    expect(inEuros(limited(limit, 0.5, null, { tax_included: 'YES' }))).toEqual([11, 11]);
  });

  test('a reservation counts too', () => {
    const tariff = tariffWith([element({ reservation: 'RESERVATION' }, flat(2)), energy(0.5)], { max_price: 6 });
    const span = { startMs: NOON_MS - 60_000, endMs: NOON_MS };
    expect(priceOf(tariff, { ...tenKwh, reservation: { outcome: 'used', periods: [span] } }).total).toEqual(eur(600));
  });
});

describe('rounding', () => {
  const tariff = (currency: string, ...prices: number[]) =>
    tariffWith([{ price_components: [energy(prices[0] ?? 0), flat(prices[1] ?? 0)] }], { currency });
  const oneKwh = used({ energyWh: 1000 });

  test.each([
    ['EUR', [0.005, 0], 1],
    ['EUR', [0.0049, 0], 0],
    ['JPY', [65.5, 0], 66],
    ['KWD', [0.0105, 0], 11],
    ['EUR', [0.125, 0.33], 46],
  ] as const)('once, half away from zero, to the minor unit of %s', (currency, prices, minor) => {
    expect(priceOf(tariff(currency, ...prices), oneKwh).total).toEqual(money(minor, currency));
  });

  test('down, for the driver, where the market asks for it', () => {
    const price = priceOf(tariff('EUR', 0.129, 0.33), oneKwh, { to: 'down', each: 'total' });
    expect(price.total).toEqual(eur(45));
  });

  test('of each line, where the market asks for it', () => {
    const lines = priceOf(tariff('EUR', 0.125, 0.335), oneKwh, { to: 'nearest', each: 'line' });
    expect(lines).toMatchObject({ total: eur(13 + 34), net: eur(47) });
    expect(priceOf(tariff('EUR', 0.125, 0.335), oneKwh).total).toEqual(eur(46));
  });

  test('of each line never passes a maximum', () => {
    const capped = tariffWith([{ price_components: [energy(0.125), flat(0.335)] }], { max_price: 0.46 });
    const price = priceOf(capped, oneKwh, { to: 'nearest', each: 'line' });
    expect(price).toMatchObject({ total: eur(46), limit: 'maxPrice' });
    expect(price.lines.map(({ amount }) => amount.minor)).toEqual([13, 34, -1]);
  });
});
