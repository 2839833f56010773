import type { PaperCode, PaperText } from '../../../machines/ports/receiptPrinter.ts';

/** Receipts as tests print them: a full one in English, long words in German, and Arabic, which runs the other way. */

const link = `https://receipt.example/#${'Nq4kZ0aX'.repeat(150)}`;
const publicKey = Array.from({ length: 16 }, (_, part) => (0x30593013 + part).toString(16)).join(' ');

const english: PaperText = {
  language: 'en',
  direction: 'ltr',
  title: 'Receipt S1-000042',
  operator: {
    name: 'Surtidor Energía, S.L.',
    address: 'Calle del Sol 1, 28001 Madrid',
    vatId: 'VAT ID ESB12345674',
  },
  buyer: null,
  prices: [
    { name: 'Energy', working: '28.356 kWh × €0.59', vat: '21% VAT', amount: '€16.73' },
    { name: 'Start fee', working: null, vat: '21% VAT', amount: '€0.35' },
  ],
  sums: [
    { term: 'Net', value: '€14.12' },
    { term: '21% VAT on €14.12', value: '€2.96' },
  ],
  total: { term: 'Total', value: '€17.08' },
  sections: [
    {
      title: 'Payment',
      rows: [
        { term: 'Paid with', value: 'Visa •••• 1234' },
        { term: 'Approval number', value: '884213' },
      ],
      note: '€60.00 was set aside, €17.08 taken, €42.92 released.',
    },
    {
      title: 'Meter',
      rows: [
        { term: 'Reading at start', value: '4,118.200 kWh on 21 Nov 2026, 13:44:07' },
        { term: 'Public key of the meter', value: publicKey },
      ],
      note: 'The meter has signed these readings. Anybody can check that on the page behind the code.',
    },
  ],
};

const german: PaperText = {
  ...english,
  language: 'de',
  title: 'Beleg S1-000042',
  operator: {
    name: 'Stadtwerke Oberschleißheim Ladeinfrastrukturgesellschaft mbH',
    address: 'Donaudampfschifffahrtsstraße 12, 85764 Oberschleißheim',
    vatId: 'USt-IdNr. DE123456788',
  },
  buyer: { term: 'Kunde', name: 'Müller & Söhne GmbH', vatId: 'USt-IdNr. DE136695976' },
  prices: [
    { name: 'Energie', working: '28,356 kWh × 0,59 €', vat: '19 % MwSt.', amount: '16,73 €' },
    {
      name: 'Blockiergebühr nach Ende des Ladevorgangs',
      working: '12 min × 0,20 €',
      vat: '19 % MwSt.',
      amount: '2,40 €',
    },
  ],
  sums: [
    { term: 'Netto', value: '16,08 €' },
    { term: '19 % MwSt. auf 16,08 €', value: '3,05 €' },
  ],
  total: { term: 'Gesamtbetrag', value: '19,13 €' },
  sections: [
    {
      title: 'Zähler',
      rows: [{ term: 'Zählerstand zu Beginn des Ladevorgangs', value: '4.118,200 kWh am 21.11.2026, 13:44:07' }],
      note: 'Die Messwerte sind signiert und können mit der Transparenzsoftware geprüft werden.',
    },
  ],
};

const arabic: PaperText = {
  ...english,
  language: 'ar',
  direction: 'rtl',
  title: 'إيصال رقم \u2068S1-000042\u2069',
  prices: [
    { name: 'الطاقة', working: '\u206828.356 kWh\u2069 × \u20680.59 €\u2069', vat: null, amount: '16.73 €' },
    { name: 'رسوم البدء', working: null, vat: null, amount: '0.35 €' },
  ],
  sums: [
    { term: 'الصافي', value: '14.12 €' },
    { term: 'ضريبة القيمة المضافة \u206821%\u2069', value: '2.96 €' },
  ],
  total: { term: 'المجموع', value: '17.08 €' },
  sections: [
    {
      title: 'الدفع',
      rows: [
        { term: 'طريقة الدفع', value: 'Visa •••• 1234' },
        { term: 'وقت الشحن', value: '21 نوفمبر 2026، 13:44' },
        { term: 'نقطة الشحن', value: 'ES*SUR*E0001*1' },
      ],
      note: 'حُجز مبلغ \u206860.00 €\u2069 على البطاقة، ويعود الباقي متاحًا خلال دقائق.',
    },
  ],
};

export const papers = {
  english: { receipt: english, code: { text: link, caption: 'Scan with your phone: the whole receipt' } },
  german: { receipt: german, code: { text: 'https://beleg.example/#7', caption: 'Beleg auf dem Telefon öffnen' } },
  arabic: { receipt: arabic, code: { text: link, caption: 'افتح هذا الإيصال على هاتفك' } },
} as const satisfies Record<string, { receipt: PaperText; code: PaperCode }>;
