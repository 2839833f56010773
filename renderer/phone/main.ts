import { checkReceipt, type ReceiptCheck } from '../../electron/receipt/checkReceipt.ts';
import { receiptText } from '../../electron/receipt/receiptText.ts';
import { openWords } from '../../electron/receipt/screenWords.ts';
import { type OpenedReceipt, openReceipt, type SealError } from '../../electron/receipt/sealedReceipt.ts';
import { fileNameOf, transparencyFile } from '../../electron/receipt/transparency.ts';
import { formatOf } from '../../locales/format.ts';
import { directionOf, factsOf, type Language, languages } from '../../locales/languages.ts';
import { phoneWords } from '../../locales/phoneWords.ts';
import { receiptWordsOf } from '../../locales/receiptWords.ts';
import { button, el, save } from './dom.ts';
import { paper } from './paper.ts';
import { verdict } from './verdict.ts';
import { showWords } from './words.ts';

/**
 * The page behind the code of a receipt. It is one file, asks nobody for anything, and knows nothing but what stands behind
 * the # of its address; that may be a stranger's.
 */

type Shown =
  | { readonly opened: OpenedReceipt; readonly check: ReceiptCheck }
  | { readonly error: SealError | 'empty' | 'oldBrowser' };

let language: Language = preferred(navigator.languages);
let shown: Shown = { error: 'empty' };

/** What the phone is set to, whatever the country: Chinese as it is written in any is better than English. */
function preferred(tags: readonly string[]): Language {
  const plain = (tag: string) => tag.split('-')[0];
  const ours = (tag: string) => languages.find((known) => plain(known) === plain(tag));
  return tags.map(ours).find((found) => found !== undefined) ?? 'en';
}

async function open(): Promise<void> {
  try {
    const words = await openWords(decoded(location.hash.slice(1)));
    if (words) return showWords(words);
    shown = await read(location.hash.slice(1));
    draw();
  } catch (cause) {
    console.error(cause);
    shown = { error: 'damaged' };
    draw();
  }
}

async function read(fragment: string): Promise<Shown> {
  if (fragment === '') return { error: 'empty' };
  if (typeof DecompressionStream === 'undefined') return { error: 'oldBrowser' };
  // Some readers of codes escape what they need not.
  const opened = await openReceipt(decoded(fragment));
  return opened.ok ? { opened: opened.value, check: checkReceipt(opened.value) } : { error: opened.error };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function draw(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  document.body.replaceChildren(
    el('main', {}, ...('error' in shown ? noReceipt(shown.error) : receipt(shown)), languageChoice()),
  );
}

function noReceipt(error: Extract<Shown, { error: unknown }>['error']): readonly HTMLElement[] {
  const { empty, broken } = phoneWords[language];
  document.title = error === 'empty' ? empty.title : broken.title;
  const isBroken = error === 'damaged' || error === 'notAReceipt';
  const text = error === 'empty' ? empty.text : broken[isBroken ? 'damaged' : error];
  const state = error === 'empty' ? 'none' : 'notVerified';
  return [el('section', { class: 'verdict', 'data-state': state }, el('h1', {}, document.title), el('p', {}, text))];
}

function receipt({ opened, check }: Extract<Shown, { opened: unknown }>): readonly HTMLElement[] {
  const words = { language, words: receiptWordsOf(language).words };
  const { receipt: paid, buyer, stationKey } = opened;
  const phone = phoneWords[language];
  const text = receiptText(paid, words, { buyer, stationKey });
  const tongue = { phone, paper: words.words, format: formatOf(language, paid.timeZone), direction: text.direction };
  const xml = transparencyFile(paid);
  const records = [paid.signedMeter?.startText, paid.signedMeter?.text].filter((record) => typeof record === 'string');
  const name = fileNameOf(paid.receiptNumber);
  document.title = text.title;
  return [
    verdict(opened, check, tongue),
    paper(text),
    el(
      'nav',
      {},
      button(phone.save.pdf, () => print(), { class: 'primary' }),
      xml && button(phone.save.xml, () => save(xml.name, 'application/xml', xml.content)),
      records.length > 0 && button(phone.save.record, () => save(`${name}.ocmf.txt`, 'text/plain', records.join('\n'))),
    ),
    el('section', { class: 'record' }, ...records.map((record) => el('pre', { dir: 'ltr' }, record))),
    el('p', { class: 'privacy' }, phone.privacy),
  ];
}

function languageChoice(): HTMLElement {
  const choose = (tag: Language) => () => {
    language = tag;
    draw();
  };
  return el(
    'footer',
    {},
    ...languages.map((tag) =>
      button(factsOf(tag).name, choose(tag), { lang: tag, 'aria-pressed': String(tag === language) }),
    ),
  );
}

addEventListener('hashchange', () => void open());
void open();
