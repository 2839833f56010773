import { describe, expect, it } from 'vitest';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { priceOf } from '../billing/cost.ts';
import { energy, tariffWith, used } from '../billing/fixtures.ts';
import { checkReceipt } from './checkReceipt.ts';
import { sampleReceipt, signedByMeter } from './samples.ts';
import { sumFaults } from './sums.ts';
import { transparencyFile } from './transparency.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const check = (change: Partial<ReceiptView> = {}, stationSignature: 'verified' | 'notVerified' = 'verified') =>
  checkReceipt({ receipt: { ...sampleReceipt, ...change }, buyer: null, stationSignature, stationKey: '' });
const signed = sampleReceipt.signedMeter;
if (!signed) throw new Error('the sample is signed');

describe('a receipt is verified', () => {
  it('when meter, record, station and sums all say so', () => {
    expect(check()).toEqual({
      meter: { result: 'verified', curve: 'secp256r1', lenient: false },
      record: [],
      station: 'verified',
      sums: [],
      verdict: 'verified',
    });
  });

  it('not when the station did not sign it', () => {
    expect(check({}, 'notVerified').verdict).toBe('notVerified');
  });

  it('not when a digit of the record was changed', () => {
    const text = signed.text.replace('4146.556', '4146.557');
    const changed = check({ signedMeter: { ...signed, text } });
    expect(changed.meter).toEqual({ result: 'notVerified', why: 'signatureWrong' });
    expect(changed.verdict).toBe('notVerified');
  });

  it('not when more is billed than was signed, which is no fault of the signature', () => {
    const changed = check({ energyWh: 28_357 });
    expect(changed.meter?.result).toBe('verified');
    expect(changed.record).toEqual([{ code: 'quantityDiffers', signed: '28.356', billed: '28.357' }]);
    expect(changed.verdict).toBe('notVerified');
  });

  it('not when the record is another meter’s', () => {
    const changed = check({ signedMeter: { ...signed, meterSerial: 'DCM-0001-7732' } });
    expect(changed.record).toEqual([{ code: 'otherMeter' }]);
  });

  it('as the worse of two records', () => {
    const begin = signedByMeter({ ...sampleReceipt, meterEndWh: 1 }).signedMeter?.text ?? '';
    const forged = begin.replace('"PG":"T', '"PG":"T9');
    expect(check({ signedMeter: { ...signed, startText: begin } }).meter?.result).toBe('verified');
    expect(check({ signedMeter: { ...signed, startText: forged } }).meter?.result).toBe('notVerified');
    expect(check({ signedMeter: { ...signed, startText: '?' } }).meter?.result).toBe('cannotBeChecked');
  });

  it('and is left open when there is no record, no key, or none that can be read', () => {
    expect(check({ signedMeter: null })).toMatchObject({ meter: null, record: null, verdict: 'cannotBeChecked' });
    expect(check({ signedMeter: { ...signed, publicKeyHex: null } })).toMatchObject({
      meter: { result: 'cannotBeChecked', why: 'keyMissing' },
      record: [],
      verdict: 'cannotBeChecked',
    });
    expect(check({ signedMeter: { ...signed, text: '?' } })).toMatchObject({
      meter: { result: 'cannotBeChecked', why: 'notOcmf' },
      record: null,
      verdict: 'cannotBeChecked',
    });
  });
});

describe('sums', () => {
  const codes = (change: Partial<ReceiptView>) => sumFaults({ ...sampleReceipt, ...change }).map(({ code }) => code);
  const [energyLine, session] = sampleReceipt.lines;
  if (!energyLine || !session) throw new Error('the sample has two lines');

  it.each([
    ['a line', { lines: [{ ...energyLine, quantity: '28.456' }, session] }, ['line']],
    ['the lines', { lines: [energyLine] }, ['total']],
    ['net and VAT', { net: eur(1411) }, ['net']],
    ['a rate', { vat: [{ percent: '19', net: eur(1412), vat: eur(296) }] }, ['rate']],
    ['the hold', { held: eur(1707) }, ['hold']],
    ['nothing', {}, []],
    [
      'a cent that rounding moved',
      {
        lines: [
          { ...energyLine, amount: eur(1674) },
          { ...session, amount: eur(34) },
        ],
      },
      [],
    ],
  ] as const)('that are wrong in %s are found', (_what, change, found) => {
    expect(codes(change)).toEqual(found);
  });

  it('of a lowest price owe nothing to their rates', () => {
    const minPrice = { kind: 'minPrice', quantity: '1', unit: null, unitPrice: null, amount: eur(292) } as const;
    const change = {
      lines: [energyLine, session, minPrice],
      net: eur(1412),
      total: eur(2000),
      vat: [{ percent: '21', net: eur(1412), vat: eur(588) }],
    };
    expect(codes(change)).toEqual([]);
    expect(codes({ ...change, lines: [energyLine, session, { ...minPrice, kind: 'notCharged' }] })).toEqual(['rate']);
  });

  it('of a lorry’s battery or a night at the cable are explained by prices as they are shown', () => {
    const component = { vat: 19, step_size: 1 };
    const tariff = tariffWith([energy('0.5798', component), { type: 'PARKING_TIME', price: 5, ...component }]);
    for (const [energyWh, idleSeconds] of [
      [1_000_000, 0],
      [0, 43_200],
    ] as const) {
      const { lines, net, vat, total } = priceOf(tariff, used({ energyWh, idleSeconds }));
      expect(codes({ lines, net, vat, total, held: null })).toEqual([]);
      const more = lines.map((line) => ({ ...line, amount: eur(line.amount.minor + 10) }));
      expect(codes({ lines: more, net, vat, total, held: null })).toContain('line');
    }
  });

  it('of a lowest price that moves the net alone are told, and found right', () => {
    const tariff = tariffWith([energy(0.48, { vat: 10 })], { min_price: { excl_vat: 5, incl_vat: 5.05 } });
    const { lines, net, vat, total, limit } = priceOf(tariff, used({ energyWh: 10_000 }));
    expect([net, total, limit]).toEqual([eur(500), eur(528), 'minPrice']);
    expect(lines.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
      ['energy', 528],
      ['minPrice', 0],
    ]);
    expect(codes({ lines, net, vat, total })).toEqual([]);
  });

  it('are kept in currencies of no and of three decimals', () => {
    const in_ = (currency: string, unitPrice: string, minor: number) => {
      const money = { minor, currency };
      const line = { ...energyLine, quantity: '10.000', unitPrice, amount: money };
      return codes({ lines: [line], net: money, vat: [], total: money, held: null });
    };
    expect(in_('JPY', '55', 550)).toEqual([]);
    expect(in_('JPY', '55', 560)).toEqual(['line']);
    expect(in_('KWD', '0.055', 550)).toEqual([]);
    expect(in_('KWD', '0.056', 550)).toEqual(['line']);
  });
});

it('hands the record over for the Transparenzsoftware, to the byte', () => {
  const file = transparencyFile({
    ...sampleReceipt,
    receiptNumber: 'S1/../42',
    signedMeter: { ...signed, startText: 'OCMF|b' },
  });
  expect(file?.name).toBe('S1_42.xml');
  expect(file?.content).toContain(`encoding="plain">${signed.text}</signedData>`);
  expect(file?.content.match(/context="[^"]+"/g)).toEqual(['context="Transaction.Begin"', 'context="Transaction.End"']);
  expect(transparencyFile({ ...sampleReceipt, signedMeter: null })).toBeNull();
});
