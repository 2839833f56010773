import { describe, expect, it } from 'vitest';
import { found } from '../renderer/help/search.ts';
import { loadAnswers } from './answers.ts';
import { isLanguage } from './languages.ts';
import { searchWords } from './searchWords.ts';

/** More answers than this are no help. */
const FEW = 8;

describe.each(Object.entries(searchWords))('%s', (language, words = []) => {
  it('each word finds a few answers, and every answer is found by one', async () => {
    if (!isLanguage(language)) throw new Error(language);
    const answers = Object.entries(await loadAnswers(language)).map(([of, { title, also, ...steps }]) => ({
      of,
      title,
      rest: `${Object.values(steps).join(' ')} ${also}`,
    }));
    const hits = words.map((word) => found(word, answers));
    for (const [i, each] of hits.entries()) {
      expect(each.length, words[i]).toBeGreaterThan(0);
      expect(each.length, words[i]).toBeLessThanOrEqual(FEW);
    }
    expect(answers.map(({ of }) => of).filter((of) => !hits.flat().includes(of))).toEqual([]);
  });
});
