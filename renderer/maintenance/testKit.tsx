import { cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { formatOf } from '../../locales/format.ts';
import type { Language } from '../../locales/languages.ts';
import { createI18n } from '../i18n.ts';
import { createStore } from '../store.ts';
import type { Ask, Desk } from './desk.ts';
import { MaintenanceContext, PersonContext } from './page.ts';
import { speakAll } from './words.ts';

configure({ asyncUtilTimeout: 10_000 });

/** At the desk of a test: what is asked is kept, and answered by name. */
export type Answers = Readonly<Record<string, (input: unknown) => unknown>>;

/** Renders a part of the maintenance page with its words already there, and an administrator signed in. */
export async function openPart(part: ReactNode, answers: Answers = {}, language: Language = 'en') {
  cleanup();
  const asked: string[] = [];
  // What a test answers is its own business.
  const ask = (async (name: string, input: unknown) => {
    asked.push(name);
    return answers[name]?.(input) ?? { ok: false, error: { code: 'unknown' } };
  }) as Ask;
  const desk: Desk = {
    door: createStore(null),
    link: createStore('up' as const),
    signedIn: createStore(null),
    step: async () => ({ ok: false, error: { code: 'away' } }),
    enter: () => undefined,
    lookAtDoor: async () => undefined,
    ask,
    signOut: () => undefined,
    leave: () => undefined,
    nowMs: () => Date.UTC(2026, 10, 23, 12),
  };
  const words = createI18n();
  await speakAll(words, language);
  const page = { desk, format: formatOf(language, 'Europe/Berlin'), language, setLanguage: () => undefined };
  const view = render(
    <I18nextProvider i18n={words}>
      <MaintenanceContext value={page}>
        <PersonContext value={{ number: '4711', name: 'Ana', role: 'administrator' }}>{part}</PersonContext>
      </MaintenanceContext>
    </I18nextProvider>,
  );
  return { ...view, asked };
}
export const answered = <V,>(value: V) => ({ ok: true, value }) as const;
