import { expect, test } from 'vitest';
import { priceOf } from '../billing/cost.ts';
import { energy, flat, tariffWith, used } from '../billing/fixtures.ts';
import { markets } from '../billing/market.ts';
import { obstaclesTo } from '../billing/tariff/obstacles.ts';
import { receiptOf, twelve34 } from './fixtures.ts';
import { invoiceOf } from './invoice.ts';

const one = [energy(0.5, { vat: 10 })];
const two = [...one, flat(1, { vat: 21 })];

test.each([
  ['both sides of a minimum', one, { min_price: { excl_vat: 5, incl_vat: 5.5 } }],
  ['both sides, of which one was rounded', one, { min_price: { excl_vat: 4.55, incl_vat: 5 } }],
  ['both sides of a maximum', one, { max_price: { excl_vat: 4, incl_vat: 4.4 } }],
  ['its gross side alone', two, { min_price: { incl_vat: 5.95 } }],
  ['its net side alone', two, { min_price: { excl_vat: 5 } }],
])(
  'a price moved to %s > the invoice states the VAT of the receipt, but for a cent of each rate',
  (_, elements, limit) => {
    const tariff = tariffWith(elements, limit);
    expect(obstaclesTo(tariff, markets.eu)).toEqual([]);
    for (const energyWh of [0, 2_000, 7_990, 9_980, 10_000, 10_400]) {
      const { lines, net, vat, total } = priceOf(tariff, used({ energyWh }));
      const { breakdown } = invoiceOf({ ...receiptOf(twelve34, 'S1-000001'), lines, net, vat, total });
      for (const { percent, vat: ofReceipt } of vat) {
        const ofInvoice = breakdown.find((category) => category.percent === percent)?.vat ?? 0;
        expect(Math.abs(ofInvoice - ofReceipt.minor)).toBeLessThanOrEqual(1);
      }
    }
  },
);
