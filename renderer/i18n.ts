import { createInstance, type i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { initReactI18next } from 'react-i18next';
import type { Answers } from '../locales/answers.ts';
import { loadWords, type Namespace, type Words } from '../locales/index.ts';
import { directionOf, isolated, type Language } from '../locales/languages.ts';
import type { MaintenanceWords } from '../locales/maintenanceWords.ts';
import { loadHan } from './theme/han.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Words & Answers & MaintenanceWords;
  }
}

/** An i18next that knows no words yet; a missing key is an error in tests, its name on the screen otherwise. */
export function createI18n(onMissingKey?: (key: string) => void): i18n {
  const instance = createInstance();
  instance.use(initReactI18next).init({
    fallbackLng: false,
    defaultNS: 'common',
    resources: {},
    interpolation: {
      // React escapes; what is filled into a line that runs from the right keeps its own direction.
      escape: (value: string) => (directionOf(instance.language) === 'rtl' ? isolated(value) : value),
    },
    react: { useSuspense: false },
    initAsync: false,
    saveMissing: onMissingKey !== undefined,
    missingKeyHandler: (_languages, namespace, key) => onMissingKey?.(`${namespace}:${key}`),
  });
  return instance;
}

/** Fetches a language's words if they are not there yet, then speaks it. */
export async function speak(instance: i18n, tag: string): Promise<Language> {
  const { language, words } = await loadWords(tag);
  for (const namespace of Object.keys(words) as Namespace[])
    instance.addResourceBundle(language, namespace, words[namespace]);
  await instance.changeLanguage(language);
  return language;
}

/** The language this page last spoke. */
export const lastLanguage = (): string => localStorage.getItem('language') ?? 'en';

/** The language the screen is in: follows the view as soon as the words are there. Null until the first ones are. */
export function useLanguage(instance: i18n, wanted: string | undefined): Language | null {
  const [language, setLanguage] = useState<Language | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let superseded = false;
    Promise.all([speak(instance, wanted), loadHan(wanted)]).then(([spoken]) => {
      if (superseded) return;
      document.documentElement.lang = spoken;
      document.documentElement.dir = directionOf(spoken);
      localStorage.setItem('language', spoken);
      setLanguage(spoken);
    });
    return () => {
      superseded = true;
    };
  }, [instance, wanted]);
  return language;
}
