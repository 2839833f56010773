import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minorDigits, money } from '../../machines/money.ts';
import { capAt } from './capAt.ts';
import { type Cost, priceOf } from './cost.ts';
import { eur, used } from './fixtures.ts';
import { OcpiTariff } from './ocpiTariff.ts';

type Used = { readonly energyWh: number; readonly idleSeconds: number };
const tariffOf = (tax_included: 'YES' | 'NO', ...price_components: object[]) =>
  OcpiTariff.parse({ id: 't', currency: 'EUR', tax_included, elements: [{ price_components }] });
const costOf = (tariff: OcpiTariff, { energyWh, idleSeconds }: Used) =>
  priceOf(tariff, used({ energyWh, idleSeconds }));
const lineSum = (cost: Cost) => cost.lines.reduce((sum, line) => sum + line.amount.minor, 0);

describe('a price', () => {
  test('net prices with a session and an idle fee (tariffs.md, example A)', () => {
    const tariff = tariffOf(
      'NO',
      { type: 'ENERGY', price: 0.5, vat: 20 },
      { type: 'FLAT', price: 1, vat: 20 },
      { type: 'PARKING_TIME', price: 6, vat: 20, step_size: 60 },
    );
    expect(costOf(tariff, { energyWh: 24_500, idleSeconds: 900 })).toMatchObject({
      lines: [
        { kind: 'energy', quantity: '24.500', unit: 'kWh', unitPrice: '0.60', amount: eur(1470) },
        { kind: 'session', quantity: '1', unit: 'session', unitPrice: '1.20', amount: eur(120) },
        { kind: 'idle', quantity: '15', unit: 'minute', unitPrice: '0.12', amount: eur(180) },
      ],
      net: eur(1475),
      vat: [{ percent: '20', net: eur(1475), vat: eur(295) }],
      total: eur(1770),
    });
  });

  test('gross prices with VAT inside (example G, OCPI 2.3.0)', () => {
    const tariff = tariffOf('YES', { type: 'ENERGY', price: 0.69, vat: 19 }, { type: 'FLAT', price: 1, vat: 19 });
    const cost = costOf(tariff, { energyWh: 40_000, idleSeconds: 0 });
    expect(cost).toMatchObject({ total: eur(2860), net: eur(2403) });
    expect(cost.vat).toEqual([{ percent: '19', net: eur(2403), vat: eur(457) }]);
  });

  test('a step is rounded up once (example D), and a whole number of steps stays', () => {
    const tariff = tariffOf('YES', { type: 'ENERGY', price: 1, step_size: 1000 });
    const total = (energyWh: number) => costOf(tariff, { energyWh, idleSeconds: 0 }).total;
    expect(total(9600)).toEqual(eur(1000));
    expect(total(9000)).toEqual(eur(900));
    expect(total(9000.4)).toEqual(eur(1000));
  });

  test('0.1 kWh and 0.2 kWh are 300 Wh, whatever binary floats say', () => {
    const tariff = tariffOf('YES', { type: 'ENERGY', price: 1000, step_size: 1 });
    expect(costOf(tariff, { energyWh: (0.1 + 0.2) * 1000, idleSeconds: 0 }).total).toEqual(eur(30_000));
    expect(costOf(tariff, { energyWh: 1234.3 - 934.3, idleSeconds: 0 }).lines[0]?.quantity).toBe('0.300');
  });

  test('seconds are whole before they are stepped: 1500.12 s with a step of 60 is 25 minutes (example E)', () => {
    const tariff = tariffOf('YES', { type: 'PARKING_TIME', price: 6, step_size: 60 });
    expect(costOf(tariff, { energyWh: 0, idleSeconds: 0.4167 * 3600 }).total).toEqual(eur(250));
  });

  test('every VAT rate has its own base; an untaxed component has none', () => {
    const tariff = tariffOf(
      'NO',
      { type: 'ENERGY', price: 0.5, vat: 20 },
      { type: 'FLAT', price: 1, vat: 0 },
      { type: 'PARKING_TIME', price: 6 },
    );
    const cost = costOf(tariff, { energyWh: 10_000, idleSeconds: 600 });
    expect(cost).toMatchObject({ net: eur(700), total: eur(800) });
    expect(cost.vat).toEqual([
      { percent: '20', net: eur(500), vat: eur(100) },
      { percent: '0', net: eur(100), vat: eur(0) },
    ]);
  });

  test('a currency without minor units is rounded to the unit', () => {
    const tariff = { ...tariffOf('YES', { type: 'ENERGY', price: 65.5 }), currency: 'JPY' };
    expect(costOf(tariff, { energyWh: 1000, idleSeconds: 0 }).total).toEqual(money(66, 'JPY'));
  });

  test('usage below zero is a bug', () => {
    expect(() => costOf(tariffOf('YES', { type: 'FLAT', price: 1 }), { energyWh: -1, idleSeconds: 0 })).toThrow(
      RangeError,
    );
  });
});

