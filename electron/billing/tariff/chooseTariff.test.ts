import { describe, expect, test } from 'vitest';
import { energy, NOON_MS, tariffWith } from '../fixtures.ts';
import { chooseTariff } from './chooseTariff.ts';

const tariff = (id: string, rest: object = {}) => tariffWith([energy(0.5)], { id, ...rest });
const all = tariff('all');
const adHoc = tariff('adHoc', { type: 'AD_HOC_PAYMENT' });
const regular = tariff('regular', { type: 'REGULAR' });
const fast = tariff('fast', { type: 'PROFILE_FAST' });
const chosen = (
  tariffs: Parameters<typeof chooseTariff>[0],
  payer: Parameters<typeof chooseTariff>[1],
  nowMs = NOON_MS,
) => chooseTariff(tariffs, payer, nowMs)?.id ?? null;

describe('the tariff that applies', () => {
  test('to a card is the one for ad hoc payment, else the one for all', () => {
    expect(chosen([all, regular, adHoc], { kind: 'adHoc' })).toBe('adHoc');
    expect(chosen([regular, all], { kind: 'adHoc' })).toBe('all');
    expect(chosen([regular, fast], { kind: 'adHoc' })).toBeNull();
  });

  test('to a key is its profile’s, else the regular one, else the one for all', () => {
    expect(chosen([all, regular, fast], { kind: 'key', profile: 'PROFILE_FAST' })).toBe('fast');
    expect(chosen([all, regular, fast], { kind: 'key' })).toBe('regular');
    expect(chosen([adHoc, all], { kind: 'key', profile: 'PROFILE_CHEAP' })).toBe('all');
    expect(chosen([adHoc], { kind: 'key' })).toBeNull();
  });

  test('is valid from its first instant on, until its last, which is not its own', () => {
    const bounded = tariff('bounded', {
      start_date_time: '2026-11-23T12:00:00Z',
      end_date_time: '2026-11-23T13:00:00Z',
    });
    expect(chosen([bounded], { kind: 'adHoc' }, NOON_MS - 1)).toBeNull();
    expect(chosen([bounded], { kind: 'adHoc' }, NOON_MS)).toBe('bounded');
    expect(chosen([bounded], { kind: 'adHoc' }, NOON_MS + 3_600_000)).toBeNull();
  });

  test('of several is the one that came into force last', () => {
    const old = tariff('old', { start_date_time: '2026-01-01T00:00:00Z' });
    const recent = tariff('recent', { start_date_time: '2026-11-01T00:00:00Z' });
    const next = tariff('next', { start_date_time: '2026-12-01T00:00:00Z' });
    expect(chosen([all, old, recent, next], { kind: 'adHoc' })).toBe('recent');
    expect(chosen([all, tariff('second')], { kind: 'adHoc' })).toBe('all');
  });
});
