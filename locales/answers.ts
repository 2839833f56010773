import type en from './en/answers.json';
import type { Language, Translation } from './index.ts';

/** The answers of the help sheet: many words, and few ask for them. They come when somebody does. */
export type Answers = { readonly answers: typeof en };

const loaders = {
  en: () => import('./en/answers.json', { with: { type: 'json' } }),
  es: () => import('./es/answers.json', { with: { type: 'json' } }),
  de: () => import('./de/answers.json', { with: { type: 'json' } }),
} as const satisfies Record<Language, () => Promise<{ default: Translation<typeof en> }>>;

export const loadAnswers = async (language: Language): Promise<Translation<typeof en>> =>
  (await loaders[language]()).default;
