import { describe, expect, it } from 'vitest';
import { faults } from '../machines/faults.ts';
import { helpTopics } from '../machines/help.ts';
import { loadAnswers } from './answers.ts';
import { loadWords } from './index.ts';
import { filesOf, gapsIn, gapsOf, sentencesOf } from './inspect.ts';
import { languages } from './languages.ts';

const none = { missing: {}, superfluous: [], placeholders: {} };

describe.each(languages)('%s', (language) => {
  it('has the files of English', () => {
    expect(filesOf(language)).toEqual(filesOf('en'));
  });

  it('has the keys, plural forms and placeholders English and its own grammar ask for, no more and no fewer', () => {
    expect(gapsIn(language)).toEqual(none);
  });

  it('leaves nothing empty and uses typographic quotes', () => {
    for (const [key, sentence] of sentencesOf(language)) {
      expect(sentence.trim(), key).toBe(sentence);
      expect(sentence.length, key).toBeGreaterThan(0);
      expect(sentence, key).not.toMatch(/["']|\.\.\./);
    }
  });
});

describe('gaps', () => {
  const few = new Map([
    ['a.title', 'For {{name}}'],
    ['a.days_one', '{{count}} day'],
    ['a.days_other', '{{count}} days'],
  ]);
  it('are told with the English words, and each plural form the grammar has', () => {
    const polish = new Map([
      ['a.title', 'Dla {{nmae}}'],
      ['a.days_one', '{{count}} dzień'],
      ['a.days_two', '{{count}} dni'],
      ['a.days_other', '{{count}} dnia'],
    ]);
    expect(gapsOf('pl', few, polish)).toEqual({
      missing: { 'a.days_few': '{{count}} days', 'a.days_many': '{{count}} days' },
      superfluous: ['a.days_two'],
      placeholders: { 'a.title': 'For {{name}}' },
    });
  });

  it('are none where a grammar has one form', () => {
    const japanese = new Map([
      ['a.title', '{{name}}様'],
      ['a.days_other', '{{count}}日'],
    ]);
    expect(gapsOf('ja', few, japanese)).toEqual(none);
  });
});

describe.each(languages)('%s on the screens', (language) => {
  it('has a sentence for every fault', () => {
    const words = sentencesOf(language);
    for (const { text, action } of Object.values(faults)) {
      expect(words.has(`fault.${text}`), text).toBe(true);
      if (action !== 'none') expect(words.has(`fault.action.${action}`), action).toBe(true);
    }
  });

  it('loads every file of its folder but what only phone, mail and printer say, the answers when they are asked for', async () => {
    const loaded = Object.keys((await loadWords(language)).words);
    expect([...loaded, 'answers', 'phone', 'sent'].sort()).toEqual(filesOf(language));
    const answers = Object.keys(await loadAnswers(language));
    expect(answers.sort()).toEqual([...helpTopics].sort());
  });
});

it('speaks English where it does not know the language', async () => {
  expect((await loadWords('fi')).language).toBe('en');
});
