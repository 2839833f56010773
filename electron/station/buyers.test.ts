import { beforeEach, describe, expect, it } from 'vitest';
import { charge, opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { createBuyers } from './buyers.ts';
import { silent } from './fixtures.ts';

const sol = { companyName: 'Sol, S.L.', vatNumber: 'b-12345682', countryCode: 'ES' };
let store: Store;
let told: number;
const record = (entry = sol, over: Partial<Store> = {}) =>
  createBuyers({
    store: { ...store, ...over },
    onChange: () => void told++,
    log: silent,
  })('s1', entry);

beforeEach(() => {
  store = opened();
  charge(store);
  told = 0;
});

describe('a buyer', () => {
  it('is kept as it is written on an invoice, and the screen hears of it', async () => {
    expect(await record()).toEqual({ ok: true });
    expect(store.buyerOf('s1')).toEqual({ ...sol, vatNumber: 'ESB12345682' });
    expect(told).toBe(1);
  });

  it.each([
    [{ ...sol, vatNumber: 'B12345683' }, 'vatCheckDigit'],
    [{ ...sol, companyName: '' }, 'companyName'],
    [{ ...sol, countryCode: 'US' }, 'vatCountry'],
  ])('that does not pass is not kept: %j', async (entry, code) => {
    expect(await record(entry)).toMatchObject({ ok: false, error: { code } });
    expect(store.buyerOf('s1')).toBeNull();
  });

  it('that the store cannot keep is not said to be kept', async () => {
    const full = () => {
      throw new Error('disk full');
    };
    expect(await record(sol, { recordBuyer: full })).toMatchObject({ ok: false });
    expect(told).toBe(0);
  });
});
