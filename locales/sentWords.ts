import ar from './ar/sent.json' with { type: 'json' };
import cs from './cs/sent.json' with { type: 'json' };
import de from './de/sent.json' with { type: 'json' };
import en from './en/sent.json' with { type: 'json' };
import es from './es/sent.json' with { type: 'json' };
import fr from './fr/sent.json' with { type: 'json' };
import he from './he/sent.json' with { type: 'json' };
import it from './it/sent.json' with { type: 'json' };
import ja from './ja/sent.json' with { type: 'json' };
import { isLanguage, type Language } from './languages.ts';
import nl from './nl/sent.json' with { type: 'json' };
import pl from './pl/sent.json' with { type: 'json' };
import pt from './pt/sent.json' with { type: 'json' };
import sv from './sv/sent.json' with { type: 'json' };
import tr from './tr/sent.json' with { type: 'json' };
import uk from './uk/sent.json' with { type: 'json' };
import zhCN from './zh-CN/sent.json' with { type: 'json' };

/** What is said around a receipt that leaves the station: in its mail, and above its code on paper. */
export type SentWords = typeof en;

const words: Readonly<Record<Language, SentWords>> = {
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
export const sentWordsOf = (tag: string): SentWords => words[isLanguage(tag) ? tag : 'en'];
