// @vitest-environment happy-dom
import { within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { languages } from '../locales/languages.ts';
import { fixtures } from './fixtures.ts';
import { open } from './testKit.tsx';

const all = Object.entries(fixtures).flatMap(([screen, views]) =>
  Object.entries(views).map(([name, view]) => ({ screen, name, view })),
);

/** Each fixture in English and one other language, by turns: the parity of the words themselves is tested beside them. */
const inTurns = all.flatMap((each, i) =>
  ['en', languages.filter((language) => language !== 'en')[i % (languages.length - 1)] ?? 'en'].map((language) => ({
    ...each,
    language,
  })),
);

describe('every screen', () => {
  it.each(inTurns)('$screen / $name says everything in words in $language', async ({ view, language }) => {
    const { container, missing } = await open(view, language);
    expect(missing).toEqual([]);
    expect(container.textContent).not.toMatch(/\{\{|\}\}|undefined|NaN|\[object/);
    expect(document.documentElement.lang).toBe(language);
    const title = container.querySelector('h1');
    expect(title?.textContent?.length).toBeGreaterThan(1);
    for (const button of within(container).getAllByRole('button', { hidden: true }))
      expect((button.getAttribute('aria-label') ?? button.textContent ?? '').trim(), button.outerHTML).not.toBe('');
  });
});

it('has at least one fixture of every screen', () => {
  for (const [screen, views] of Object.entries(fixtures)) {
    expect(Object.keys(views).length, screen).toBeGreaterThan(0);
    for (const view of Object.values(views)) expect(view.screen.name).toBe(screen);
  }
});
