import { describe, expect, test } from 'vitest';
import { priceOf } from '../billing/cost.ts';
import { element, energy, flat, parking, tariffWith } from '../billing/fixtures.ts';
import { type MarketId, markets } from '../billing/market.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { heldAt } from '../billing/tariff/heldAt.ts';
import type { Usage } from '../billing/tariff/usage.ts';
import { authorization } from '../store/fixtures.ts';
import { HOUR_MS, MADRID, receiptOf, twelve34 } from './fixtures.ts';
import { tariffOf } from './ocpiTariffs.ts';

const owner = { country_code: 'ES', party_id: 'SUR', last_updated: '2026-01-01T00:00:00Z' };
const vat = (percent: number) => ({ vat: percent });
/** An hour across a change of price. */
const OPENED_MS = Date.parse('2026-11-23T21:30:00+01:00');
const usage = (kwh: number): Usage => ({
  timeZone: MADRID,
  periods: [0, 1].map((half) => ({
    kind: 'charging',
    startMs: OPENED_MS + (half * HOUR_MS) / 2,
    endMs: OPENED_MS + ((half + 1) * HOUR_MS) / 2,
    energyWh: kwh * 500,
  })),
});

let written = 0;
/** What was billed, the tariff that a record of it bears, and what that one comes to. */
function exported(tariff: OcpiTariff, kwh: number, { market = 'eu' as MarketId, agreed = {} } = {}) {
  const { priceHolds } = markets[market];
  const billedBy = priceHolds ? heldAt(tariff, { atMs: OPENED_MS, timeZone: MADRID }) : tariff;
  const { net, total } = priceOf(billedBy, usage(kwh));
  const receipt = { ...receiptOf(twelve34, 'S1-000001'), net, total, tariff: { id: 't', hash: `h${++written}` } };
  const kept = { ...authorization('A1'), tariff, openedAtMs: OPENED_MS, atMs: OPENED_MS + 60_000, ...agreed };
  const told = tariffOf({ receipt, buyer: null, authorization: () => kept, payment: null }, markets[market]);
  const again = priceOf(OcpiTariff.parse(told), usage(kwh));
  return { told, billed: [net.minor, total.minor], again: [again.net.minor, again.total.minor] };
}
const ownedBy = (elements: readonly object[], rest: object = {}) => tariffWith(elements, { ...owner, ...rest });

describe('the tariff in a record explains its total cost:', () => {
  const two = [{ price_components: [energy(0.5, vat(21)), flat(2, vat(7))] }];
  test.each<[string, OcpiTariff]>([
    ['VAT on top', ownedBy([energy(0.5, vat(21))])],
    ['VAT inside', ownedBy([energy(0.69, vat(19))], { tax_included: 'YES' })],
    ['no taxes, though a rate is written', ownedBy([energy(0.5, vat(21))], { tax_included: 'N/A' })],
    ['no taxes and a limit', ownedBy([energy(0.5, vat(21))], { tax_included: 'N/A', min_price: { excl_vat: 10 } })],
    ['taxes inside nobody states', ownedBy([energy(0.5)], { tax_included: 'YES', max_price: { incl_vat: 10 } })],
    [
      'taxes on top nobody states',
      ownedBy([energy(0.5)], { tax_included: 'NO', min_price: { excl_vat: 10, incl_vat: 12 } }),
    ],
    ['a minimum with VAT', ownedBy([energy(0.5, vat(21))], { tax_included: 'YES', min_price: { incl_vat: 10 } })],
    ['a maximum with VAT', ownedBy([energy(0.5, vat(21))], { tax_included: 'YES', max_price: { incl_vat: 10 } })],
    ['a minimum without VAT', ownedBy([energy(0.5, vat(21))], { min_price: { excl_vat: 10 } })],
    ['a minimum with VAT at two rates', ownedBy(two, { min_price: { incl_vat: 10 } })],
    ['a maximum with VAT at two rates', ownedBy(two, { max_price: { incl_vat: 10 } })],
    ['prices by the clock', ownedBy([element({ start_time: '22:00' }, energy(0.9, vat(21))), energy(0.3, vat(21))])],
  ])('%s', (_, tariff) => {
    for (const kwh of [4, 13, 40]) {
      const { billed, again } = exported(tariff, kwh);
      expect(again).toEqual(billed);
    }
  });

  test('without taxes it states no VAT', () => {
    const { told } = exported(ownedBy([energy(0.5, vat(21))], { tax_included: 'N/A' }), 4);
    expect(told?.elements).toEqual([{ price_components: [{ type: 'ENERGY', price: 0.5, step_size: 1 }] }]);
  });
});

describe('where the price of the beginning holds for the charge', () => {
  const night = ownedBy([
    element({ start_time: '22:00', end_time: '06:00' }, energy(0.9)),
    { price_components: [energy(0.3), parking(6)] },
  ]);

  test('it is that of the moment the driver agreed to it', () => {
    const { told, billed, again } = exported(night, 40, { market: 'us' });
    expect(billed).toEqual([1200, 1200]);
    expect(again).toEqual(billed);
    expect(told?.elements).toEqual([
      {
        price_components: [
          { type: 'ENERGY', price: 0.3, step_size: 1 },
          { type: 'PARKING_TIME', price: 6, step_size: 1 },
        ],
      },
    ]);
  });

  test('in older books that of the authorization', () => {
    const agreed = { openedAtMs: undefined, atMs: OPENED_MS + HOUR_MS };
    expect(exported(night, 40, { market: 'us', agreed }).told?.elements[0]?.price_components).toMatchObject([
      { type: 'ENERGY', price: 0.9 },
      { type: 'PARKING_TIME', price: 6 },
    ]);
  });
});
