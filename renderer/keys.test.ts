// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../locales/languages.ts';
import { type Key, keysOf, typeInto } from './keys.ts';

const typed = (rows: readonly (readonly Key[])[]) => rows.flat().flatMap((key) => ('types' in key ? [key.types] : []));
const layers = [false, true].flatMap((shift) => [false, true].map((accents) => ({ shift, accents })));
const reachable = (language: string) => new Set(layers.flatMap((layer) => typed(keysOf('text', language, layer))));

describe.each(languages)('in %s', (language) => {
  it.each([
    'Müller & Söhne Großhandel GmbH',
    'Energía Peñalara, S.L.',
    'L’Électricité Générale d’Orléans',
    'Łódź Żabka Sp. z o.o.',
    'Škoda-Dvořák Příčný',
    'Ørsted Æble Åkirkeby A.S.',
    'Électro 42',
  ])('every letter of %s can be typed', (name) => {
    const keys = reachable(language);
    expect([...name].filter((character) => character !== ' ' && !keys.has(character))).toEqual([]);
  });

  it('every key types one character, and none twice in one layer', () => {
    for (const kind of ['text', 'email', 'code', 'digits', 'whole'] as const)
      for (const layer of layers) {
        const keys = typed(keysOf(kind, language, layer, ','));
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect([...key]).toHaveLength(1);
      }
  });

  it('a whole number finds digits and no mark', () => {
    expect(typed(keysOf('whole', language, { shift: false, accents: false }, ',')).sort()).toEqual([...'0123456789']);
  });

  it('an address and a VAT number need no second layer', () => {
    const none = { shift: false, accents: false };
    for (const character of 'anna_m.kraus-7@example.org')
      expect(typed(keysOf('email', language, none))).toContain(character);
    for (const character of 'CHE-123.456.794MWST') expect(typed(keysOf('code', language, none))).toContain(character);
  });
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
