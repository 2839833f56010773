import { type Format, formatOf } from '../../locales/format.ts';
import { type Direction, directionOf } from '../../locales/languages.ts';
import type { ReceiptWords } from '../../locales/receiptWords.ts';
import type { Buyer } from '../../machines/buyer.ts';
import { subtract } from '../../machines/money.ts';
import type { CostLine, ReceiptView } from '../../machines/receiptView.ts';
import { cardName } from './cardName.ts';
import { kWhOf, writtenNumber } from './quantity.ts';
import { fill } from './sentences.ts';
import { type SignedReading, signedReadings } from './signedReadings.ts';

/** A receipt as it leaves the station. Why it cost what it cost, stretch by stretch, stays in the books. */
export type PaperReceipt = Omit<ReceiptView, 'periods'>;

export type RowKind =
  | 'issued'
  | 'evse'
  | 'started'
  | 'ended'
  | 'energy'
  | 'tariff'
  | 'session'
  | 'meter'
  | 'readingStart'
  | 'readingEnd'
  | 'record'
  | 'meterKey'
  | 'stationKey'
  | 'paidBy'
  | 'authorization'
  | 'terminal'
  | 'net'
  | 'vat'
  | 'total';
export type Row = { readonly kind: RowKind; readonly term: string; readonly value: string };

export type PriceRow = {
  readonly kind: CostLine['kind'];
  readonly name: string;
  /** "28.356 kWh × €0.59"; null for what is its own sum. */
  readonly working: string | null;
  /** "21% VAT"; null where the lines may differ in it, which the sums tell apart, or bear none. */
  readonly vat: string | null;
  readonly amount: string;
};

/** A receipt in words: what is said, in the order it is said. How it looks is for screen, page, printer and mail. */
export type ReceiptText = {
  readonly language: string;
  readonly direction: Direction;
  /** "Receipt S1-000042" */
  readonly title: string;
  readonly operator: { readonly name: string; readonly address: string; readonly vatId: string };
  readonly buyer: { readonly term: string; readonly name: string; readonly vatId: string } | null;
  readonly prices: readonly PriceRow[];
  readonly sums: readonly Row[];
  readonly total: Row;
  readonly sections: readonly {
    readonly kind: 'charge' | 'meter' | 'payment';
    readonly title: string;
    readonly rows: readonly Row[];
    /** A sentence below the rows: how the meter's word is checked, what became of the hold. */
    readonly note: string | null;
  }[];
};

/** Whose words: `receiptWordsOf` outside of the screens, where i18next holds them. */
export type Spoken = { readonly language: string; readonly words: ReceiptWords };

/**
 * Every line of a receipt in one language.
 *
 * @param more.stationKey fingerprint of the key the station signs its receipts with
 */
