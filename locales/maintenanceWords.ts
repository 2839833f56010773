import type en from './en/maintenance/index.ts';
import type { Translation } from './index.ts';

/** The words of the maintenance page, which it alone loads, beside the driver's. English is the source here too. */
export type MaintenanceWords = typeof en;

/** What is awaited (`awaited.ts`) may be missing; the tests and the build hold the rest. */
type SoFar<W> = { readonly [K in keyof W]?: W[K] extends string ? string : SoFar<W[K]> };
type Words = SoFar<Translation<MaintenanceWords>>;

const loaders = {
  en: () => import('./en/maintenance/index.ts'),
  es: () => import('./es/maintenance/index.ts'),
  de: () => import('./de/maintenance/index.ts'),
  fr: () => import('./fr/maintenance/index.ts'),
  it: () => import('./it/maintenance/index.ts'),
  pt: () => import('./pt/maintenance/index.ts'),
} as const satisfies Record<string, () => Promise<{ default: Words }>>;

export type MaintenanceLanguage = keyof typeof loaders;
export const maintenanceLanguages = Object.keys(loaders) as MaintenanceLanguage[];
export const isMaintenanceLanguage = (tag: string): tag is MaintenanceLanguage => tag in loaders;

export const loadMaintenanceWords = async (language: MaintenanceLanguage): Promise<Words> =>
  (await loaders[language]()).default;
