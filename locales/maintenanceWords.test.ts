import { describe, expect, it } from 'vitest';
import { filesOf, gapsIn, isWhole, sentencesOf } from './inspect.ts';
import { languages } from './languages.ts';
import { loadMaintenanceWords } from './maintenanceWords.ts';

const folder = (language: string) => `${language}/maintenance`;

describe.each(languages)('%s on the maintenance page', (language) => {
  const words = sentencesOf(folder(language));

  it('has the keys, plural forms and placeholders English and its own grammar ask for', () => {
    const gaps = gapsIn(language, 'maintenance');
    expect(isWhole(gaps), JSON.stringify(gaps)).toBe(true);
  });

  it('loads every file of its folder, under names that none of the words for drivers have', async () => {
    const loaded = Object.keys(await loadMaintenanceWords(language)).sort();
    expect(loaded).toEqual(filesOf(folder(language)));
    expect(filesOf('en').filter((name) => loaded.includes(name))).toEqual([]);
  });

  it('leaves nothing empty and uses typographic quotes', () => {
    for (const [key, sentence] of words) {
      expect(sentence.trim(), key).toBe(sentence);
      expect(sentence.length, key).toBeGreaterThan(0);
      expect(sentence, key).not.toMatch(/["']|\.\.\./);
    }
  });
});