export function receiptText(
  receipt: PaperReceipt,
  { language, words }: Spoken,
  more: { readonly buyer?: Buyer | null; readonly stationKey?: string | null } = {},
): ReceiptText {
  const format = formatOf(language, receipt.timeZone);
  const direction = directionOf(language);
  const say: Say = (sentence, values) => fill(sentence, values, direction);
  const row = (kind: RowKind, term: string, value: string | null): Row[] =>
    value === null ? [] : [{ kind, term, value }];
  const { operator, vat, signedMeter } = receipt;
  const { buyer = null, stationKey = null } = more;
  const signed = signedReadings(signedMeter);
  const reading = (of: SignedReading | null, billedWh: number): string => {
    const value = `${of ? writtenNumber(of.value, format) : format.decimal(kWhOf(billedWh))} ${of?.unit ?? 'kWh'}`;
    return of?.atMs ? say(words.reading, { value, at: format.instant(of.atMs) }) : value;
  };
  const [only, ...others] = vat;
  // Beside a part that bears no VAT, which lines the one rate is of is not known.
  const isOfAll = only && others.length === 0 && only.net.minor + only.vat.minor === receipt.total.minor;
  const rate = isOfAll ? say(words.lineVat, { percent: percentOf(only.percent, format) }) : null;

  return {
    language,
    direction,
    title: say(words.receipt, { number: receipt.receiptNumber }),
    operator: { name: operator.name, address: operator.address, vatId: say(words.vatId, { id: operator.vatId }) },
    buyer: buyer && { term: words.buyer, name: buyer.companyName, vatId: say(words.vatId, { id: buyer.vatNumber }) },
    prices: receipt.lines.map((line) => ({
      kind: line.kind,
      name: words.lines[line.kind],
      working: workingOf(line, words, format, say),
      vat: rate,
      amount: format.money(line.amount),
    })),
    sums: [
      ...row('net', words.net, format.money(receipt.net)),
      ...vat.flatMap(({ percent, net, vat: tax }) =>
        row(
          'vat',
          say(isOfAll ? words.vat : words.vatOf, {
            percent: percentOf(percent, format),
            net: format.money(net),
          }),
          format.money(tax),
        ),
      ),
    ],
    total: { kind: 'total', term: words.total, value: format.money(receipt.total) },
    sections: [
      {
        kind: 'payment',
        title: words.sections.payment,
        rows: [
          ...row(
            'paidBy',
            words.paidBy,
            receipt.paidBy === 'chargingKey' ? words.key : receipt.card && cardName(receipt.card),
          ),
          ...row('authorization', words.authorization, receipt.authorizationNumber),
          ...row('terminal', words.terminal, receipt.terminalId),
        ],
        note: holdSentence(receipt, words, format, say),
      },
      {
        kind: 'charge',
        title: words.sections.charge,
        rows: [
          ...row('evse', words.evse, receipt.evseId),
          ...row('started', words.started, format.instant(receipt.startedAtMs)),
          ...row('ended', words.ended, format.instant(receipt.endedAtMs)),
          ...row('energy', words.energy, format.quantity(kWhOf(receipt.energyWh), 'kWh')),
          ...row('tariff', words.tariff, `${receipt.tariff.id} · ${receipt.tariff.hash.slice(0, 16)}`),
          ...row('session', words.session, receipt.sessionId),
          ...row('issued', words.issued, format.instant(receipt.issuedAtMs)),
        ],
        note: null,
      },
      {
        kind: 'meter',
        title: words.sections.meter,
        rows: [
          ...row('meter', words.meter, signedMeter?.meterSerial ?? receipt.meterId),
          ...row('readingStart', words.readingStart, reading(signed.begin, receipt.meterStartWh)),
          ...row('readingEnd', words.readingEnd, reading(signed.end, receipt.meterEndWh)),
          ...row(
            'record',
            words.record,
            signedMeter && [signedMeter.format, signed.pagination].filter(Boolean).join(' '),
          ),
          ...row('meterKey', words.meterKey, signedMeter?.publicKeyHex ? grouped(signedMeter.publicKeyHex) : null),
          ...row('stationKey', words.stationKey, stationKey),
        ],
        note: !signedMeter ? words.unsigned : signedMeter.publicKeyHex ? words.hint : words.hintNoKey,
      },
    ],
  };
}

type Say = (sentence: string, values: Readonly<Record<string, string>>) => string;

function workingOf(line: CostLine, words: ReceiptWords, format: Format, say: Say): string | null {
  const { quantity, unit, unitPrice, amount } = line;
  if (unit === null || unitPrice === null) return null;
  const count = format.decimal(quantity);
  const counted = { kWh: `${count} kWh`, minute: say(words.minutes, { quantity: count }), session: count }[unit];
  return say(words.working, { quantity: counted, price: format.price(unitPrice, amount.currency) });
}

function holdSentence({ held, total }: PaperReceipt, words: ReceiptWords, format: Format, say: Say): string | null {
  if (!held) return null;
  const rest = subtract(held, total);
  const amounts = { held: format.money(held), taken: format.money(total), released: format.money(rest) };
  return say(words.hold[total.minor === 0 ? 'none' : rest.minor > 0 ? 'part' : 'all'], amounts);
}

/** The percentage of a tariff is an exact decimal text; `Intl` wants its hundredth. */
const percentOf = (percent: string, format: Format): string => format.percent(Number(percent));

const grouped = (hex: string): string => hex.replace(/.{8}(?=.)/g, '$& ');
