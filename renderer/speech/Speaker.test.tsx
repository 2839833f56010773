// @vitest-environment happy-dom
import { act, fireEvent, screen as page, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { silent } from '../../machines/accessView.ts';
import type { KioskView } from '../../machines/view.ts';
import { fixtures } from '../fixtures.ts';
import { open } from '../testKit.tsx';
import type { Voice } from './voice.ts';

/** A voice that keeps what it was told to say, as it would be heard. */
function createFakeVoice() {
  let heard: string[] = [];
  const voice: Voice = {
    speaks: (language) => language === 'en',
    subscribe: () => () => {},
    say: (words, { first }) => {
      heard = first ? [words] : [...heard, words];
    },
    stop: () => {
      heard = [];
    },
  };
  return { voice, heard: () => heard.join(' | ') };
}

const aloud = (view: KioskView | undefined, change: Partial<typeof silent> = {}): KioskView => {
  if (!view) throw new Error('no fixture');
  return { ...view, access: { ...view.access, speech: { ...silent, on: true, ...change } } };
};

async function listen(first: KioskView | undefined) {
  const { voice, heard } = createFakeVoice();
  const opened = await open(aloud(first), 'en', voice);
  const show = (view: KioskView | undefined, change?: Partial<typeof silent>) =>
    act(() => opened.view.set(aloud(view, change)));
  await expect.poll(heard).not.toBe('');
  return { ...opened, heard, show };
}

it('greets, and says the screen; a new screen in the place of the last', async () => {
  const { heard, show } = await listen(fixtures.price.plain);
  expect(heard()).toMatch(/^Reading aloud is on\..*\| .*First we set aside 60\.00 euros/);
  show(fixtures.plug.cable);
  expect(heard()).toBe('Plug cable A into your car Push until it clicks.');
});

it('values that change are not said by themselves, and the screen is not said twice', async () => {
  const { heard, show } = await listen(fixtures.charging['just-started']);
  const before = heard();
  show(fixtures.charging.active);
  expect(heard()).toBe(before);
});

it('a key says it again, another tells more', async () => {
  const { heard } = await listen(fixtures.charging.active);
  fireEvent.keyDown(document.body, { code: 'Numpad3' });
  expect(heard()).toContain('Total: 17.08 euros.');
  fireEvent.keyDown(document.body, { code: 'Numpad1' });
  expect(heard()).toBe('Charging');
});

it('what gets the focus is named, with whether it is on', async () => {
  const { heard } = await listen(fixtures.attract.access);
  await new Promise((resolve) => setTimeout(resolve, 350));
  act(() => page.getByRole('button', { name: 'Larger text', hidden: true }).focus());
  expect(heard()).toBe('Larger text, On');
});

it('what the page tells by itself is heard: a refused touch, time that runs out', async () => {
  const { heard, note } = await listen(fixtures.attract.free);
  act(() => note.set({ code: 'unfit', id: 1 }));
  await expect.poll(heard).toContain('That does not work just now.');
});

it('louder > says how loud; off > says so and is still', async () => {
  const { heard, show, sent, view } = await listen(fixtures.attract.free);
  fireEvent.keyDown(document.body, { code: 'NumpadAdd' });
  expect(sent.at(-1)).toEqual({ type: 'SET_SPEECH', speech: { on: true, volume: 4, speed: 'usual' } });
  show(fixtures.attract.free, { volume: 4 });
  await waitFor(() => expect(heard()).toBe('Volume 4 of 5'));
  act(() => view.set(fixtures.attract.free ?? null));
  await waitFor(() => expect(heard()).toBe('Reading aloud is off.'));
});

it('no voice of the language > the sheet says so and offers the phone', async () => {
  const { voice } = createFakeVoice();
  await open(fixtures.attract['no-voice'] as KioskView, 'de', voice);
  expect(page.getByText(/hat die Station keine Stimme/)).toBeTruthy();
  expect(page.getByRole('button', { name: 'Am Handy vorlesen', hidden: true })).toBeTruthy();
  expect(page.queryByRole('button', { name: 'Vorlesen', hidden: true })).toBeNull();
});
