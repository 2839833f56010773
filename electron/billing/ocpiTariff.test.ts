import { describe, expect, test } from 'vitest';
import example from '../station/example.config.json' with { type: 'json' };
import { OcpiTariff, taxesOf } from './ocpiTariff.ts';
import { tariffHash } from './priceView.ts';

const energy = { type: 'ENERGY', price: 0.59, vat: 21, step_size: 1 };
const tariffOf = (...price_components: object[]) => ({ id: 't', currency: 'EUR', elements: [{ price_components }] });
const restricted = (restrictions: object) => ({
  ...tariffOf(),
  elements: [{ price_components: [energy], restrictions }],
});
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

  test('is read as systems write it: numbers as text, null for what is absent (OCPI 2.1.1)', () => {
    const written = {
      ...tariffOf({ type: 'TIME', price: '2.00', step_size: '300', vat: null }),
      type: null,
      min_price: null,
      tariff_alt_text: null,
    };
    expect(OcpiTariff.parse(written)).toEqual(tariffOf({ type: 'TIME', price: '2', step_size: 300 }));
  });

  test('has one form for limits, instants and restrictions, whatever the version', () => {
    const { min_price, max_price, preauthorize_amount, start_date_time, end_date_time, elements } = OcpiTariff.parse({
      ...tariffOf(),
      min_price: 0.5,
      max_price: { before_taxes: '10.00', after_taxes: 11 },
      preauthorize_amount: '50.00',
      start_date_time: '2026-11-01T00:00:00',
      end_date_time: '2026-12-01T00:00:00.500+01:00',
      elements: [{ price_components: [energy], restrictions: { max_kwh: '30.0', min_duration: '60' } }],
    });
    expect({ min_price, max_price, preauthorize_amount, start_date_time, end_date_time }).toEqual({
      min_price: { excl_vat: '0.5' },
      max_price: { excl_vat: '10', incl_vat: '11' },
      preauthorize_amount: '50',
      start_date_time: '2026-11-01T00:00:00Z',
      end_date_time: '2026-11-30T23:00:00.500Z',
    });
    expect(elements[0]?.restrictions).toEqual({ max_kwh: '30', min_duration: 60 });
  });

  test('keeps what it says in words', () => {
    const tariff_alt_text = [{ language: 'nl', text: '2.00 euro p/uur inclusief BTW.' }];
    expect(OcpiTariff.parse({ ...tariffOf(energy), tariff_alt_text })).toMatchObject({ tariff_alt_text });
  });

  test.each([
    ['2.2.1 with VAT', {}, 21, 'stated'],
    ['2.2.1 or 2.1.1 without', {}, undefined, 'none'],
    ['2.3.0, none due', { tax_included: 'N/A' }, 21, 'none'],
    ['2.3.0, on top and stated', { tax_included: 'NO' }, 21, 'stated'],
    ['2.3.0, on top and left to a tax service', { tax_included: 'NO' }, undefined, 'plus'],
    ['2.3.0, inside and not told', { tax_included: 'YES' }, undefined, 'inside'],
  ])('knows of its taxes: OCPI %s', (_version, rest, vat, expected) => {
    expect(taxesOf(OcpiTariff.parse({ ...tariffOf({ ...energy, vat }), ...rest }))).toBe(expected);
  });

  test.each([
    [
      'an unknown component',
      tariffOf({ ...energy, type: 'SURGE' }),
      'elements.0.price_components.0.type: "SURGE": expected ENERGY, TIME, PARKING_TIME, FLAT',
    ],
    [
      'half a step',
      tariffOf({ ...energy, step_size: 0.5 }),
      'elements.0.price_components.0.step_size: expected a whole number of Wh or seconds',
    ],
    [
      'an hour that no day has',
      restricted({ start_time: '24:00' }),
      'elements.0.restrictions.start_time: expected a local time such as 22:00, from 00:00 to 23:59 (as an end, 00:00 is midnight)',
    ],
    [
      'a day that no month has',
      restricted({ end_date: '2026-02-30' }),
      'elements.0.restrictions.end_date: expected a date such as 2026-11-23',
    ],
    [
      'a day that no week has',
      restricted({ day_of_week: ['MONDAY', 'Tue'] }),
      'elements.0.restrictions.day_of_week.1: "Tue": expected MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY',
    ],
    [
      'a power in words',
      restricted({ min_power: 'much' }),
      'elements.0.restrictions.min_power: expected a power in kW of 0 or more with at most nine decimals, such as 0.59',
    ],
    [
      'a limit of nothing',
      { ...tariffOf(energy), min_price: {} },
      'min_price: expected excl_vat and incl_vat (OCPI 2.3.0: before_taxes and after_taxes)',
    ],
    [
      'a limit that shrinks with its tax',
      { ...tariffOf(energy), min_price: { excl_vat: 5, incl_vat: 4 } },
      'min_price: expected the amount with taxes to be no less than the one without',
    ],
    [
      'a minimum above the maximum',
      { ...tariffOf(energy), min_price: { excl_vat: 5 }, max_price: { excl_vat: 4 } },
      'max_price: expected no less than min_price',
    ],
    [
      'an instant in words',
      { ...tariffOf(energy), end_date_time: 'tomorrow' },
      'end_date_time: expected an instant such as 2026-11-23T18:00:00Z',
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
      { ...tariffOf(energy), tax_included: 'MAYBE' },
      'tax_included: expected YES (prices include taxes), NO (taxes come on top) or N/A (there are none)',
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
