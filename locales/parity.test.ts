import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../machines/faults.ts';
import { isLanguage, languages, loadWords } from './index.ts';
import { receiptLanguages } from './receiptWords.ts';

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

/** What leaves the station speaks more languages than its screens. */
const travelling = ['paper', 'phone', 'sent'];
const folder = (language: string) => join(import.meta.dirname, language);
const filesOf = (language: string): string[] =>
  readdirSync(folder(language))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''))
    .sort();
const wordsOf = (language: string) =>
  new Map(
    filesOf(language).flatMap((file) =>
      sentences({ [file]: JSON.parse(readFileSync(join(folder(language), `${file}.json`), 'utf8')) as Tree }),
    ),
  );

describe.each(receiptLanguages)('%s', (language) => {
  it('has the files of English, or what leaves the station', () => {
    expect(filesOf(language)).toEqual(isLanguage(language) ? filesOf('en') : travelling);
  });

  it('has the keys of English, no more and no fewer', () => {
    const here = filesOf(language);
    const keys = (tag: string) =>
      [...new Set([...wordsOf(tag).keys()].map((key) => key.replace(PLURAL, '')))]
        .filter((key) => here.some((file) => key.startsWith(`${file}.`)))
        .sort();
    expect(keys(language)).toEqual(keys('en'));
  });

  it('has every plural form its grammar asks for', () => {
    const words = wordsOf(language);
    const stems = new Set([...words.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
    if (isLanguage(language)) expect(stems.size).toBeGreaterThan(0);
    for (const stem of stems)
      for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories)
        expect(words.has(`${stem}_${form}`), `${stem}_${form}`).toBe(true);
  });

  it('fills in what English fills in', () => {
    const english = wordsOf('en');
    for (const [key, sentence] of wordsOf(language)) {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      expect(placeholders(sentence), key).toEqual(placeholders(original));
    }
  });

  it('leaves nothing empty and uses typographic quotes', () => {
    for (const [key, sentence] of wordsOf(language)) {
      expect(sentence.trim(), key).toBe(sentence);
      expect(sentence.length, key).toBeGreaterThan(0);
      expect(sentence, key).not.toMatch(/["']|\.\.\./);
    }
  });
});

describe.each(languages)('%s on the screens', (language) => {
  it('has a sentence for every fault', () => {
    const words = wordsOf(language);
    for (const { text, action } of Object.values(faults)) {
      expect(words.has(`fault.${text}`), text).toBe(true);
      if (action !== 'none') expect(words.has(`fault.action.${action}`), action).toBe(true);
    }
  });

  it('loads every file of its folder but what only phone, mail and printer say', async () => {
    const loaded = Object.keys((await loadWords(language)).words);
    expect([...loaded, 'phone', 'sent'].sort()).toEqual(filesOf(language));
  });
});

it('has a receipt in every language of the screens', () => {
  expect(receiptLanguages).toEqual(expect.arrayContaining(languages));
});

it('speaks English where it does not know the language', async () => {
  expect((await loadWords('fi')).language).toBe('en');
});
