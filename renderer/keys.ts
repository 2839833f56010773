/** What lies on the on-screen keyboard, by what is typed and in which language. No React. */

/** `text`: a name. The others leave out what cannot come; `digits` an amount, `whole` a number. */
export type KeyboardKind = 'text' | 'email' | 'vatNumber' | 'digits' | 'whole' | 'phone' | 'search';
export type ControlKey = 'shift' | 'accents' | 'more' | 'space' | 'delete';
/** A character to be typed, or something to be done. */
export type Key = { readonly types: string } | { readonly does: ControlKey };
/** What the keys show. Narrow keyboards turn to `otherAccents` and to `signs` as well, those of other scripts to `latin`. */
export type KeyPage = 'letters' | 'latin' | 'accents' | 'otherAccents' | 'signs';
export type Layer = { readonly shift: boolean; readonly page: KeyPage };

/** The rows each language's typewriters have. */
export const letters: Readonly<Record<string, readonly string[]>> = {
  en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  es: ['qwertyuiop', 'asdfghjklñ', 'zxcvbnm'],
  de: ['qwertzuiopü', 'asdfghjklöä', 'yxcvbnmß'],
  fr: ['azertyuiop', 'qsdfghjklm', 'wxcvbnéèç'],
  cs: ['qwertzuiop', 'asdfghjklů', 'yxcvbnmúě'],
  sv: ['qwertyuiopå', 'asdfghjklöä', 'zxcvbnm'],
};
/** Those of languages with letters of their own, for words and names; addresses and VAT numbers are Latin everywhere. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  uk: ['йцукенгшщзхї', 'фівапролджєґ', 'ячсмитьбю'],
  ar: ['ضصثقفغعهخحجد', 'شسيبلاتنمكطذ', 'ئءؤرىةوزظأإآ'],
  he: ['׳קראטוןםפ״', 'שדגכעיחלךף', 'זסבהנמצתץ'],
};
export const hasOwnScript = (language: string): boolean => language in scripts;
const begins: Readonly<Record<string, string>> = { uk: 'абв', ar: 'أبج', he: 'אבג' };
export const DIGITS = '1234567890';
/** The letters of Europe's companies that are on no one's keyboard together. */
const ACCENTS = ['áàâäãåæąăçčć', 'đéèêëęěíîïłñ', 'ńňóòôöõøőřśš', 'șßżțúùûüůűýž'];

export const plain = (rows: readonly string[]) => rows.map((row) => row.replace(/[^a-z]/g, ''));
export const typed = (row: string): Key[] => [...row].map((types) => ({ types }));
export const does = (control: ControlKey): Key => ({ does: control });
/** One letter stays one letter. */
export const upper = (row: string): string => row.replaceAll('ß', 'ẞ').toUpperCase();

/** Arabic and Hebrew have no capitals. */
export const hasCapitals = (rows: readonly string[]): boolean => rows.some((row) => upper(row) !== row);

/** The pages of letters, in the order one key turns them. What is searched is found without accents. */
export const pagesOf = (language: string, narrow: boolean, kind: KeyboardKind): readonly KeyPage[] => [
  'letters',
  ...(hasOwnScript(language) ? (['latin'] as const) : []),
  ...(kind === 'search' ? [] : narrow ? (['accents', 'otherAccents'] as const) : (['accents'] as const)),
];
export const pageAfter = (page: KeyPage, pages: readonly KeyPage[]): KeyPage =>
  pages[Math.max(pages.indexOf(page), 0) + 1] ?? 'letters';

/** What is written on the key that leads to a page. */
export function faceOfPage(page: KeyPage, language: string): string {
  switch (page) {
    case 'letters':
      return begins[language] ?? 'abc';
    case 'latin':
      return 'abc';
    case 'accents':
      return 'áñü';
    case 'otherAccents':
      return 'čłš';
    case 'signs':
      return '123';
  }
}

/** The rows of keys from above, the last with what is not a letter. `decimalMark` as the driver's language writes it. */
export function keysOf(
  kind: KeyboardKind,
  language: string,
  layer: Layer,
  decimalMark = '.',
): readonly (readonly Key[])[] {
  const rows = letters[language] ?? letters.en ?? [];
  const own = scripts[language] ?? rows;
  const cased = (row: string) => typed(layer.shift ? upper(row) : row);
  switch (kind) {
    case 'digits':
      return [typed('123'), typed('456'), typed('789'), [{ types: decimalMark }, { types: '0' }, does('delete')]];
    case 'whole':
      return [typed('123'), typed('456'), typed('789'), [{ types: '0' }, does('delete')]];
    case 'phone':
      return [typed('123'), typed('456'), typed('789'), [{ types: '+' }, { types: '0' }, does('delete')]];
    case 'search':
      return [
        ...(layer.page === 'latin' ? rows : own).map(typed),
        [...(hasOwnScript(language) ? [does('accents')] : []), does('space'), does('delete')],
      ];
    case 'vatNumber':
      return [
        typed(DIGITS),
        ...plain(rows).map((row) => typed(upper(row))),
        [...typed('-.'), does('space'), does('delete')],
      ];
    case 'email':
      return [typed(DIGITS), ...plain(rows).map(typed), [...typed('@.-_+'), does('delete')]];
    case 'text': {
      const [above, before, after] =
        layer.page === 'accents'
          ? [ACCENTS, 'źė', 'ťďì']
          : [[DIGITS, ...(layer.page === 'latin' ? rows : own)], '&-', '.,’'];
      const shift = hasCapitals(above) ? [does('shift')] : [];
      const last = [...shift, does('accents'), ...cased(before), does('space'), ...cased(after), does('delete')];
      return [...above.map(cased), last];
    }
  }
}

/** Types at the caret as a keyboard would: what is selected goes, whoever listens to the field hears of it. */
export function typeInto(field: HTMLInputElement, key: { readonly types: string } | 'delete'): void {
  const end = field.selectionEnd ?? field.value.length;
  const start = field.selectionStart ?? end;
  if (key === 'delete') {
    const before = [...field.value.slice(0, start)].slice(0, -1).join('').length;
    replace(field, start === end ? before : start, end, '');
  } else {
    const length = field.value.length - (end - start) + key.types.length;
    if (field.maxLength >= 0 && length > field.maxLength) return;
    replace(field, start, end, key.types);
  }
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function replace(field: HTMLInputElement, start: number, end: number, by: string): void {
  field.setRangeText(by, start, end);
  field.setSelectionRange(start + by.length, start + by.length);
}
