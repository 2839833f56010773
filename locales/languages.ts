export type Direction = 'ltr' | 'rtl';

/** What is to be known of a language before its words are there. */
export type LanguageFacts = {
  /** What it calls itself. */
  readonly name: string;
  readonly direction: Direction;
  /**
   * The tag `Intl` formats by: the language, and the region or habits (24-hour clock, order of the date) that fit the
   * station. Digits are Latin everywhere, as on the meter.
   */
  readonly formats: string;
};

/** The languages the station's words are written for. */
const facts = {
  en: { name: 'English', direction: 'ltr', formats: 'en-GB' },
  es: { name: 'Español', direction: 'ltr', formats: 'es-ES' },
  de: { name: 'Deutsch', direction: 'ltr', formats: 'de-DE' },
  fr: { name: 'Français', direction: 'ltr', formats: 'fr-FR' },
  it: { name: 'Italiano', direction: 'ltr', formats: 'it-IT' },
  pt: { name: 'Português', direction: 'ltr', formats: 'pt-PT' },
  nl: { name: 'Nederlands', direction: 'ltr', formats: 'nl-NL' },
  pl: { name: 'Polski', direction: 'ltr', formats: 'pl-PL' },
  cs: { name: 'Čeština', direction: 'ltr', formats: 'cs-CZ' },
  sv: { name: 'Svenska', direction: 'ltr', formats: 'sv-SE' },
  tr: { name: 'Türkçe', direction: 'ltr', formats: 'tr-TR' },
  uk: { name: 'Українська', direction: 'ltr', formats: 'uk-UA' },
  ar: { name: 'العربية', direction: 'rtl', formats: 'ar-u-hc-h23-nu-latn' },
  he: { name: 'עברית', direction: 'rtl', formats: 'he-IL' },
  'zh-CN': { name: '简体中文', direction: 'ltr', formats: 'zh-CN' },
  ja: { name: '日本語', direction: 'ltr', formats: 'ja-JP' },
} as const satisfies Record<string, LanguageFacts>;

export type Language = keyof typeof facts;
export const languages = Object.keys(facts) as Language[];
export const isLanguage = (tag: string): tag is Language => Object.hasOwn(facts, tag);

/** Facts of any tag; a language that is not ours is called by its tag and written as English is. */
export const factsOf = (tag: string): LanguageFacts =>
  isLanguage(tag) ? facts[tag] : { name: tag, direction: 'ltr', formats: tag };

export const directionOf = (tag: string): Direction => factsOf(tag).direction;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** A value that keeps its own direction and leaves that of its neighbours alone (UAX #9): a price in an Arabic sentence. */
export const isolated = (value: string): string => FIRST_STRONG_ISOLATE + value + POP_ISOLATE;
