import { directionOf } from '../../locales/languages.ts';
import { receiptWordsOf } from '../../locales/receiptWords.ts';
import { sentWordsOf } from '../../locales/sentWords.ts';
import type { Mail } from '../../machines/ports/mailer.ts';
import type { PaperCode, PaperText } from '../../machines/ports/receiptPrinter.ts';
import { receiptMail } from '../bridge/mail/receiptMail.ts';
import { receiptText } from '../receipt/receiptText.ts';
import { fill } from '../receipt/sentences.ts';
import { transparencyFile } from '../receipt/transparency.ts';
import type { Store } from '../store/store.ts';
import type { ReceiptLinks } from './receiptLinks.ts';

/** Receipts as they leave the station, from the books, in the driver's language. Null: the session has none. */
export type ReceiptPapers = {
  paper(sessionId: string, language: string): { readonly receipt: PaperText; readonly code: PaperCode | null } | null;
  mail(sessionId: string, language: string): Omit<Mail, 'id' | 'to'> | null;
};

export function createReceiptPapers(deps: {
  readonly store: Pick<Store, 'receiptOf' | 'buyerOf'>;
  readonly links: ReceiptLinks;
}): ReceiptPapers {
  const { store, links } = deps;

  function read(sessionId: string, tag: string) {
    const receipt = store.receiptOf(sessionId);
    if (!receipt) return null;
    const buyer = store.buyerOf(sessionId);
    const spoken = receiptWordsOf(tag);
    const text = receiptText(receipt, spoken, { buyer, stationKey: links.key });
    return { receipt, text, link: links.of(receipt, buyer), words: sentWordsOf(spoken.language) };
  }

  return {
    paper(sessionId, language) {
      const found = read(sessionId, language);
      if (!found) return null;
      const { text, link, words } = found;
      return { receipt: text, code: link === null ? null : { text: link, caption: words.scan } };
    },
    mail(sessionId, language) {
      const found = read(sessionId, language);
      if (!found) return null;
      const { receipt, text, link, words } = found;
      const names = { number: receipt.receiptNumber, operator: receipt.operator.name };
      const subject = fill(words.subject, names, directionOf(text.language));
      return receiptMail({ receipt: text, words: { ...words, subject }, link, xml: transparencyFile(receipt) });
    },
  };
}
