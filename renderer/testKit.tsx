import { cleanup, configure, render, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import type { DriverIntent } from '../electron/ipc/contract.ts';
import type { KioskView } from '../machines/view.ts';
import { App } from './App.tsx';
import { estimate } from './fixtures/base.ts';
import { createI18n, speak } from './i18n.ts';
import { noVoice } from './speech/voice.ts';
import type { Answer, Note, Station } from './station.ts';
import { createStore, type Store } from './store.ts';
import type { Link } from './transport.ts';

// A machine that does other things as well may take seconds over what is there at once otherwise.
configure({ asyncUtilTimeout: 10_000 });

/** A page on a station of the test: what it sends is kept, what it is shown can be changed. */
export type TestPage = {
  readonly container: HTMLElement;
  readonly sent: DriverIntent[];
  readonly missing: string[];
  readonly view: Store<KioskView | null>;
  readonly link: Store<Link>;
  readonly note: Store<Note | null>;
  /** Lets the station answer all that was sent. */
  readonly answer: (what?: Answer) => void;
};

/** Renders a view with its words already there. */
export async function open(first: KioskView, language = first.language, voice = noVoice): Promise<TestPage> {
  cleanup();
  const view = createStore<KioskView | null>({ ...first, language });
  const link = createStore<Link>('up');
  const note = createStore<Note | null>(null);
  const sent: DriverIntent[] = [];
  const missing: string[] = [];
  const waiting: ((what: Answer) => void)[] = [];
  const send = (intent: DriverIntent) => {
    sent.push(intent);
    return new Promise<Answer>((resolve) => waiting.push(resolve));
  };
  const station: Station = { view, link, note, send, estimate: async () => estimate, nowMs: () => first.nowMs };
  const words = createI18n((key) => missing.push(key));
  await speak(words, language);
  const { container, findByRole } = render(<App station={station} words={words} voice={voice} />);
  await findByRole('main');
  // The answers come when help is opened.
  if (first.help) await waitFor(() => expect(container.querySelector('.help-page[aria-busy]')).toBeNull());
  const answer = (what: Answer = { ok: true }) => {
    for (const resolve of waiting.splice(0)) resolve(what);
  };
  return { container, sent, missing, view, link, note, answer };
}
