import type en from './en/answers.json';
import type { Translation } from './index.ts';
import type { Language } from './languages.ts';

/** The answers of the help sheet: many words, and few ask for them. They come when somebody does. */
export type Answers = { readonly answers: typeof en };

const loaders = {
  en: () => import('./en/answers.json', { with: { type: 'json' } }),
  es: () => import('./es/answers.json', { with: { type: 'json' } }),
  de: () => import('./de/answers.json', { with: { type: 'json' } }),
  fr: () => import('./fr/answers.json', { with: { type: 'json' } }),
  it: () => import('./it/answers.json', { with: { type: 'json' } }),
  pt: () => import('./pt/answers.json', { with: { type: 'json' } }),
  nl: () => import('./nl/answers.json', { with: { type: 'json' } }),
  pl: () => import('./pl/answers.json', { with: { type: 'json' } }),
  cs: () => import('./cs/answers.json', { with: { type: 'json' } }),
  sv: () => import('./sv/answers.json', { with: { type: 'json' } }),
  tr: () => import('./tr/answers.json', { with: { type: 'json' } }),
  uk: () => import('./uk/answers.json', { with: { type: 'json' } }),
  ar: () => import('./ar/answers.json', { with: { type: 'json' } }),
  he: () => import('./he/answers.json', { with: { type: 'json' } }),
  'zh-CN': () => import('./zh-CN/answers.json', { with: { type: 'json' } }),
  ja: () => import('./ja/answers.json', { with: { type: 'json' } }),
} as const satisfies Record<Language, () => Promise<{ default: Translation<typeof en> }>>;

export const loadAnswers = async (language: Language): Promise<Translation<typeof en>> =>
  (await loaders[language]()).default;
