import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, isLanguage, languages } from '../../locales/languages.ts';
import { receiptWordsOf } from '../../locales/receiptWords.ts';
import { anyIssued } from './fixtures.ts';
import { type PaperReceipt, type RowKind, receiptText } from './receiptText.ts';
import { sampleReceipt as receipt } from './samples.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const spoken = (tag: string) => receiptWordsOf(tag);
const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u2068\u2069]/g, '');

/** Everything that is said, line by line. */
function said(of: PaperReceipt, language = 'en', more: Parameters<typeof receiptText>[2] = {}): string {
  const text = receiptText(of, spoken(language), more);
  return spaces(
    [
      text.title,
      ...Object.values(text.operator),
      ...(text.buyer ? Object.values(text.buyer) : []),
      ...text.prices.map((row) => [row.name, row.working, row.vat, row.amount].join(' | ')),
      ...[...text.sums, text.total].map((row) => `${row.term} | ${row.value}`),
      ...text.sections.flatMap(({ rows, note }) => [...rows.map((row) => `${row.term} | ${row.value}`), note ?? '']),
    ].join('\n'),
  );
}
const value = (of: PaperReceipt, kind: RowKind, language = 'en') =>
  spaces(
    receiptText(of, spoken(language))
      .sections.flatMap(({ rows }) => rows)
      .find((row) => row.kind === kind)?.value ?? '',
  );

describe('a receipt says what the law asks for', () => {
  it.each([
    ['en', '28.356 kWh × €0.59 | 21% VAT | €16.73', '21 Nov 2026, 13:44:00 GMT+1', '4,118.200 kWh on 21 Nov 2026'],
    ['de', '28,356 kWh × 0,59 € | 21 % MwSt. | 16,73 €', '21. Nov. 2026, 13:44:00 GMT+1', '4.118,200 kWh am 21. Nov'],
    ['es', '28,356 kWh × 0,59 € | 21 % de IVA | 16,73 €', '21 nov 2026, 13:44:00 (GMT+1)', '4118,200 kWh el 21 nov'],
    ['ar', '28.356 kWh × 0.59 € | ضريبة 21% | 16.73 €', '21 نوفمبر 2026، 13:44:00', '4,118.200 kWh في 21 نوفمبر'],
  ])('in %s', (language, price, start, reading) => {
    const text = said(receipt, language, { stationKey: 'AAAA BBBB' });
    for (const fact of [
      'S1-000042',
      'Surtidor Energía, S.L.',
      'Calle del Sol 1, 28001 Madrid',
      'ESB12345674',
      'ES*SUR*E0001*1',
      price,
      start,
      reading,
      'Visa •••• 1234',
      '884213',
      '52500041',
      'DCM-0001-7731',
      'OCMF T40217',
      '30593013 06072a86 48ce3d02',
      'AAAA BBBB',
      'adhoc-1',
      'Transparenzsoftware',
    ])
      expect(text).toContain(fact);
    expect(text).not.toMatch(/\{\{|undefined|NaN|Invalid/);
  });

  it('what was set aside, taken and released, in one sentence', () => {
    expect(said(receipt)).toContain('€60.00 was set aside, €17.08 taken, €42.92 released.');
    expect(said(receipt, 'de')).toContain('60,00 € wurden reserviert, 17,08 € abgebucht, 42,92 € freigegeben.');
    expect(said({ ...receipt, total: eur(6000) })).toContain('€60.00 was set aside and taken.');
    expect(said({ ...receipt, total: eur(0) })).toContain('Nothing was taken.');
    expect(said({ ...receipt, held: null })).not.toContain('set aside');
  });

  it('whom it is an invoice for', () => {
    const buyer = { companyName: 'Flota S.A.', vatNumber: 'ESB12345682', countryCode: 'ES' };
    expect(said(receipt, 'en', { buyer })).toContain('Customer\nFlota S.A.\nVAT ID ESB12345682');
  });

  it('tells rates apart by their sums when there are several', () => {
    const vat = [
      { percent: '21', net: eur(1000), vat: eur(210) },
      { percent: '5.5', net: eur(412), vat: eur(23) },
    ];
    const text = said({ ...receipt, vat });
    expect(text).toContain('VAT 21% on €10.00 | €2.10');
    expect(text).toContain('VAT 5.5% on €4.12 | €0.23');
    expect(text).toContain('28.356 kWh × €0.59 |  | €16.73');
  });

  it('says no rate of a line where part of the receipt bears no VAT', () => {
    const vat = [{ percent: '21', net: eur(1383), vat: eur(290) }];
    const text = said({ ...receipt, net: eur(1418), vat });
    expect(text).toContain('35 |  | €0.35');
    expect(text).toContain('VAT 21% on €13.83 | €2.90');
  });
});

describe('the meter’s word', () => {
  const signed = receipt.signedMeter;
  if (!signed) throw new Error('the fixture is signed');

  it('stands as the meter gave it, to the last digit', () => {
    const text = signed.text.replace('"RV":4146.556', '"RV":4146.5560').replace('"RV":4118.200', '"RV":"4118.2"');
    const of = { ...receipt, signedMeter: { ...signed, text } };
    expect(value(of, 'readingStart')).toBe('4,118.2 kWh on 21 Nov 2026, 13:44:00 GMT+1');
    expect(value(of, 'readingEnd')).toBe('4,146.5560 kWh on 21 Nov 2026, 14:04:00 GMT+1');
  });

  it('is ours where there is no record, or none that can be read', () => {
    for (const signedMeter of [null, { ...signed, text: 'OCMF|{}|{}' }, { ...signed, text: '?' }])
      expect(value({ ...receipt, signedMeter }, 'readingEnd')).toBe('4,146.556 kWh');
    expect(said({ ...receipt, signedMeter: null })).toContain('This meter does not sign its readings.');
  });

  it('names where the key is to be had when it is not known', () => {
    const text = said({ ...receipt, signedMeter: { ...signed, publicKeyHex: null } });
    expect(text).toContain('Its public key is to be had from the operator.');
    expect(text).not.toContain('Public key of the meter');
  });

  it('keeps mWh where there are any', () => {
    expect(value({ ...receipt, energyWh: 28_356.125 }, 'energy')).toBe('28.356125 kWh');
    expect(value({ ...receipt, energyWh: 7 }, 'energy')).toBe('0.007 kWh');
  });
});

it('any receipt finds words in any language', () => {
  const anyLanguage = fc.constantFrom(...languages);
  fc.assert(
    fc.property(anyIssued, anyLanguage, ({ receipt: any, buyer }, language) => {
      const text = receiptText(any, spoken(language), { buyer });
      expect(text.prices.length).toBe(any.lines.length);
      expect(text.direction).toBe(directionOf(language));
    }),
  );
});

it('speaks English where there is no receipt in a language', () => {
  expect(receiptWordsOf('fi').language).toBe('en');
  expect(isLanguage('toString')).toBe(false);
});
