import { expect, test } from 'vitest';
import example from '../station/example.config.json' with { type: 'json' };
import { element, energy, flat, MADRID, MINUTE_MS, tariffWith } from './fixtures.ts';
import { markets } from './market.ts';
import { OcpiTariff } from './ocpiTariff.ts';
import { priceView } from './priceView.ts';

const GRACE_MS = 600_000;
const now = { atMs: Date.parse('2026-11-23T12:00:00Z'), timeZone: 'Europe/Madrid' };
const amounts = (tax_included: 'YES' | 'NO', currency: string, ...price_components: object[]) =>
  priceView(
    OcpiTariff.parse({ id: 't', currency, tax_included, elements: [{ price_components }] }),
    now,
    GRACE_MS,
    markets.eu,
  ).parts.map((part) => part.amount);

test('the example tariff: per kWh, per session, then the idle fee per minute', () => {
  expect(priceView(OcpiTariff.parse(example.tariff), now, GRACE_MS, markets.eu)).toEqual({
    currency: 'EUR',
    vatPercent: '21',
    parts: [
      { kind: 'energy', amount: '0.59', per: 'kWh' },
      { kind: 'session', amount: '0.35', per: 'session' },
      { kind: 'idle', amount: '0.20', per: 'minute', afterMs: GRACE_MS },
    ],
    terms: [],
    energyIn: 'major',
    next: [],
    notes: ['adHoc'],
  });
});

test('the least and most of a charge, with VAT, and what is billed in steps', () => {
  const { terms, vatPercent } = priceView(
    OcpiTariff.parse({
      id: 't',
      currency: 'EUR',
      elements: [
        {
          price_components: [
            { type: 'ENERGY', price: 0.5, vat: 20, step_size: 500 },
            { type: 'TIME', price: 6, vat: 20, step_size: 60 },
            { type: 'PARKING_TIME', price: 6, vat: 10, step_size: 300 },
          ],
        },
      ],
      min_price: { excl_vat: 2.5 },
      max_price: { excl_vat: 50, incl_vat: 61 },
    }),
    now,
    GRACE_MS,
    markets.eu,
  );
  expect(terms).toEqual([
    { kind: 'least', amount: '3.00' },
    { kind: 'most', amount: '61.00' },
    { kind: 'stepEnergy', energyWh: 500 },
    { kind: 'stepIdle', ms: 300_000 },
  ]);
  expect(vatPercent).toBeNull();
});

test('no VAT is told where there is none', () => {
  const components = [{ type: 'ENERGY', price: 0.5, vat: 20 }];
  const tariff = { id: 't', currency: 'EUR', tax_included: 'N/A', elements: [{ price_components: components }] };
  expect(priceView(OcpiTariff.parse(tariff), now, GRACE_MS, markets.eu).vatPercent).toBe('0');
});

const changing = OcpiTariff.parse({
  id: 't',
  currency: 'EUR',
  tax_included: 'YES',
  elements: [
    { price_components: [{ type: 'ENERGY', price: 0.3 }], restrictions: { start_time: '22:00', end_time: '06:00' } },
    { price_components: [{ type: 'ENERGY', price: 0.5 }], restrictions: { max_kwh: 30 } },
    {
      price_components: [
        { type: 'ENERGY', price: 0.7 },
        { type: 'FLAT', price: 1 },
      ],
    },
  ],
});

test('the prices that come next, by the clock and by energy, before they apply', () => {
  const at = { ...now, atMs: Date.parse('2026-11-23T20:30:00Z') };
  expect(priceView(changing, at, GRACE_MS, markets.eu).next).toEqual([
    { from: { atMs: Date.parse('2026-11-23T21:00:00Z') }, parts: [{ kind: 'energy', amount: '0.30', per: 'kWh' }] },
    { from: { energyWh: 30_000 }, parts: [{ kind: 'energy', amount: '0.70', per: 'kWh' }] },
  ]);
  // At noon, ten in the evening is not this driver's concern any more.
  expect(
    priceView(changing, { ...now, atMs: Date.parse('2026-11-23T08:00:00Z') }, GRACE_MS, markets.eu).next,
  ).toHaveLength(1);
});

/** What is announced at ten to ten in the evening, or later in a charge begun then. */
const evening = { atMs: Date.parse('2026-11-23T21:50:00+01:00'), timeZone: MADRID };
const announced = (elements: readonly object[], moment: object = {}) =>
  priceView(tariffWith(elements, { tax_included: 'YES' }), { ...evening, ...moment }, GRACE_MS, markets.eu).next.map(
    ({ from, parts }) => [
      'atMs' in from ? (from.atMs - evening.atMs) / MINUTE_MS : `${from.energyWh} Wh`,
      ...parts.map(({ kind, amount }) => `${kind} ${amount}`),
    ],
  );

