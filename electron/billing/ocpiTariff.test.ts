import { describe, expect, test } from 'vitest';
import example from '../station/example.config.json' with { type: 'json' };
import { componentOf, OcpiTariff } from './ocpiTariff.ts';
import { tariffHash } from './priceView.ts';

const energy = { type: 'ENERGY', price: 0.59, vat: 21, step_size: 1 };
const tariffOf = (...price_components: object[]) => ({ id: 't', currency: 'EUR', elements: [{ price_components }] });
const problems = (json: unknown) =>
  OcpiTariff.safeParse(json).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];

describe('a tariff', () => {
  test('keeps prices as the exact decimals that were written', () => {
    const prices = [0.59, '0.590', '2.00', 1e-7, 12].map(
      (price) => OcpiTariff.parse(tariffOf({ ...energy, price })).elements[0]?.price_components[0]?.price,
    );
    expect(prices).toEqual(['0.59', '0.59', '2', '0.0000001', '12']);
  });

  test('read again is the same tariff', () => {
    const once = OcpiTariff.parse(example.tariff);
    expect(OcpiTariff.parse(once)).toEqual(once);
  });

  test('keeps fields this station does not read', () => {
    expect(OcpiTariff.parse(example.tariff)).toMatchObject({ party_id: 'SUR', last_updated: '2026-11-01T00:00:00Z' });
  });

  test('has prices without VAT unless it says otherwise (OCPI 2.2.1)', () => {
    expect(OcpiTariff.parse(tariffOf(energy)).tax_included).toBe('NO');
  });

  test('prices a type by the first element that has it', () => {
    const tariff = OcpiTariff.parse({
      ...tariffOf(energy),
      elements: [
        { price_components: [energy], restrictions: {} },
        {
          price_components: [
            { ...energy, price: 9 },
            { type: 'FLAT', price: 1 },
          ],
        },
      ],
    });
    expect(componentOf(tariff, 'ENERGY')?.price).toBe('0.59');
    expect(componentOf(tariff, 'FLAT')?.price).toBe('1');
    expect(componentOf(tariff, 'PARKING_TIME')).toBeNull();
  });

  test.each([
    [
      'a time component',
      tariffOf(energy, { type: 'TIME', price: 3 }),
      'elements.0.price_components.1.type: "TIME" cannot be priced yet: expected ENERGY, FLAT or PARKING_TIME',
    ],
    [
      'a restriction',
      { ...tariffOf(), elements: [{ price_components: [energy], restrictions: { max_kwh: 30 } }] },
      'elements.0.restrictions: restrictions cannot be priced yet: take them out of the tariff',
    ],
    [
      'a minimum price',
      { ...tariffOf(energy), min_price: { excl_vat: 5 } },
      'min_price: min_price cannot be priced yet: take it out of the tariff',
    ],
    [
      'an unknown currency',
      { ...tariffOf(energy), currency: 'EUX' },
      'currency: "EUX" is not a currency of ISO 4217: expected a code such as EUR',
    ],
    [
      'a negative price',
      tariffOf({ ...energy, price: -1 }),
      'elements.0.price_components.0.price: expected a price of 0 or more with at most nine decimals, such as 0.59',
    ],
    [
      'a price in words',
      tariffOf({ ...energy, price: 'free' }),
      'elements.0.price_components.0.price: expected a price of 0 or more with at most nine decimals, such as 0.59',
    ],
    [
      'no price',
      tariffOf({ type: 'ENERGY' }),
      'elements.0.price_components.0.price: expected a price as a number or decimal text such as 0.59',
    ],
    [
      'VAT above 100 %',
      tariffOf({ ...energy, vat: 210 }),
      'elements.0.price_components.0.vat: expected a percentage of at most 100',
    ],
    [
      'a type priced twice',
      tariffOf(energy, energy),
      'elements.0.price_components: each type may be priced only once in an element',
    ],
    ['no element', { ...tariffOf(), elements: [] }, 'elements: expected at least one element'],
    [
      'tax neither in nor out',
      { ...tariffOf(energy), tax_included: 'N/A' },
      'tax_included: expected YES (prices include VAT) or NO (VAT comes on top)',
    ],
  ])('with %s is refused', (_what, json, sentence) => {
    expect(problems(json)).toEqual([sentence]);
  });
});

describe('the hash of a tariff', () => {
  const hash = (json: unknown) => tariffHash(OcpiTariff.parse(json));

  test('does not hang on the order of members or the writing of numbers', () => {
    const { elements, ...rest } = tariffOf(energy);
    expect(hash({ elements, ...rest })).toBe(
      hash(tariffOf({ step_size: 1, vat: '21.0', price: '0.590', type: 'ENERGY' })),
    );
  });

  test('changes with a price', () => {
    expect(hash(tariffOf({ ...energy, price: 0.6 }))).not.toBe(hash(tariffOf(energy)));
  });
});
