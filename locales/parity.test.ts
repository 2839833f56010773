import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../machines/faults.ts';
import { languages, loadWords } from './index.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every sentence by its path: "charging.dialog.title" → "Stop charging?". */
function sentences(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === 'string' ? [[here, value]] : sentences(value, here);
  });
}
const PLURAL = /_(zero|one|two|few|many|other)$/;
const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\{\w+\}\}/g))].sort();
const wordsOf = async (language: string) => new Map(sentences((await loadWords(language)).words as Tree));

describe.each(languages)('%s', (language) => {
  it('has the keys of English, no more and no fewer', async () => {
    const keys = async (tag: string) =>
      [...new Set([...(await wordsOf(tag)).keys()].map((key) => key.replace(PLURAL, '')))].sort();
    expect(await keys(language)).toEqual(await keys('en'));
  });

  it('has every plural form its grammar asks for', async () => {
    const words = await wordsOf(language);
    const stems = new Set([...words.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
    expect(stems.size).toBeGreaterThan(0);
    for (const stem of stems)
      for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories)
        expect(words.has(`${stem}_${form}`), `${stem}_${form}`).toBe(true);
  });

  it('fills in what English fills in', async () => {
    const english = await wordsOf('en');
    for (const [key, sentence] of await wordsOf(language)) {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      expect(placeholders(sentence), key).toEqual(placeholders(original));
    }
  });

  it('leaves nothing empty and uses typographic quotes', async () => {
    for (const [key, sentence] of await wordsOf(language)) {
      expect(sentence.trim(), key).toBe(sentence);
      expect(sentence.length, key).toBeGreaterThan(0);
      expect(sentence, key).not.toMatch(/["']|\.\.\./);
    }
  });

  it('has a sentence for every fault', async () => {
    const words = await wordsOf(language);
    for (const { text, action } of Object.values(faults)) {
      expect(words.has(`fault.${text}`), text).toBe(true);
      if (action !== 'none') expect(words.has(`fault.action.${action}`), action).toBe(true);
    }
  });

  it('knows every file of its folder', async () => {
    const files = readdirSync(join(import.meta.dirname, language)).filter((file) => file.endsWith('.json'));
    expect(files.map((file) => file.replace('.json', '')).sort()).toEqual(
      Object.keys((await loadWords(language)).words).sort(),
    );
  });
});

it('speaks English where it does not know the language', async () => {
  expect((await loadWords('fi')).language).toBe('en');
});
