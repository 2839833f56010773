import type { i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { directionOf, isLanguage, type Language } from '../../locales/languages.ts';
import { loadMaintenanceWords, type MaintenanceWords } from '../../locales/maintenanceWords.ts';
import { speak } from '../i18n.ts';
import { loadHan } from '../theme/han.ts';

const KEPT = 'maintenanceLanguage';

/** The language staff chose here last, else the first of the station's own that this page speaks. */
export function firstLanguage(offered: readonly string[]): Language {
  const wished = [localStorage.getItem(KEPT) ?? '', ...offered].find(isLanguage);
  return wished ?? 'en';
}
export const keepLanguage = (language: string): void => localStorage.setItem(KEPT, language);

/** Speaks it with the driver's words and this page's own. */
export async function speakAll(words: i18n, language: Language): Promise<void> {
  const own = await loadMaintenanceWords(language);
  for (const namespace of Object.keys(own) as (keyof MaintenanceWords)[])
    words.addResourceBundle(language, namespace, own[namespace]);
  await speak(words, language);
}

/** The language that is spoken as soon as its words are there; null until the first are. */
export function useWords(words: i18n, wanted: Language | null): Language | null {
  const [spoken, setSpoken] = useState<Language | null>(null);
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
