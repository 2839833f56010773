import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { billedEnergy, sameQuantity } from './billedEnergy.ts';
import { minus, readDecimal, shifted, writeDecimal } from './decimal.ts';
import { payload, reading, record } from './fixtures.ts';
import { billingRank, normalObis } from './obis.ts';

const billed = (...lists: readonly unknown[][]) => {
  const energy = billedEnergy(lists.map((RD) => record(payload({ RD: RD as [] }))));
  return energy.ok ? `${energy.value.obis} ${energy.value.kWh}` : energy.error.code;
};

describe('decimals', () => {
  const decimal = (text: string) => readDecimal(text) ?? { units: 0n, scale: 99 };

  test('difference of two readings of six decimals is exact', () => {
    const digits = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.nat({ max: 9 }));
    fc.assert(
      fc.property(digits, digits, ([a, scaleA], [b, scaleB]) => {
        const [left, right] = [
          { units: a, scale: scaleA },
          { units: b, scale: scaleB },
        ];
        expect(decimal(writeDecimal(left))).toEqual(left);
        const scale = 9n;
        const at = (units: bigint, own: number) => units * 10n ** (scale - BigInt(own));
        const difference = decimal(writeDecimal(minus(left, right)));
        expect(at(difference.units, difference.scale)).toBe(at(a, scaleA) - at(b, scaleB));
      }),
    );
  });

  test.each([
    ['  9.038', 0, '9.038'],
    ['00000000.000', 0, '0.000'],
    ['2851753', -3, '2851.753'],
    ['1.5e3', 0, '1500'],
    ['12.5', 1, '125'],
    ['12.5', 3, '12500'],
    ['-0.5', -1, '-0.05'],
  ])('%s shifted by %i is %s', (text, by, expected) => {
    expect(writeDecimal(shifted(decimal(text), by))).toBe(expected);
  });

  test.each(['', 'x', '1,5', '1.2.3', '0x10', '1e999', 'NaN'])('%s is no number', (text) => {
    expect(readDecimal(text)).toBeNull();
  });
});

describe('OBIS codes', () => {
  test.each([
    ['01-00:B2.08.00*FF', '1-0:B2.8.0*FF', 3],
    ['01-00:B3.08.00*FF', '1-0:B3.8.0*FF', 4],
    ['01-00:C2.08.00*FF', '1-0:C2.8.0*FF', null],
    ['1-b:1.8.0', '1-B:1.8.0', 0],
    ['1-b:1.8.e', '1-B:1.8.E', 0],
    ['1-0:1.8.0*198', '1-0:1.8.0*198', 0],
    ['01-00:01.08.00.FF', '1-0:1.8.0*FF', 0],
    ['1-0:2.8.0', '1-0:2.8.0', null],
    ['01-00:00.08.06.FF', '1-0:0.8.6*FF', null],
    ['1-b:1.9.0', '1-B:1.9.0', null],
    ['energy', 'energy', null],
  ])('%s is %s, and ranks %s for billing', (code, normal, rank) => {
    expect(normalObis(code)).toBe(normal);
    expect(billingRank(code)).toBe(rank);
  });
});

describe('the billed quantity', () => {
  test('has the decimals of its readings', () => {
    expect(billed([reading('B', '2935.600'), reading('E', '2947.100')])).toBe('1-0:B2.8.0*FF 11.500');
  });

  test('Wh become kWh', () => {
    const Wh = { RU: 'Wh', RI: '1-b:1.8.0' } as const;
    expect(billed([reading('B', '2851485', Wh), reading('E', '2851753', Wh)])).toBe('1-B:1.8.0 0.268');
  });

  test('import and export in turn, the later readings short: each with its own', () => {
    const short = (RV: string) => ({ RV, RI: '1-0:2.8.0' });
    const RI = '1-0:1.8.0';
    expect(billed([reading('B', '57.584', { RI }), short('4.4'), reading('E', '58.685', { RI }), short('4.5')])).toBe(
      '1-0:1.8.0 1.101',
    );
  });

  test('at the car beats at the meter, the transaction the total, and a pair half of one', () => {
    const pair = (RI: string, end: string) => [reading('B', '0.0', { RI }), reading('E', end, { RI })];
    const [b0, b2, b3] = ['B0', 'B2', 'B3'].map((code) => `01-00:${code}.08.00*FF`);
    const all = [...pair(b0 ?? '', '9.0'), ...pair(b2 ?? '', '2.0'), ...pair(b3 ?? '', '1.9')];
    expect(billed(all)).toBe('1-0:B3.8.0*FF 1.9');
    expect(billed([...all.slice(0, 4), ...pair(b3 ?? '', '1.9').slice(1)])).toBe('1-0:B2.8.0*FF 2.0');
  });

  test('begin and end may be two records', () => {
    expect(billed([reading('B', '1.0')], [reading('E', '3.5')])).toBe('1-0:B2.8.0*FF 2.5');
  });

  test.each(['E', 'L', 'R', 'A', 'P'])('%s ends a transaction', (TX) => {
    expect(billed([reading('B', '1.0'), { ...reading('E', '2.0'), TX }])).toBe('1-0:B2.8.0*FF 1.0');
  });

  test.each([
    ['beginMissing', [reading('E', '2.0')]],
    ['endMissing', [reading('B', '2.0'), { ...reading('E', '2.0'), TX: 'C' }]],
    ['noBillingRegister', [reading('B', '2.0', { RI: '1-0:2.8.0' })]],
    ['noBillingRegister', []],
    ['valueUnreadable', [reading('B', '2,0'), reading('E', '2.0')]],
    ['unitUnknown', [reading('B', '2.0'), { ...reading('E', '2.0'), RU: 'mOhm' }]],
  ])('%s', (code, RD) => {
    expect(billed(RD)).toBe(code);
  });

  test.each([
    ['1.10', '1.1', true],
    ['1.1000', '1.1', true],
    ['0.1001', '0.1', false],
    ['11.5', '1.15', false],
    ['1.1', 'none', null],
  ])('%s and %s the same quantity: %s', (left, right, same) => {
    expect(sameQuantity(left, right)).toBe(same);
  });
});
