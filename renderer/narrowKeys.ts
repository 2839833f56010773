import {
  DIGITS,
  does,
  hasCapitals,
  type Key,
  type KeyboardKind,
  keysOf,
  type Layer,
  letters,
  plain,
  typed,
  upper,
} from './keys.ts';

/**
 * The keyboard of the smallest panels: seven inches hold ten keys of fifteen millimetres side by side, and four rows of
 * them below the field. No React.
 */

const COLUMNS = 10;
const rowsOf: Readonly<Record<string, readonly string[]>> = {
  ...letters,
  de: ['qwertzuiop', 'asdfghjklö', 'yxcvbnmäüß'],
  sv: ['qwertyuiop', 'asdfghjklö', 'zxcvbnmåä'],
};
/** Letters of their own: three rows that begin as on a typewriter, and what finds its place below them. */
const scripts: Readonly<Record<string, { readonly rows: readonly string[]; readonly below: string }>> = {
  uk: { rows: ['йцукенгшщз', 'фівапролдж', 'ячсмитьбю'], below: 'хїєґ' },
  ar: { rows: ['ضصثقفغعهخح', 'شسيبلاتنمك', 'ئءؤرىةوزظط'], below: 'جدذأإآ' },
  he: { rows: ['׳קראטוןםפ״', 'שדגכעיחלךף', 'זסבהנמצתץ'], below: '' },
};
/** The letters of Europe's companies: those of the west and the north, then those of the centre and the east. */
const ACCENTS = ['áàâäãåæçéè', 'êëíîïìñóòô', 'öõøßúùûü'];
const OTHER_ACCENTS = ['ăąčćđďěęėł', 'ńňőřśšșťțű', 'ůýžźż'];

/** As `keysOf`. An address turns to its rare signs and a name to digits by the key `more`; nothing else needs a second page. */
export function narrowKeysOf(
  kind: KeyboardKind,
  language: string,
  layer: Layer,
  decimalMark?: string,
): readonly (readonly Key[])[] {
  const rows = rowsOf[language] ?? rowsOf.en ?? [];
  const own = scripts[language];
  switch (kind) {
    case 'vatNumber':
      return ended([DIGITS, ...plain(rows).map(upper)].map(typed), [...typed('-.'), does('space')]);
    case 'email': {
      const [above, home, last] = plain(rows).map(typed);
      const signs = layer.page === 'signs' ? typed('-_+') : [...(last ?? []), ...typed('.@')];
      return ended([typed(DIGITS), above ?? [], home ?? [], signs], [does('more')]);
    }
    case 'text': {
      if (layer.page === 'signs')
        return [
          ...['12345', '67890', '&-.,’'].map(typed),
          [does('more'), does('accents'), does('space'), does('delete')],
        ];
      const cased = (row: string) => typed(layer.shift ? upper(row) : row);
      if (own && layer.page === 'letters') {
        const shift = hasCapitals(own.rows) ? [does('shift')] : [];
        const last = [does('more'), ...shift, does('accents'), ...cased(own.below), does('space'), does('delete')];
        return [...own.rows.map(cased), last];
      }
      const shown = { letters: rows, latin: rows, accents: ACCENTS, otherAccents: OTHER_ACCENTS }[layer.page];
      const last = [does('more'), does('shift'), does('accents'), ...typed('&'), does('space'), ...typed('.-')];
      return [...shown.map(cased), [...last, does('delete')]];
    }
    case 'search':
      if (own && layer.page !== 'latin')
        return ended([...own.rows, own.below].map(typed), [does('accents'), does('space')]);
      return [...rows.map(typed), [...(own ? [does('accents')] : []), does('space'), does('delete')]];
    default:
      return keysOf(kind, language, layer, decimalMark);
  }
}

/** The last row ends with `keys`; what deletes stands after them, or one row above where the letters leave room. */
function ended(rows: readonly (readonly Key[])[], keys: readonly Key[]): readonly (readonly Key[])[] {
  const isHigher = (rows.at(-2)?.length ?? COLUMNS) < COLUMNS;
  return rows.map((row, i) => [
    ...row,
    ...(i === rows.length - 1 ? keys : []),
    ...(i === rows.length - (isHigher ? 2 : 1) ? [does('delete')] : []),
  ]);
}
