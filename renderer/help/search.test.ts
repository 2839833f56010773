import fc from 'fast-check';
import { expect, test } from 'vitest';
import { found, type Searched } from './search.ts';

const all: readonly Searched<string>[] = [
  { of: 'card', title: 'Meine Karte wurde abgelehnt', rest: 'PIN, Überweisung, Größe' },
  { of: 'plug', title: 'El conector no sale', rest: 'Atascado. Más fuerza: ¡no!' },
  { of: 'hold', title: 'Pourquoi l’œuf est-il bloqué ?', rest: 'Łódź, Ærø, İstanbul, ışık' },
  { of: 'arabic', title: 'لماذا حُجِز المبلغ؟', rest: 'أُعيد إليك الباقي' },
  { of: 'chinese', title: '为什么冻结60欧元？', rest: '何时解冻 dongjie' },
  { of: 'japanese', title: 'ケーブルが抜けない', rest: '' },
  { of: 'invoice', title: 'דוא״ל או תשלום', rest: 'כרטיס אשראי' },
  { of: 'ukrainian', title: 'Від’єднати ґанок', rest: 'Роз’єм' },
  { of: 'fee', title: 'لماذا بقيت البطاقة في القارئ؟', rest: 'شاشة إلى مـــدى' },
  { of: 'key', title: 'RFID', rest: 'karte' },
];

test.each([
  ['karte', ['card', 'key']],
  ['KARTE abgel', ['card']],
  ['uberweisung', ['card']],
  ['Ueberweisung', ['card']],
  ['überweisung', ['card']],
  ['groesse', ['card']],
  ['große', ['card']],
  ['mas fuerza', ['plug']],
  ['más', ['plug']],
  ['oeuf', ['hold']],
  ['lodz', ['hold']],
  ['aero', ['hold']],
  ['istanbul', ['hold']],
  ['isik', ['hold']],
  ['bloque', ['hold']],
  ['حجز', ['arabic']],
  ['اعيد', ['arabic']],
  ['البطاقه', ['fee']],
  ['الي', ['arabic', 'fee']],
  ['مدي', ['fee']],
  ['תשלומ', ['invoice']],
  ['תשלום', ['invoice']],
  ['דואל', ['invoice']],
  ['דוא״ל', ['invoice']],
  ['відєднати', ['ukrainian']],
  ['від’єднати', ['ukrainian']],
  ['ГАНОК', ['ukrainian']],
  ['розєм', ['ukrainian']],
  ['冻结', ['chinese']],
  ['dongjie', ['chinese']],
  ['60', ['chinese']],
  ['抜け', ['japanese']],
  ['karte stecker', []],
  ['', []],
  [' . ', []],
])('"%s" finds %j', (typed, expected) => {
  expect(found(typed, all)).toEqual(expected);
});

test('whatever word of a text is typed, however it is written, finds the text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }), fc.nat(), (words, pick) => {
      const word = words[pick % words.length] ?? '';
      const hits = found(word, [{ of: 1, title: '', rest: words.join(' ') }]);
      if (found(word, [{ of: 1, title: word, rest: '' }]).length > 0) expect(hits).toEqual([1]);
    }),
  );
});
