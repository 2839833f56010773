import type en from './en/index.ts';

/** All words of one language, by screen. English is the source: its keys are everybody's keys. */
export type Words = typeof en;
export type Namespace = keyof Words;

/** What another language must have: every key of English, whose singular some grammars do not know. */
export type Translation<W> = {
  readonly [K in keyof W as K extends `${string}_one` ? never : K]: W[K] extends string ? string : Translation<W[K]>;
};

/** Each language is a chunk of its own, fetched when a driver asks for it. */
const loaders = {
  en: () => import('./en/index.ts'),
  es: () => import('./es/index.ts'),
  de: () => import('./de/index.ts'),
} as const satisfies Record<string, () => Promise<{ default: Translation<Words> }>>;

export type Language = keyof typeof loaders;
export const languages = Object.keys(loaders) as Language[];
export const isLanguage = (tag: string): tag is Language => tag in loaders;

/** The words of a language; English for one we do not speak. */
export async function loadWords(
  tag: string,
): Promise<{ readonly language: Language; readonly words: Translation<Words> }> {
  const language = isLanguage(tag) ? tag : 'en';
  return { language, words: (await loaders[language]()).default };
}
