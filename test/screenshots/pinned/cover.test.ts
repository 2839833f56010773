import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtures as staffFixtures } from '../../../renderer/maintenance/fixtures.ts';
import { subjects } from '../subjects.ts';
import { coverOf, languages, layouts, looks, type Pinned, pairsOf, themes } from './cover.ts';
import { baselines, pictures } from './pictures.ts';

const seenOf = (pinned: readonly Pinned<unknown>[]) => new Set(pinned.flatMap(({ look }) => Object.values(look)));
const everyPair = [
  ...themes.flatMap((theme) => [...layouts, ...languages].map((other) => `${theme} ${other}`)),
  ...layouts.flatMap((layout) => languages.map((language) => `${layout} ${language}`)),
];
const many = Array.from({ length: 20 }, (_, i) => i);

describe('the cover of a place', () => {
  it.each([1, 2, 4, 7])('of %i subjects shows it in each theme, layout and language', (count) => {
    const cover = coverOf('a place', many.slice(0, count), looks);
    expect(seenOf(cover)).toEqual(new Set([...themes, ...layouts, ...languages]));
    expect(new Set(cover.map(({ subject }) => subject)).size).toBe(count);
    expect(cover.length).toBe(Math.max(count, languages.length));
  });

  it('of many subjects shows every two of theme, layout and language together', () => {
    const cover = coverOf('a place', many, looks);
    expect(new Set(cover.flatMap(({ look }) => pairsOf(look)))).toEqual(new Set(everyPair));
  });

  it('leaves the other looks as they are when a subject is appended', () => {
    expect(coverOf('a place', many, looks).slice(0, 19)).toEqual(coverOf('a place', many.slice(0, 19), looks));
  });

  it('gives a subject no look that does not fit it', () => {
    const cover = coverOf('a place', many, looks, (subject, { layout }) => subject !== 3 || layout === 'portrait');
    expect(cover[3]?.look.layout).toBe('portrait');
  });

  it('is refused where nothing can show a look', () => {
    expect(() => coverOf('a place', many, looks, (_, { layout }) => layout !== 'small')).toThrow('a place');
  });
});

describe('the kept pictures', () => {
  it('show every fixture, of drivers as of staff, and whatever is opened', () => {
    const shown = new Set(pictures.map(({ subject }) => subject));
    expect(subjects.filter((subject) => !shown.has(subject))).toEqual([]);
    const fixtures = Object.values(staffFixtures).flatMap((own) => Object.keys(own));
    expect(pictures.filter(({ gallery }) => gallery === 'staff').map(({ subject }) => subject.fixture)).toEqual(
      expect.arrayContaining(fixtures),
    );
  });

  it('show every place in each theme, layout and language; the maintenance mode has no high contrast', () => {
    for (const [place, own = []] of Object.entries(Object.groupBy(pictures, ({ place }) => place))) {
      const themesHere = own[0]?.gallery === 'staff' ? ['day', 'night'] : themes;
      expect(seenOf(own), place).toEqual(new Set([...themesHere, ...layouts, ...languages]));
    }
  });

  it('are two hundred at most, each in a file of its own, of twelve megabytes together', () => {
    expect(pictures.length).toBeLessThanOrEqual(200);
    expect(new Set(pictures.map(({ file }) => file)).size).toBe(pictures.length);
    const sizes = readdirSync(baselines, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.webp'))
      .map((name) => statSync(join(baselines, name)).size);
    expect(sizes).toHaveLength(pictures.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_000_000);
  });
});
