import type en from './en/index.ts';
import { isLanguage, type Language } from './languages.ts';

/** All words of one language, by screen. English is the source: its keys are everybody's keys. */
export type Words = typeof en;
export type Namespace = keyof Words;

/** What another language must have: every key of English, whose singular some grammars do not know. */
export type Translation<W> = {
  readonly [K in keyof W as K extends `${string}_one` ? never : K]: W[K] extends string ? string : Translation<W[K]>;
};

/** Each language is a chunk of its own, fetched when a driver asks for it. */
const loaders: Readonly<Record<Language, () => Promise<{ default: Translation<Words> }>>> = {
  en: () => import('./en/index.ts'),
  es: () => import('./es/index.ts'),
  de: () => import('./de/index.ts'),
  fr: () => import('./fr/index.ts'),
  it: () => import('./it/index.ts'),
  pt: () => import('./pt/index.ts'),
  nl: () => import('./nl/index.ts'),
  pl: () => import('./pl/index.ts'),
  cs: () => import('./cs/index.ts'),
  sv: () => import('./sv/index.ts'),
  tr: () => import('./tr/index.ts'),
  uk: () => import('./uk/index.ts'),
  ar: () => import('./ar/index.ts'),
  he: () => import('./he/index.ts'),
  'zh-CN': () => import('./zh-CN/index.ts'),
  ja: () => import('./ja/index.ts'),
};

/** The words of a language; English for one we do not speak. */
export async function loadWords(
  tag: string,
): Promise<{ readonly language: Language; readonly words: Translation<Words> }> {
  const language = isLanguage(tag) ? tag : 'en';
  return { language, words: (await loaders[language]()).default };
}
