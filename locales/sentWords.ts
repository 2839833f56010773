import ar from './ar/sent.json' with { type: 'json' };
import de from './de/sent.json' with { type: 'json' };
import en from './en/sent.json' with { type: 'json' };
import es from './es/sent.json' with { type: 'json' };

/** What is said around a receipt that leaves the station: in its mail, and above its code on paper. */
export type SentWords = typeof en;

const words: Readonly<Record<string, SentWords>> = { en, es, de, ar };

/** English for a language in which there is no receipt. */
export const sentWordsOf = (language: string): SentWords => words[language] ?? en;
