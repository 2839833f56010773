import type en from './en/index.ts';

/** All words of one language, by screen. English is the source: its keys are everybody's keys. */
export type Words = typeof en;
export type Namespace = keyof Words;

/** Each language is a chunk of its own, fetched when a driver asks for it. */
const loaders = {
  en: () => import('./en/index.ts'),
  es: () => import('./es/index.ts'),
  de: () => import('./de/index.ts'),
} as const satisfies Record<string, () => Promise<{ default: Words }>>;

export type Language = keyof typeof loaders;
export const languages = Object.keys(loaders) as Language[];
export const isLanguage = (tag: string): tag is Language => tag in loaders;

/** What a language calls itself. */
export const ownNames: Record<Language, string> = { en: 'English', es: 'Español', de: 'Deutsch' };

/** The words of a language; English for one we do not speak. */
export async function loadWords(tag: string): Promise<{ readonly language: Language; readonly words: Words }> {
  const language = isLanguage(tag) ? tag : 'en';
  return { language, words: (await loaders[language]()).default };
}
