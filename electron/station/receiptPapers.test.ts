import { expect, test } from 'vitest';
import { languages } from '../../locales/languages.ts';
import { sampleReceipt } from '../receipt/samples.ts';
import { createReceiptPapers } from './receiptPapers.ts';

const buyer = { companyName: 'Müller & Söhne GmbH', vatNumber: 'DE136695976', countryCode: 'DE' };
const link = 'https://receipt.example/#ABC';
const papers = (change: { receipt?: typeof sampleReceipt; link?: string | null } = {}) =>
  createReceiptPapers({
    store: {
      receiptOf: (sessionId) => (sessionId === 's1' ? (change.receipt ?? sampleReceipt) : null),
      buyerOf: () => buyer,
    },
    links: { page: () => null, key: 'D284 F062', of: () => (change.link === undefined ? link : change.link) },
  });

test.each(languages)('%s: paper and mail say number, total and for whom', (language) => {
  const paper = papers().paper('s1', language);
  const mail = papers().mail('s1', language);
  expect(paper?.receipt.language).toBe(language);
  expect(paper?.code?.text).toBe(link);
  expect(mail?.language).toBe(language);
  expect(mail?.subject).toContain(sampleReceipt.receiptNumber);
  expect(mail?.subject).not.toMatch(/[{}]/);
  for (const said of [paper?.receipt.title, paper?.receipt.total.value, buyer.companyName, link])
    expect(mail?.text).toContain(said);
});

test('what the meter signed goes along, with its key', () => {
  const [file] = papers().mail('s1', 'en')?.attachments ?? [];
  expect(file?.name).toBe('S1-000042.xml');
  expect(file?.content).toContain(sampleReceipt.signedMeter?.publicKeyHex);
  expect(file?.content.match(/<value /g)).toHaveLength(1);
});

test('a meter that keeps begin and end apart has both in the file', () => {
  const signedMeter = sampleReceipt.signedMeter && { ...sampleReceipt.signedMeter, startText: 'OCMF|{}|{}' };
  const [file] = papers({ receipt: { ...sampleReceipt, signedMeter } }).mail('s1', 'en')?.attachments ?? [];
  expect(file?.content.match(/Transaction\.\w+/g)).toEqual(['Transaction.Begin', 'Transaction.End']);
});

test('no code without a page, no file without a signature, nothing at all without a receipt', () => {
  expect(papers({ link: null }).paper('s1', 'en')?.code).toBeNull();
  expect(papers({ receipt: { ...sampleReceipt, signedMeter: null } }).mail('s1', 'en')?.attachments).toEqual([]);
  expect(papers().paper('s2', 'en')).toBeNull();
  expect(papers().mail('s2', 'en')).toBeNull();
});
