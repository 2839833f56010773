import { readBcd, readVarLength, writeBcd, writeVarLength } from './bytes.ts';
import { maskPan } from './cardData.ts';
import { type Charset, decodeText, encodeText, stripNul, stripPadding } from './text.ts';
import { readTlvLength, readTlvs, type Tlv, writeTlvLength, writeTlvs } from './tlv.ts';

/** How one kind of field is written (ZVT chapter 2): the same value read and written. */
export type FieldCodec<T> = {
  /** Null when the bytes at `at` are not of this form. */
  read(bytes: Buffer, at: number, charset: Charset): { readonly value: T; readonly end: number } | null;
  write(value: T, charset: Charset): Buffer;
};

const slice = (bytes: Buffer, at: number, length: number): Buffer | null =>
  at + length <= bytes.length ? bytes.subarray(at, at + length) : null;

/** `length` bytes as they are. */
export const binary = (length: number): FieldCodec<Buffer> => ({
  read(bytes, at) {
    const value = slice(bytes, at, length);
    return value && { value: Buffer.from(value), end: at + length };
  },
  write: (value) => value,
});

export const byte: FieldCodec<number> = {
  read: (bytes, at) => (at < bytes.length ? { value: bytes.readUInt8(at), end: at + 1 } : null),
  write: (value) => Buffer.from([value]),
};

/** `length` bytes of BCD as a string of digits, leading zeros kept. */
export const bcd = (length: number): FieldCodec<string> => ({
  read(bytes, at) {
    const value = slice(bytes, at, length);
    const digits = value && readBcd(value);
    return digits ? { value: digits, end: at + length } : null;
  },
  write: (value) => writeBcd(value, length),
});

/** BMP 04: 12 digits in minor units. */
export const amount: FieldCodec<number> = {
  read(bytes, at) {
    const digits = bcd(6).read(bytes, at, 'cp437');
    return digits && { value: Number(digits.value), end: digits.end };
  },
  write: (minor) => writeBcd(String(minor), 6),
};

/** BMP 87: four digits, or FFFF for "none". */
export const receiptNumber: FieldCodec<string> = {
  read(bytes, at) {
    const value = slice(bytes, at, 2)?.toString('hex').toUpperCase();
    return value && /^(\d{4}|FFFF)$/.test(value) ? { value, end: at + 2 } : null;
  },
  write: (value) => (value === 'FFFF' ? Buffer.from([0xff, 0xff]) : writeBcd(value, 2)),
};

/** ASCII of fixed length, padded with `pad` on the right. */
export const paddedText = (length: number, pad: ' ' | '\0'): FieldCodec<string> => ({
  read(bytes, at) {
    const value = slice(bytes, at, length);
    return value && { value: stripPadding(value.toString('latin1')), end: at + length };
  },
  write: (value) => Buffer.from(value.padEnd(length, pad).slice(0, length), 'latin1'),
});

/** LLVAR (2 length digits) or LLLVAR (3) bytes. */
export const varBinary = (digits: 2 | 3): FieldCodec<Buffer> => ({
  read(bytes, at) {
    const length = readVarLength(bytes, at, digits);
    const value = length === null ? null : slice(bytes, at + digits, length);
    return value && { value: Buffer.from(value), end: at + digits + value.length };
  },
  write: (value) => Buffer.concat([writeVarLength(value.length, digits), value]),
});

/** LLVAR or LLLVAR text in the negotiated character set; `nulEnded` texts carry a closing NUL (BMP 8B). */
export const varText = (digits: 2 | 3, nulEnded = false): FieldCodec<string> => ({
  read(bytes, at, charset) {
    const field = varBinary(digits).read(bytes, at, charset);
    return field && { value: stripNul(decodeText(field.value, charset)), end: field.end };
  },
  write: (value, charset) => varBinary(digits).write(encodeText(nulEnded ? `${value}\0` : value, charset), charset),
});

/** BMP 22. A nibble E is a masked digit, F is padding, D ends the PAN of a track. What comes unmasked is masked here. */
export const pan: FieldCodec<string> = {
  read(bytes, at, charset) {
    const field = varBinary(2).read(bytes, at, charset);
    if (!field) return null;
    const nibbles = field.value.toString('hex').replace(/[df].*$/, '');
    return /^[\de]*$/.test(nibbles) ? { value: maskPan(nibbles.replaceAll('e', '*')), end: field.end } : null;
  },
  write(value, charset) {
    const nibbles = value.replaceAll('*', 'e');
    return varBinary(2).write(Buffer.from(nibbles.length % 2 ? `${nibbles}f` : nibbles, 'hex'), charset);
  },
};

/** BMP 06: the TLV container, which runs at most to the end of the data. */
export const tlvContainer: FieldCodec<readonly Tlv[]> = {
  read(bytes, at) {
    const length = readTlvLength(bytes, at);
    if (!length) return null;
    const end = Math.min(length.end + length.value, bytes.length);
    const value = readTlvs(bytes.subarray(length.end, end));
    return value && { value, end };
  },
  write(value) {
    const body = writeTlvs(value);
    return Buffer.concat([writeTlvLength(body.length), body]);
  },
};

const schemes = ['girocard', 'jcb', 'mastercard', 'amex', 'visa', 'diners', 'other'] as const;
/** BMP 60: what an end of day has booked, per scheme, in minor units. */
export type SchemeTotals = {
  readonly firstReceipt: string;
  readonly lastReceipt: string;
  readonly schemes: Readonly<Record<(typeof schemes)[number], { readonly count: number; readonly minor: number }>>;
};

export const totals: FieldCodec<SchemeTotals> = {
  read(bytes, at, charset) {
    const field = varBinary(3).read(bytes, at, charset);
    if (field?.value.length !== 4 + schemes.length * 7) return null;
    const first = bcd(2).read(field.value, 0, charset);
    const last = bcd(2).read(field.value, 2, charset);
    const sums = schemes.map((scheme, i) => ({
      scheme,
      count: field.value[4 + i * 7],
      sum: amount.read(field.value, 5 + i * 7, charset),
    }));
    if (!first || !last || sums.some(({ sum }) => !sum)) return null;
    const entries = sums.map(({ scheme, count, sum }) => [scheme, { count: count ?? 0, minor: sum?.value ?? 0 }]);
    const value = { firstReceipt: first.value, lastReceipt: last.value, schemes: Object.fromEntries(entries) };
    return { value, end: field.end };
  },
  write(value, charset) {
    const sums = schemes.map((scheme) =>
      Buffer.concat([Buffer.from([value.schemes[scheme].count]), amount.write(value.schemes[scheme].minor, charset)]),
    );
    const body = [writeBcd(value.firstReceipt, 2), writeBcd(value.lastReceipt, 2), ...sums];
    return varBinary(3).write(Buffer.concat(body), charset);
  },
};

/** The version that opens the answer to 05 01: an LLLVAR, there only if the data begin with three Fx bytes. */
export const version: FieldCodec<string> = varText(3);
