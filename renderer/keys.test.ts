// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../locales/languages.ts';
import { type Key, type KeyPage, keysOf, pageAfter, pagesOf, typeInto } from './keys.ts';
import { narrowKeysOf } from './narrowKeys.ts';

const typed = (rows: readonly (readonly Key[])[]) => rows.flat().flatMap((key) => ('types' in key ? [key.types] : []));
const pages: readonly KeyPage[] = ['letters', 'latin', 'accents', 'otherAccents', 'signs'];
const layers = [false, true].flatMap((shift) => pages.map((page) => ({ shift, page })));
const first = { shift: false, page: 'letters' } as const;
const keyboards = { wide: keysOf, narrow: narrowKeysOf };
const widths = ['wide', 'narrow'] as const;
const alphabets = {
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  ar: 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي',
  he: 'אבגדהוזחטיכךלמםנןסעפףצץקרשת׳״',
} as const;

describe.each(languages.flatMap((language) => widths.map((width) => ({ language, width }))))(
  'in $language, $width',
  ({ language, width }) => {
    const keys = keyboards[width];
    const reachable = (kind: Parameters<typeof keysOf>[0]) =>
      new Set(layers.flatMap((layer) => typed(keys(kind, language, layer))));

    it.each([
      'Müller & Söhne Großhandel GmbH',
      'Energía Peñalara, S.L.',
      'L’Électricité Générale d’Orléans',
      'Łódź Żabka Sp. z o.o.',
      'Škoda-Dvořák Příčný',
      'Ørsted Æble Åkirkeby A.S.',
      'Électro 42',
    ])('every letter of %s can be typed', (name) => {
      const found = reachable('text');
      expect([...name].filter((character) => character !== ' ' && !found.has(character))).toEqual([]);
    });

    it('the pages of letters are turned by one key, and come round', () => {
      const turns = pagesOf(language, width === 'narrow', 'text');
      const shown = turns.map((page) => typed(keys('text', language, { shift: false, page })).join(''));
      expect(new Set(shown).size).toBe(turns.length);
      let page: KeyPage = 'letters';
      for (const _ of turns) page = pageAfter(page, turns);
      expect(page).toBe('letters');
      expect(pageAfter('signs', turns)).toBe(turns[1]);
    });

    it('every key types one character, and none twice in one layer', () => {
      for (const kind of ['text', 'email', 'vatNumber', 'digits', 'whole', 'phone', 'search'] as const)
        for (const layer of layers) {
          const found = typed(keys(kind, language, layer, ','));
          expect(new Set(found).size).toBe(found.length);
          for (const key of found) expect([...key]).toHaveLength(1);
        }
    });

    it('a whole number finds digits and no mark', () => {
      expect(typed(keys('whole', language, first, ',')).sort()).toEqual([...'0123456789']);
    });

    it('a VAT number needs no second page, an address only for its rare signs', () => {
      for (const character of 'CHE-123.456.794MWST')
        expect(typed(keys('vatNumber', language, first))).toContain(character);
      for (const character of 'annam.kraus7@example.org')
        expect(typed(keys('email', language, first))).toContain(character);
      for (const character of '-_+') expect(reachable('email')).toContain(character);
    });

    it('every page has a way back, and deletes', () => {
      for (const kind of ['text', 'email', 'vatNumber', 'search'] as const)
        for (const layer of layers) {
          const does = keys(kind, language, layer).flatMap((row) =>
            row.flatMap((key) => ('does' in key ? [key.does] : [])),
          );
          expect(does.filter((control) => control === 'delete')).toHaveLength(1);
          if (width === 'narrow' && kind === 'text') expect(does).toEqual(expect.arrayContaining(['more', 'accents']));
          if (width === 'narrow' && kind === 'email') expect(does).toContain('more');
        }
    });
  },
);

describe.each(['uk', 'ar', 'he'] as const)('in %s', (language) => {
  it.each(widths)('%s, the letters of its own script are there at once, one to a key', (width) => {
    const keys = keyboards[width];
    const alphabet = alphabets[language];
    for (const kind of ['search', 'text'] as const)
      expect(typed(keys(kind, language, first))).toEqual(expect.arrayContaining([...alphabet]));
    expect(typed(keys('search', language, first))).toHaveLength(alphabet.length);
  });
});

describe.each(['ar', 'he'] as const)('in %s', (language) => {
  it.each(widths)('%s, what has no capital letters has no key for them', (width) => {
    const does = (page: KeyPage) => keyboards[width]('text', language, { shift: true, page }).flat();
    expect(does('letters')).not.toContainEqual({ does: 'shift' });
    expect(does('latin')).toContainEqual({ does: 'shift' });
  });
});

it.each(languages)('in %s, ten narrow keys side by side and four rows are all there is room for', (language) => {
  for (const kind of ['text', 'email', 'vatNumber', 'search'] as const)
    for (const layer of layers) {
      const rows = narrowKeysOf(kind, language, layer);
      expect(rows.length).toBeLessThanOrEqual(4);
      for (const row of rows) expect(row.length).toBeLessThanOrEqual(10);
    }
});

describe('a key', () => {
  const fieldWith = (value: string, maxLength = 100) => {
    const field = document.createElement('input');
    field.maxLength = maxLength;
    field.value = value;
    return field;
  };

  it('types at the caret, over what is selected, and the field’s listeners hear of it', () => {
    const field = fieldWith('Sl GmbH');
    let heard = 0;
    field.addEventListener('input', () => heard++);
    field.setSelectionRange(1, 1);
    typeInto(field, { types: 'o' });
    expect([field.value, field.selectionStart, heard]).toEqual(['Sol GmbH', 2, 1]);
    field.setSelectionRange(4, 8);
    typeInto(field, { types: 'é' });
    expect(field.value).toBe('Sol é');
    field.setSelectionRange(0, 4);
    typeInto(field, 'delete');
    expect(field.value).toBe('é');
  });

  it('takes nothing more where the field is full', () => {
    const field = fieldWith('abc', 3);
    typeInto(field, { types: 'd' });
    expect(field.value).toBe('abc');
  });

  it('what was typed is deleted character by character, of whatever plane', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((character) => !/[\r\n]/.test(character)),
        ),
        (characters) => {
          const field = fieldWith('');
          for (const types of characters) typeInto(field, { types });
          expect(field.value).toBe(characters.join(''));
          for (const _ of characters) typeInto(field, 'delete');
          expect(field.value).toBe('');
        },
      ),
    );
  });
});
