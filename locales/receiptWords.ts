import ar from './ar/paper.json' with { type: 'json' };
import cs from './cs/paper.json' with { type: 'json' };
import de from './de/paper.json' with { type: 'json' };
import en from './en/paper.json' with { type: 'json' };
import es from './es/paper.json' with { type: 'json' };
import fr from './fr/paper.json' with { type: 'json' };
import he from './he/paper.json' with { type: 'json' };
import it from './it/paper.json' with { type: 'json' };
import ja from './ja/paper.json' with { type: 'json' };
import { isLanguage, type Language } from './languages.ts';
import nl from './nl/paper.json' with { type: 'json' };
import pl from './pl/paper.json' with { type: 'json' };
import pt from './pt/paper.json' with { type: 'json' };
import sv from './sv/paper.json' with { type: 'json' };
import tr from './tr/paper.json' with { type: 'json' };
import uk from './uk/paper.json' with { type: 'json' };
import zhCN from './zh-CN/paper.json' with { type: 'json' };

/** The words of a receipt. */
export type ReceiptWords = typeof en;

const words: Readonly<Record<Language, ReceiptWords>> = {
  en,
  es,
  de,
  fr,
  it,
  pt,
  nl,
  pl,
  cs,
  sv,
  tr,
  uk,
  ar,
  he,
  'zh-CN': zhCN,
  ja,
};

/** English for a language in which there is no receipt. */
export function receiptWordsOf(tag: string): { readonly language: Language; readonly words: ReceiptWords } {
  const language = isLanguage(tag) ? tag : 'en';
  return { language, words: words[language] };
}
