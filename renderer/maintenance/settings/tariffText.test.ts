import { expect, test } from 'vitest';
import { pricesIn, withPrice } from './tariffText.ts';

const tariff = {
  id: 'adhoc-1',
  last_updated: '2026-11-01T00:00:00Z',
  elements: [
    {
      price_components: [
        { type: 'ENERGY', price: '0.59', vat: '21', step_size: 1 },
        { type: 'FLAT', price: 0.35 },
      ],
      restrictions: { max_kwh: '30' },
    },
    { price_components: [{ type: 'ENERGY', price: '0.79', vat: '21' }] },
  ],
};
const text = JSON.stringify(tariff);

test('every price stands in the order of the tariff, with its tax and whether it always holds', () => {
  expect(pricesIn(text)).toEqual([
    { element: 0, component: 0, kind: 'ENERGY', price: '0.59', vat: '21', isRestricted: true },
    { element: 0, component: 1, kind: 'FLAT', price: '0.35', vat: null, isRestricted: true },
    { element: 1, component: 0, kind: 'ENERGY', price: '0.79', vat: '21', isRestricted: false },
  ]);
});

test('one price is changed, the instant with it, and nothing else', () => {
  const [, , row] = pricesIn(text);
  if (!row) throw new Error('there are three');
  const changed = JSON.parse(withPrice(text, row, '0.89', Date.UTC(2026, 10, 23, 12)));
  expect(changed).toEqual({
    ...tariff,
    last_updated: '2026-11-23T12:00:00Z',
    elements: [tariff.elements[0], { price_components: [{ type: 'ENERGY', price: '0.89', vat: '21' }] }],
  });
});

test.each(['', '{', 'null', '[]', '"x"'])('what is no tariff has no prices, and stays as it is: %s', (odd) => {
  const [row] = pricesIn(text);
  if (!row) throw new Error('there are three');
  expect(pricesIn(odd)).toEqual([]);
  expect(withPrice(odd, row, '1', 0)).toBe(odd);
});

test.each(['{"elements":3}', '{"elements":[null,{"price_components":{}},{"price_components":[null,{"type":"X"}]}]}'])(
  'an odd tariff has no prices, and does no harm: %s',
  (odd) => {
    expect(pricesIn(odd)).toEqual([]);
  },
);
