/** Finds answers by what somebody types with a finger in the rain: case, accents and umlauts do not matter. No React. */

/** What Unicode does not take apart: each is typed as the letters a keyboard has, or as its neighbour is by many. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ґ: 'г',
  ة: 'ه',
  ى: 'ي',
  ـ: '',
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
};
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' };

const replaced = (text: string, by: Readonly<Record<string, string>>): string =>
  [...text].map((letter) => by[letter] ?? letter).join('');

/** Without marks over or under letters (vowels and hamza too) and apostrophes in words; signs between words are spaces. */
const bare = (text: string): string =>
  replaced(text, plainLetters)
    .normalize('NFKD')
    .replace(/\p{M}|(?<=\p{L})['’׳״](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** "Überweisung" is found as "uberweisung" and as "ueberweisung". */
export function folded(text: string): string {
  const small = text.normalize('NFC').toLocaleLowerCase('und');
  return ` ${bare(small)} ${bare(replaced(small, umlauts))}`;
}

export type Searched<T> = { readonly of: T; readonly title: string; readonly rest: string };

/** Those that have every word typed, or its beginning of one: first where a title has them. Nothing typed finds nothing. */
export function found<T>(typed: string, all: readonly Searched<T>[]): readonly T[] {
  const words = bare(typed.normalize('NFC').toLocaleLowerCase('und')).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const hits = all.map((each) => {
    const [title, text] = [folded(each.title), folded(`${each.title} ${each.rest}`)];
    return {
      of: each.of,
      rank: words.every((word) => title.includes(word)) ? 2 : words.every((word) => text.includes(word)) ? 1 : 0,
    };
  });
  return hits
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ of }) => of);
}