test('a fee for the session that begins during the charge is announced, as it is billed', () => {
  const begins = (restrictions: object) => announced([element(restrictions, flat(5)), energy(0.5)]);
  expect(begins({ start_time: '22:00', end_time: '06:00' })).toEqual([[10, 'energy 0.50', 'session 5.00']]);
  expect(begins({ min_duration: 3600 })).toEqual([[60, 'energy 0.50', 'session 5.00']]);
  expect(begins({ min_kwh: 20 })).toEqual([['20000 Wh', 'energy 0.50', 'session 5.00']]);
});

test('another fee for the session is not news once one is due, be it of nothing or over', () => {
  const night = element({ start_time: '22:00', end_time: '06:00' }, flat(5));
  expect(announced([night, energy(0.5), flat(1)])).toEqual([]);
  expect(announced([night, energy(0.5), flat(0)])).toEqual([]);
  const first = [element({ end_time: '21:55' }, flat(1)), night, energy(0.5)];
  expect(announced(first, { atMs: evening.atMs + 6 * MINUTE_MS, sinceMs: evening.atMs })).toEqual([]);
});

test('the fee for the session that is told during a charge is the one it began with', () => {
  const night = element({ start_time: '22:00', end_time: '06:00' }, flat(5));
  const tariff = tariffWith([night, element({ end_time: '23:00' }, flat(1)), energy(0.5)], { tax_included: 'YES' });
  const begun = (minutes: number) =>
    priceView(
      tariff,
      { ...evening, atMs: evening.atMs + minutes * MINUTE_MS, sinceMs: evening.atMs },
      GRACE_MS,
      markets.eu,
    ).parts.filter(({ kind }) => kind === 'session');
  for (const minutes of [0, 20, 9 * 60]) expect(begun(minutes)).toMatchObject([{ amount: '1.00' }]);
});

test('a change that leaves the price as it was hides none that comes after it', () => {
  const same = element({ start_time: '22:00', end_time: '22:15' }, energy(0.5));
  const night = element({ start_time: '22:15', end_time: '06:00' }, energy(0.9));
  expect(announced([same, night, energy(0.5)])).toEqual([[25, 'energy 0.90']]);
  const [five, twenty] = [element({ max_kwh: 5 }, energy(0.5), flat(1)), element({ max_kwh: 20 }, energy(0.5))];
  expect(announced([five, twenty, energy(0.9)])).toEqual([['20000 Wh', 'energy 0.90']]);
});

test('what comes after twelve hours is not looked for, however often the tariff changes until then', () => {
  const hour = (i: number) => `${String(i % 24).padStart(2, '0')}:00`;
  const hours = Array.from({ length: 24 }, (_, i) =>
    element({ start_time: hour(i), end_time: hour(i + 1) }, energy(i === 10 ? 0.9 : 0.5)),
  );
  expect(announced(hours)).toEqual([]);
  expect(announced(hours, { atMs: evening.atMs + 15 * MINUTE_MS })).toEqual([[730, 'energy 0.90']]);
});

test('where the law lets no price change during a charge, none is announced', () => {
  expect(priceView(changing, now, GRACE_MS, markets.us).next).toEqual([]);
});

test('a stated gross price is shown as it is', () => {
  expect(amounts('YES', 'EUR', { type: 'ENERGY', price: 0.59001 })).toEqual(['0.59001']);
  expect(amounts('YES', 'EUR', { type: 'ENERGY', price: '0.500' })).toEqual(['0.50']);
  expect(amounts('YES', 'JPY', { type: 'ENERGY', price: 65 })).toEqual(['65']);
});

test('a price with VAT added is shown with the fewest digits that explain the bill', () => {
  expect(amounts('NO', 'EUR', { type: 'ENERGY', price: 0.5798, vat: 19 })).toEqual(['0.69']);
  expect(amounts('NO', 'EUR', { type: 'ENERGY', price: 0.555, vat: 19 })).toEqual(['0.66045']);
  expect(amounts('NO', 'EUR', { type: 'FLAT', price: 0.35, vat: 21 })).toEqual(['0.42']);
});

test('an hour that does not split into minutes is shown to four hours within a cent', () => {
  expect(amounts('YES', 'EUR', { type: 'PARKING_TIME', price: 10 })).toEqual(['0.1667']);
});

test('a fee of nothing is not news, free energy is', () => {
  expect(amounts('YES', 'EUR', { type: 'ENERGY', price: 0 }, { type: 'FLAT', price: 0 })).toEqual(['0.00']);
});
