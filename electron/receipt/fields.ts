/**
 * One part of a packed value, written and read by the same line. What is read comes from a stranger's QR code: a field
 * takes what `write` could have made and throws `Malformed` at anything else.
 */
export type Field<T> = { readonly write: (value: T) => unknown; readonly read: (packed: unknown) => T };

export class Malformed extends Error {}

/** JSON carries it as it is; `fits` says what may come back. */
const plain = <T>(fits: (packed: unknown) => packed is T): Field<T> => ({
  write: (value) => value,
  read(packed) {
    if (!fits(packed)) throw new Malformed();
    return packed;
  },
});

const LONGEST_TEXT = 16_384;
const matching = (pattern: RegExp) =>
  plain(
    (packed): packed is string => typeof packed === 'string' && packed.length <= LONGEST_TEXT && pattern.test(packed),
  );

export const text = matching(/^/);
/** An exact decimal of which `Intl` shows every digit. */
export const decimal = matching(/^-?\d{1,15}(\.\d{1,12})?$/);
export const currencyCode = matching(/^[A-Z]{3}$/);
const integerUpTo = (most: number) =>
  plain((packed): packed is number => Number.isSafeInteger(packed) && Math.abs(Number(packed)) <= most);
export const integer = integerUpTo(Number.MAX_SAFE_INTEGER);
/** Of a size that can be added to others and stay exact. */
export const minorUnits = integerUpTo(1e13);
export const quantity = plain((packed): packed is number => Number.isFinite(packed) && Math.abs(Number(packed)) < 1e12);
/** Epoch milliseconds that are a date. */
export const instant = integerUpTo(8.64e15);

/** A name `Intl` knows: it would refuse to write a time in any other. */
export const timeZone: Field<string> = {
  write: text.write,
  read(packed) {
    const zone = text.read(packed);
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return zone;
    } catch {
      throw new Malformed();
    }
  },
};

/** The place in a list of words; new ones go to its end, for old receipts count them. */
export const oneOf = <const T extends string>(words: readonly T[]): Field<T> => ({
  write: (value) => words.indexOf(value),
  read(packed) {
    const word = words[integer.read(packed)];
    if (word === undefined) throw new Malformed();
    return word;
  },
});

export const orNull = <T>(field: Field<T>): Field<T | null> => ({
  write: (value) => (value === null ? null : field.write(value)),
  read: (packed) => (packed === null ? null : field.read(packed)),
});

export const list = <T>(field: Field<T>): Field<readonly T[]> => ({
  write: (values) => values.map(field.write),
  read: (packed) => arrayOf(packed).map(field.read),
});

/** An object as the array of its members, in the order of the table. */
export function members<T extends object>(table: { readonly [K in keyof T]-?: Field<T[K]> }): Field<T> {
  const keys = Object.keys(table) as (keyof T)[];
  return {
    write: (value) => keys.map((key) => table[key].write(value[key])),
    read(packed) {
      const values = arrayOf(packed);
      if (values.length !== keys.length) throw new Malformed();
      return Object.fromEntries(keys.map((key, i) => [key, table[key].read(values[i])])) as T;
    },
  };
}

function arrayOf(packed: unknown): readonly unknown[] {
  if (!Array.isArray(packed)) throw new Malformed();
  return packed;
}
