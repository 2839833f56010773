import type { i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { directionOf } from '../../locales/languages.ts';
import {
  isMaintenanceLanguage,
  loadMaintenanceWords,
  type MaintenanceLanguage,
  type MaintenanceWords,
} from '../../locales/maintenanceWords.ts';
import { speak } from '../i18n.ts';
import { loadHan } from '../theme/han.ts';

const KEPT = 'maintenanceLanguage';

/** The language staff chose here last, else the first of the station's own that this page speaks. */
export function firstLanguage(offered: readonly string[]): MaintenanceLanguage {
  const wished = [localStorage.getItem(KEPT) ?? '', ...offered].find(isMaintenanceLanguage);
  return wished ?? 'en';
}
export const keepLanguage = (language: string): void => localStorage.setItem(KEPT, language);

/** Speaks it with the driver's words and this page's own; what of these it still lacks is read in English. */
export async function speakAll(words: i18n, language: MaintenanceLanguage): Promise<void> {
  for (const each of new Set<MaintenanceLanguage>(['en', language])) {
    const own = await loadMaintenanceWords(each);
    for (const namespace of Object.keys(own) as (keyof MaintenanceWords)[])
      words.addResourceBundle(each, namespace, own[namespace]);
  }
  await speak(words, language);
}

/** The language that is spoken as soon as its words are there; null until the first are. */
export function useWords(words: i18n, wanted: MaintenanceLanguage | null): MaintenanceLanguage | null {
  const [spoken, setSpoken] = useState<MaintenanceLanguage | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let superseded = false;
    void Promise.all([speakAll(words, wanted), loadHan(wanted)]).then(() => {
      if (superseded) return;
      document.documentElement.lang = wanted;
      document.documentElement.dir = directionOf(wanted);
      setSpoken(wanted);
    });
    return () => {
      superseded = true;
    };
  }, [words, wanted]);
  return spoken;
}
