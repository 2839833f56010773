import ar from './ar/phone.json' with { type: 'json' };
import cs from './cs/phone.json' with { type: 'json' };
import de from './de/phone.json' with { type: 'json' };
import en from './en/phone.json' with { type: 'json' };
import es from './es/phone.json' with { type: 'json' };
import fr from './fr/phone.json' with { type: 'json' };
import he from './he/phone.json' with { type: 'json' };
import it from './it/phone.json' with { type: 'json' };
import ja from './ja/phone.json' with { type: 'json' };
import type { Language } from './languages.ts';
import nl from './nl/phone.json' with { type: 'json' };
import pl from './pl/phone.json' with { type: 'json' };
import pt from './pt/phone.json' with { type: 'json' };
import sv from './sv/phone.json' with { type: 'json' };
import tr from './tr/phone.json' with { type: 'json' };
import uk from './uk/phone.json' with { type: 'json' };
import zhCN from './zh-CN/phone.json' with { type: 'json' };

/** What the receipt's page on a driver's phone says around it. All languages at once: the page is one file. */
export type PhoneWords = typeof en;

export const phoneWords: Readonly<Record<Language, PhoneWords>> = {
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
