import type { BooksConfig } from './booksConfig.ts';
import { lastDay, localText, type Period } from './period.ts';

/** Form of DATEV's posting batch, version 13: its header record and its 125 columns. */

const pairs = (kind: string, content: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => [`${kind} ${i + 1}`, `${content} ${i + 1}`]).flat();

export const columns: readonly string[] = [
  'Umsatz (ohne Soll/Haben-Kz)',
  'Soll/Haben-Kennzeichen',
  'WKZ Umsatz',
  'Kurs',
  'Basis-Umsatz',
  'WKZ Basis-Umsatz',
  'Konto',
  'Gegenkonto (ohne BU-Schlüssel)',
  'BU-Schlüssel',
  'Belegdatum',
  'Belegfeld 1',
  'Belegfeld 2',
  'Skonto',
  'Buchungstext',
  'Postensperre',
  'Diverse Adressnummer',
  'Geschäftspartnerbank',
  'Sachverhalt',
  'Zinssperre',
  'Beleglink',
  ...pairs('Beleginfo - Art', 'Beleginfo - Inhalt', 8),
  'KOST1 - Kostenstelle',
  'KOST2 - Kostenstelle',
  'Kost-Menge',
  'EU-Land u. UStID (Bestimmung)',
  'EU-Steuersatz (Bestimmung)',
  'Abw. Versteuerungsart',
  'Sachverhalt L+L',
  'Funktionsergänzung L+L',
  'BU 49 Hauptfunktionstyp',
  'BU 49 Hauptfunktionsnummer',
  'BU 49 Funktionsergänzung',
  ...pairs('Zusatzinformation - Art', 'Zusatzinformation- Inhalt', 20),
  'Stück',
  'Gewicht',
  'Zahlweise',
  'Forderungsart',
  'Veranlagungsjahr',
  'Zugeordnete Fälligkeit',
  'Skontotyp',
  'Auftragsnummer',
  'Buchungstyp',
  'USt-Schlüssel (Anzahlungen)',
  'EU-Land (Anzahlungen)',
  'Sachverhalt L+L (Anzahlungen)',
  'EU-Steuersatz (Anzahlungen)',
  'Erlöskonto (Anzahlungen)',
  'Herkunft-Kz',
  'Buchungs GUID',
  'KOST-Datum',
  'SEPA-Mandatsreferenz',
  'Skontosperre',
  'Gesellschaftername',
  'Beteiligtennummer',
  'Identifikationsnummer',
  'Zeichnernummer',
  'Postensperre bis',
  'Bezeichnung SoBil-Sachverhalt',
  'Kennzeichen SoBil-Buchung',
  'Festschreibung',
  'Leistungsdatum',
  'Datum Zuord. Steuerperiode',
  'Fälligkeit',
  'Generalumkehr (GU)',
  'Steuersatz',
  'Land',
  'Abrechnungsreferenz',
  'BVV-Position',
  'EU-Land u. UStID (Ursprung)',
  'EU-Steuersatz (Ursprung)',
  'Abw. Skontokonto',
];

/** Numbers of the columns that hold text, counted from 1; a pair is a range. */
const texts: readonly (number | readonly [number, number])[] = [
  ...[2, 3, 6, 9, 11, 12, 14, 16],
  [20, 38],
  ...[40, 42],
  [48, 87],
  ...[91, 95, 96, 98, 102, 103, 105, 107, 109, 110, 112, 118, 120, 121, 123],
];
const textColumns = new Set(
  texts.flatMap((text) =>
    typeof text === 'number' ? [text] : Array.from({ length: text[1] - text[0] + 1 }, (_, i) => text[0] + i),
  ),
);
/** Whether the column at `index`, counted from 0, holds text. */
export const isText = (index: number): boolean => textColumns.has(index + 1);

/** The first record: what the batch is, whose, and of when. */
export function headerOf(of: {
  readonly settings: BooksConfig['datev'];
  readonly period: Period;
  readonly currency: string;
  /** Its first day. */
  readonly fiscalYear: string;
  readonly nowMs: number;
}): string {
  const { settings, period, currency, fiscalYear, nowMs } = of;
  const compact = (day: string) => day.replaceAll('-', '');
  const made = localText(nowMs, period.timeZone).slice(0, 19).replace(/\D/g, '');
  const quoted = (text: string) => `"${text}"`;
  return [
    quoted('EXTF'),
    700,
    21,
    quoted('Buchungsstapel'),
    13,
    `${made}${String(nowMs % 1_000).padStart(3, '0')}`,
    '', // imported at: DATEV's
    quoted('RE'),
    quoted('Surtidor'),
    quoted(''),
    settings.consultant ?? '',
    settings.client ?? '',
    compact(fiscalYear),
    settings.accountDigits,
    compact(period.from),
    compact(lastDay(period)),
    quoted(`Surtidor ${period.from}`),
    quoted(''),
    1, // financial accounting
    0, // for every purpose
    0, // not locked: the tax adviser does that
    quoted(currency),
    '',
    quoted(''),
    '',
    '',
    quoted(settings.chart.slice(-2)),
    '',
    '',
    quoted(''),
    quoted(''),
  ].join(';');
}
