import fc from 'fast-check';
import { expect, it } from 'vitest';
import { share } from './share.ts';

const clone = <T>(value: T): T => structuredClone(value);

it('is always equal to what came', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (old, next) => {
      expect(share(old, next)).toStrictEqual(next);
    }),
  );
});

it('is the old object when nothing has changed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (old) => {
      expect(share(old, clone(old))).toBe(old);
    }),
  );
});

it('keeps the parts beside and below a change', () => {
  const old = {
    nowMs: 1,
    price: { parts: [{ amount: '0.59' }] },
    connectors: [
      { id: 1, soc: 20 },
      { id: 2, soc: 64 },
    ],
  };
  const next = share(old, {
    ...clone(old),
    nowMs: 2,
    connectors: [
      { id: 1, soc: 20 },
      { id: 2, soc: 65 },
    ],
  });
  expect(next).not.toBe(old);
  expect(next.price).toBe(old.price);
  expect(next.connectors).not.toBe(old.connectors);
  expect(next.connectors[0]).toBe(old.connectors[0]);
  expect(next.connectors[1]).toEqual({ id: 2, soc: 65 });
});

it('tells a shorter list and a missing member from the old ones', () => {
  expect(share([1, 2], [1])).toEqual([1]);
  expect(share({ a: 1, b: null }, { a: 1 })).toStrictEqual({ a: 1 });
});
