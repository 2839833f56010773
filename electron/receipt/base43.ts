/**
 * Bytes as text of those characters that a QR code packs tightest (its alphanumeric mode, ISO/IEC 18004) and the fragment
 * of a URL may carry as they are (RFC 3986): 43 of the 45, without blank and per cent. Two bytes are three characters,
 * the least significant first: so the last is a letter or a digit, and no reader of links takes it for punctuation.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:';
const BASE = ALPHABET.length;

export function toBase43(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    text += low === undefined ? digits(high, 2) : digits(high * 256 + low, 3);
  }
  return text;
}

/** Null for what `toBase43` never writes: no bytes have two spellings. */
export function fromBase43(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 2) / 3));
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = [...group].reduceRight((sum, char) => sum * BASE + digitOf(char), 0);
    const to = (at * 2) / 3;
    if (!(value < (group.length === 3 ? 65_536 : 256))) return null;
    bytes.set(group.length === 3 ? [value >> 8, value & 255] : [value], to);
  }
  return bytes;
}

const digits = (value: number, length: number): string =>
  Array.from({ length }, (_, place) => ALPHABET[Math.floor(value / BASE ** place) % BASE]).join('');

/** NaN, which is less than nothing, for a character that is none of ours. */
function digitOf(char: string): number {
  const value = ALPHABET.indexOf(char);
  return value < 0 ? Number.NaN : value;
}
