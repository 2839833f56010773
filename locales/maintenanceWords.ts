import type en from './en/maintenance/index.ts';
import type { Translation } from './index.ts';
import type { Language } from './languages.ts';

/** The words of the maintenance page, which it alone loads, beside the driver's. English is the source here too. */
export type MaintenanceWords = typeof en;

type Words = Translation<MaintenanceWords>;

const loaders: Readonly<Record<Language, () => Promise<{ default: Words }>>> = {
  en: () => import('./en/maintenance/index.ts'),
  es: () => import('./es/maintenance/index.ts'),
  de: () => import('./de/maintenance/index.ts'),
  fr: () => import('./fr/maintenance/index.ts'),
  it: () => import('./it/maintenance/index.ts'),
  pt: () => import('./pt/maintenance/index.ts'),
  nl: () => import('./nl/maintenance/index.ts'),
  pl: () => import('./pl/maintenance/index.ts'),
  cs: () => import('./cs/maintenance/index.ts'),
  sv: () => import('./sv/maintenance/index.ts'),
  tr: () => import('./tr/maintenance/index.ts'),
  uk: () => import('./uk/maintenance/index.ts'),
  ar: () => import('./ar/maintenance/index.ts'),
  he: () => import('./he/maintenance/index.ts'),
  'zh-CN': () => import('./zh-CN/maintenance/index.ts'),
  ja: () => import('./ja/maintenance/index.ts'),
};

export const loadMaintenanceWords = async (language: Language): Promise<Words> => (await loaders[language]()).default;
