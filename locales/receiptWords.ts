import ar from './ar/paper.json' with { type: 'json' };
import de from './de/paper.json' with { type: 'json' };
import en from './en/paper.json' with { type: 'json' };
import es from './es/paper.json' with { type: 'json' };

/** The words of a receipt. It leaves the station, so it speaks more languages than the screens do. */
export type ReceiptWords = typeof en;

const words = { en, es, de, ar } as const satisfies Record<string, ReceiptWords>;

export type ReceiptLanguage = keyof typeof words;
export const receiptLanguages = Object.keys(words) as ReceiptLanguage[];
export const isReceiptLanguage = (tag: string): tag is ReceiptLanguage => Object.hasOwn(words, tag);

/** English for a language in which there is no receipt. */
export function receiptWordsOf(tag: string): { readonly language: ReceiptLanguage; readonly words: ReceiptWords } {
  const language = isReceiptLanguage(tag) ? tag : 'en';
  return { language, words: words[language] };
}
