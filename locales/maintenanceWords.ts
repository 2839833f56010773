import type en from './en/maintenance/index.ts';
import type { Translation } from './index.ts';

/** The words of the maintenance page, which it alone loads, beside the driver's. English is the source here too. */
export type MaintenanceWords = typeof en;

const loaders = {
  en: () => import('./en/maintenance/index.ts'),
  es: () => import('./es/maintenance/index.ts'),
  de: () => import('./de/maintenance/index.ts'),
} as const satisfies Record<string, () => Promise<{ default: Translation<MaintenanceWords> }>>;

export type MaintenanceLanguage = keyof typeof loaders;
export const maintenanceLanguages = Object.keys(loaders) as MaintenanceLanguage[];
export const isMaintenanceLanguage = (tag: string): tag is MaintenanceLanguage => tag in loaders;

export const loadMaintenanceWords = async (language: MaintenanceLanguage): Promise<Translation<MaintenanceWords>> =>
  (await loaders[language]()).default;
