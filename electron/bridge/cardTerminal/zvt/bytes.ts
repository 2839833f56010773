/** Upper-case hex of a byte or control field, padded to `digits`. */
export const hex = (value: number, digits = 2): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** Packed BCD, big endian (ZVT chapter 2); null when a nibble is no decimal digit. */
export function readBcd(bytes: Buffer): string | null {
  const digits = bytes.toString('hex');
  return /^\d*$/.test(digits) ? digits : null;
}

/** @throws RangeError when `digits` are no digits or do not fit: that is a bug of the caller, never data. */
export function writeBcd(digits: string, length: number): Buffer {
  const padded = digits.padStart(length * 2, '0');
  if (!/^\d+$/.test(padded) || padded.length !== length * 2) throw new RangeError(`not ${length * 2} BCD digits`);
  return Buffer.from(padded, 'hex');
}

/** Reads the `Fx Fy …` digits that open an LLVAR (2) or LLLVAR (3); null when a high nibble is not F or a digit not 0–9. */
export function readVarLength(bytes: Buffer, at: number, digits: number): number | null {
  let length = 0;
  for (let i = at; i < at + digits; i++) {
    const byte = bytes[i];
    if (byte === undefined || byte < 0xf0 || byte > 0xf9) return null;
    length = length * 10 + (byte - 0xf0);
  }
  return length;
}

export const writeVarLength = (length: number, digits: number): Buffer => {
  const text = String(length).padStart(digits, '0');
  if (text.length > digits) throw new RangeError(`${length} bytes do not fit in ${digits} length digits`);
  return Buffer.from([...text].map((digit) => 0xf0 + Number(digit)));
};

/** A byte of BCD minutes (T4 in 04 FF) in ms; null when it is absent, zero or no BCD. */
export function bcdMinutesToMs(byte: number | undefined): number | null {
  const digits = byte === undefined ? null : readBcd(Buffer.from([byte]));
  return digits && Number(digits) > 0 ? Number(digits) * 60_000 : null;
}
