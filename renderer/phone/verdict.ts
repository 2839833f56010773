import type { ReceiptCheck } from '../../electron/receipt/checkReceipt.ts';
import { writtenNumber } from '../../electron/receipt/quantity.ts';
import type { OpenedReceipt } from '../../electron/receipt/sealedReceipt.ts';
import { fill } from '../../electron/receipt/sentences.ts';
import type { SumFault } from '../../electron/receipt/sums.ts';
import type { Format } from '../../locales/format.ts';
import type { Direction } from '../../locales/languages.ts';
import type { PhoneWords } from '../../locales/phoneWords.ts';
import type { ReceiptWords } from '../../locales/receiptWords.ts';
import { bdi, drawing, el } from './dom.ts';

type State = 'verified' | 'notVerified' | 'notChecked';

export type Tongue = {
  readonly phone: PhoneWords;
  readonly paper: ReceiptWords;
  readonly format: Format;
  readonly direction: Direction;
};

/** What was checked, in one word, in one sentence, and thing by thing. */
export function verdict(opened: OpenedReceipt, check: ReceiptCheck, tongue: Tongue): HTMLElement {
  const { phone, direction } = tongue;
  const state = check.verdict === 'cannotBeChecked' ? 'notChecked' : check.verdict;
  const operator = opened.receipt.operator.name;
  return el(
    'section',
    { class: 'verdict', 'data-state': state },
    el('h1', {}, mark(state), phone.check[state]),
    el('p', {}, fill(phone.verdict[state], { operator }, direction)),
    el(
      'ul',
      {},
      item(phone.checks.meter, phone.check, meterState(check), [meterSentence(check, phone)]),
      item(phone.checks.record, phone.fit, recordState(check), recordSentences(check, tongue)),
      item(phone.checks.station, phone.check, check.station, [stationSentence(opened, tongue)]),
      item(
        phone.checks.sums,
        phone.fit,
        check.sums.length > 0 ? 'notVerified' : 'verified',
        sumSentences(check, tongue),
      ),
    ),
  );
}

/** Signatures are verified or not, contents right or not: neither stands for the other. */
function item(
  title: string,
  words: Readonly<Record<State, string>>,
  state: State,
  sentences: readonly string[],
): HTMLElement {
  return el(
    'li',
    { 'data-state': state },
    mark(state),
    el(
      'div',
      {},
      el('strong', {}, title),
      el('span', { class: 'state' }, words[state]),
      ...sentences.map((sentence) => el('p', {}, bdi(sentence))),
    ),
  );
}

/** A sign beside the word: neither colour nor shape speaks alone. */
const mark = (state: State): Element => drawing({ verified: CHECK, notVerified: CROSS, notChecked: QUESTION }[state]);

const CHECK = 'M6.5 12.5l3.7 3.7 7.3-8';
const CROSS = 'M7.5 7.5l9 9M16.5 7.5l-9 9';
const QUESTION = 'M9 9.2a3 3 0 1 1 4.4 2.7c-1 .5-1.4 1-1.4 2.1M12 17.5v.1';

const meterState = ({ meter }: ReceiptCheck): State =>
  !meter || meter.result === 'cannotBeChecked' ? 'notChecked' : meter.result;

function meterSentence({ meter }: ReceiptCheck, { meter: words }: PhoneWords): string {
  if (!meter) return words.unsigned;
  if (meter.result !== 'cannotBeChecked') return words[meter.result];
  return meter.why === 'keyMissing' ? words.keyMissing : words.unreadable;
}

const recordState = ({ record }: ReceiptCheck): State =>
  record === null ? 'notChecked' : record.length > 0 ? 'notVerified' : 'verified';

type FindingCode = NonNullable<ReceiptCheck['record']>[number]['code'];
/** The codes are for those who mend it; a driver is told what kind of thing is wrong. */
const findingWords = {
  quantityDiffers: 'quantity',
  meterNotGood: 'meterFault',
  unusable: 'meterFault',
  timeUnreadable: 'clock',
  timeBackwards: 'clock',
  clockNotSet: 'clock',
  sourceMissing: 'source',
  sourceDiffers: 'source',
  otherMeter: 'source',
  identificationFailed: 'identification',
  paginationUnreadable: 'incomplete',
  paginationGap: 'incomplete',
  beginTwice: 'incomplete',
  endTwice: 'incomplete',
  beginNotFirst: 'incomplete',
  endNotLast: 'incomplete',
  noBillingRegister: 'incomplete',
  beginMissing: 'incomplete',
  endMissing: 'incomplete',
  valueUnreadable: 'incomplete',
  unitUnknown: 'incomplete',
  registerBackwards: 'incomplete',
} as const satisfies Record<FindingCode, keyof PhoneWords['record']>;

function recordSentences({ meter, record }: ReceiptCheck, { phone, format, direction }: Tongue): readonly string[] {
  const words = phone.record;
  const kWh = (quantity: string) => `${writtenNumber(quantity, format)} kWh`;
  if (record === null) return [meter ? phone.meter.unreadable : words.unsigned];
  if (record.length === 0) return [words.fits];
  const sentences = record.map((finding) =>
    finding.code === 'quantityDiffers'
      ? fill(words.quantity, { signed: kWh(finding.signed), billed: kWh(finding.billed) }, direction)
      : words[findingWords[finding.code]],
  );
  return [...new Set(sentences)];
}

const stationSentence = ({ stationSignature, stationKey }: OpenedReceipt, { phone, direction }: Tongue): string =>
  fill(phone.station[stationSignature], { key: stationKey }, direction);

const sumSentences = ({ sums }: ReceiptCheck, tongue: Tongue): readonly string[] =>
  sums.length === 0 ? [tongue.phone.sums.right] : sums.map((fault) => sumSentence(fault, tongue));

function sumSentence(fault: SumFault, { phone, paper, format, direction }: Tongue): string {
  const sentence = phone.sums[fault.code];
  if (fault.code === 'line') {
    const { kind, amount } = fault.line;
    return fill(sentence, { name: paper.lines[kind], amount: format.money(amount) }, direction);
  }
  return fault.code === 'rate'
    ? fill(sentence, { percent: format.percent(Number(fault.percent)) }, direction)
    : sentence;
}
