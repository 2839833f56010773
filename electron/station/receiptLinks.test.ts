import { describe, expect, it } from 'vitest';
import { sampleReceipt, sampleStationFingerprint, sampleStationKey } from '../receipt/samples.ts';
import { openReceipt } from '../receipt/sealedReceipt.ts';
import { createReceiptLinks } from './receiptLinks.ts';

const log = { error: () => {} };
const PAGE = 'https://receipt.example/';

describe('the link to a receipt', () => {
  const links = (page: string | null) => createReceiptLinks({ secretKey: sampleStationKey, page: () => page, log });

  it('leads to the page and carries the receipt, signed', async () => {
    const [page, fragment = ''] = links(PAGE).of(sampleReceipt, null)?.split('#') ?? [];
    const { periods: _inTheBooks, ...paper } = sampleReceipt;
    expect(page).toBe(PAGE);
    expect(await openReceipt(fragment)).toEqual({
      ok: true,
      value: { receipt: paper, buyer: null, stationSignature: 'verified', stationKey: sampleStationFingerprint },
    });
    expect(links(PAGE).key).toBe(sampleStationFingerprint);
  });

  it('is made once per receipt, and anew when it becomes an invoice', () => {
    const one = links(PAGE);
    const buyer = { companyName: 'Flota S.A.', vatNumber: 'ESB12345682', countryCode: 'ES' };
    expect(one.of(sampleReceipt, null)).toBe(one.of(sampleReceipt, null));
    expect(one.of(sampleReceipt, buyer)).not.toBe(one.of(sampleReceipt, null));
  });

  it('is none without a page, or with more than a code can carry', () => {
    expect(links(null).of(sampleReceipt, null)).toBeNull();
    const noise = Array.from({ length: 600 }, (_, i) => (Math.sin(i) * 1e9).toString(36)).join('');
    const { signedMeter } = sampleReceipt;
    const long = { ...sampleReceipt, signedMeter: signedMeter && { ...signedMeter, text: noise } };
    expect(links(PAGE).of(long, null)).toBeNull();
  });
});
