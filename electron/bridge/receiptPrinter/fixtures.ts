import type { PaperDocument } from '../../../machines/ports/receiptPrinter.ts';

/** Receipts as tests print them: a full one in English, long words in German, and Arabic, which runs the other way. */

const link = `https://receipt.example/#${'Nq4kZ0aX'.repeat(150)}`;
const publicKey = '3059301306072A8648CE3D020106082A8648CE3D030107034200'.repeat(3);

export const english: PaperDocument = {
  language: 'en',
  direction: 'ltr',
  issuer: ['Surtidor Energía, S.L.', 'Calle del Sol 1, 28001 Madrid', 'VAT ID ESB12345674'],
  title: 'Receipt S1-000042',
  rows: [
    { term: 'Charged', value: '21 Nov 2026, 13:44 – 14:04' },
    { term: 'Charging point', value: 'ES*SUR*E0001*1' },
    { term: 'Meter', value: 'DCM-0001-7731' },
    { term: 'Readings', value: '4,118.200 – 4,146.556 kWh' },
    { term: 'Paid with', value: 'Visa •••• 1234' },
    { term: 'Approval', value: '884213' },
    { term: 'Public key of the meter', value: publicKey },
  ],
  lines: [
    { text: 'Energy', detail: '28.356 kWh × €0.59', amount: '€16.73' },
    { text: 'Start fee', detail: null, amount: '€0.35' },
  ],
  sums: [
    { term: 'Net', value: '€14.12' },
    { term: 'VAT 21%', value: '€2.96' },
  ],
  total: { term: 'Total', value: '€17.08' },
  notes: ['Set aside on the card: €60.00. The rest is free again.'],
  code: { text: link, caption: 'Open this receipt on your phone and check the meter’s signature.' },
};

export const german: PaperDocument = {
  ...english,
  language: 'de',
  issuer: [
    'Stadtwerke Oberschleißheim Ladeinfrastrukturgesellschaft mbH',
    'Donaudampfschifffahrtsstraße 12, 85764 Oberschleißheim',
    'USt-IdNr. DE123456788',
  ],
  title: 'Beleg S1-000042',
  rows: [
    { term: 'Geladen', value: '21.11.2026, 13:44 – 14:04' },
    { term: 'Ladepunkt', value: 'DE*SWO*E0001*1' },
    { term: 'Zählerstand zu Beginn und am Ende des Ladevorgangs', value: '4.118,200 – 4.146,556 kWh' },
    { term: 'Bezahlt mit', value: 'girocard •••• 1234' },
  ],
  lines: [
    { text: 'Energie', detail: '28,356 kWh × 0,59 €', amount: '16,73 €' },
    { text: 'Blockiergebühr nach Ende des Ladevorgangs', detail: '12 min × 0,20 €', amount: '2,40 €' },
  ],
  sums: [
    { term: 'Netto', value: '16,08 €' },
    { term: 'MwSt. 19 %', value: '3,05 €' },
  ],
  total: { term: 'Gesamtbetrag', value: '19,13 €' },
  notes: ['Die Messwerte sind signiert und können mit der Transparenzsoftware geprüft werden.'],
  code: { text: 'https://beleg.example/#7', caption: 'Beleg auf dem Telefon öffnen' },
};

export const arabic: PaperDocument = {
  ...english,
  language: 'ar',
  direction: 'rtl',
  title: 'إيصال رقم S1-000042',
  rows: [
    { term: 'وقت الشحن', value: '21 نوفمبر 2026، 13:44' },
    { term: 'نقطة الشحن', value: 'ES*SUR*E0001*1' },
    { term: 'العداد', value: 'DCM-0001-7731' },
    { term: 'الطاقة', value: '28.356 كيلوواط ساعة' },
    { term: 'طريقة الدفع', value: 'Visa •••• 1234' },
  ],
  lines: [
    { text: 'الطاقة', detail: '28.356 كيلوواط ساعة × 0.59 €', amount: '16.73 €' },
    { text: 'رسوم البدء', detail: null, amount: '0.35 €' },
  ],
  sums: [
    { term: 'الصافي', value: '14.12 €' },
    { term: 'ضريبة القيمة المضافة 21%', value: '2.96 €' },
  ],
  total: { term: 'المجموع', value: '17.08 €' },
  notes: ['حُجز مبلغ 60.00 € على البطاقة، ويعود الباقي متاحًا خلال دقائق.'],
  code: { text: link, caption: 'افتح هذا الإيصال على هاتفك' },
};

export const papers = { english, german, arabic } as const;