/** A price or rate as an integer of 1e-4, so that the expectation below needs no decimals library. */
const e4 = (n: number) => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`;
const component = (type: string) =>
  fc.record({
    type: fc.constant(type),
    price: fc.integer({ min: 0, max: 200_000 }).map(e4),
    vat: fc.option(fc.constantFrom('0', '5', '7.7', '19', '21'), { nil: undefined }),
    step_size: fc.constantFrom(0, 1, 60, 100, 300, 1000),
  });
const anyTariff = fc
  .record({
    tax_included: fc.constantFrom('YES', 'NO'),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    price_components: fc
      .tuple(component('ENERGY'), fc.option(component('FLAT')), fc.option(component('PARKING_TIME')))
      .map((components) => components.filter((one) => one !== null)),
  })
  .map(({ price_components, ...rest }) => OcpiTariff.parse({ id: 't', ...rest, elements: [{ price_components }] }));
const anyUsage = fc.record({
  energyWh: fc.integer({ min: 0, max: 300_000_000 }).map((mWh) => mWh / 1000),
  idleSeconds: fc.integer({ min: 0, max: 50_000 }),
});

describe('for any tariff and usage', () => {
  test('lines add up to the total, which is net and VAT', () => {
    fc.assert(
      fc.property(anyTariff, anyUsage, (tariff, usage) => {
        const cost = costOf(tariff, usage);
        const vat = cost.vat.reduce((sum, rate) => sum + rate.vat.minor, 0);
        expect(lineSum(cost)).toBe(cost.total.minor);
        expect(cost.net.minor + vat).toBe(cost.total.minor);
        for (const rate of cost.vat) expect(Math.min(rate.net.minor, rate.vat.minor)).toBeGreaterThanOrEqual(0);
        for (const rate of cost.vat) if (rate.percent === '0') expect(rate.vat.minor).toBe(0);
      }),
    );
  });

  test('the total is the exact price rounded once, half up', () => {
    fc.assert(
      fc.property(anyTariff, anyUsage, (tariff, usage) => {
        expect(BigInt(costOf(tariff, usage).total.minor)).toBe(exactTotal(tariff, usage));
      }),
      { numRuns: 1000 },
    );
  });

  test('more energy or idle time never costs less', () => {
    fc.assert(
      fc.property(anyTariff, anyUsage, anyUsage, (tariff, usage, more) => {
        const later = {
          energyWh: usage.energyWh + more.energyWh,
          idleSeconds: usage.idleSeconds + more.idleSeconds,
        };
        expect(costOf(tariff, later).total.minor).toBeGreaterThanOrEqual(costOf(tariff, usage).total.minor);
      }),
    );
  });

  test('capped at the hold: never above it, and still adding up', () => {
    fc.assert(
      fc.property(anyTariff, anyUsage, fc.integer({ min: 0, max: 20_000 }), (tariff, usage, minor) => {
        const cost = costOf(tariff, usage);
        const capped = capAt(cost, money(minor, tariff.currency));
        const vat = capped.vat.reduce((sum, rate) => sum + rate.vat.minor, 0);
        expect(capped.total.minor).toBe(Math.min(cost.total.minor, minor));
        expect(lineSum(capped)).toBe(capped.total.minor);
        expect(capped.net.minor + vat).toBe(capped.total.minor);
        expect(capped.net.minor).toBeGreaterThanOrEqual(0);
        for (const rate of capped.vat) expect(Math.min(rate.net.minor, rate.vat.minor)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('the shown unit price explains the energy line within two minor units', () => {
    fc.assert(
      fc.property(anyTariff, fc.integer({ min: 0, max: 250_000 }), (tariff, energyWh) => {
        const [line] = costOf(tariff, { energyWh, idleSeconds: 0 }).lines;
        const explained = Number(line?.unitPrice) * Number(line?.quantity) * 10 ** minorDigits(tariff.currency);
        expect(Math.abs(explained - (line?.amount.minor ?? 0))).toBeLessThanOrEqual(2.000001);
      }),
    );
  });
});

test('what the hold does not cover is a line of its own', () => {
  const tariff = tariffOf('YES', { type: 'ENERGY', price: 0.59, vat: 21 });
  const capped = capAt(costOf(tariff, { energyWh: 110_000, idleSeconds: 0 }), eur(6000));
  expect(capped.lines).toEqual([
    { kind: 'energy', quantity: '110.000', unit: 'kWh', unitPrice: '0.59', amount: eur(6490) },
    { kind: 'notCharged', quantity: '1', unit: null, unitPrice: null, amount: eur(-490) },
  ]);
  expect(capped).toMatchObject({ total: eur(6000), net: eur(4959) });
  expect(capped.vat).toEqual([{ percent: '21', net: eur(4959), vat: eur(1041) }]);
});

/** The same price by integer fractions, in minor units: nothing is rounded before the end. */
function exactTotal(tariff: OcpiTariff, usage: Used): bigint {
  const DENOMINATOR = 36n * 10n ** 16n;
  const perMinor = BigInt(10 ** minorDigits(tariff.currency));
  let sum = 0n;
  for (const { type, price, vat, step_size } of tariff.elements[0]?.price_components ?? []) {
    const used = type === 'ENERGY' ? Math.round(usage.energyWh * 1000) : type === 'FLAT' ? 1 : usage.idleSeconds;
    const step = BigInt(type === 'FLAT' ? 0 : type === 'ENERGY' ? step_size * 1000 : step_size);
    const billed = step === 0n ? BigInt(used) : ((BigInt(used) + step - 1n) / step) * step;
    const perPriced = type === 'ENERGY' ? 1_000_000n : type === 'FLAT' ? 1n : 3600n;
    const taxE4 = tariff.tax_included === 'YES' ? 0n : BigInt(Math.round(Number(vat ?? 0) * 100));
    const priceE4 = BigInt(Math.round(Number(price) * 10_000));
    sum += (billed * priceE4 * (10_000n + taxE4) * perMinor * DENOMINATOR) / (perPriced * 10n ** 8n);
  }
  return (2n * sum + DENOMINATOR) / (2n * DENOMINATOR);
}
