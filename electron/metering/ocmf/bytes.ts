/** Text ⇄ bytes, alike in Node, Electron and a phone's browser. */

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/**
 * Hex, else base64 (RFC 4648, also the URL alphabet), white space and colons ignored; null for anything else. Told apart by
 * looking: what ASN.1 begins with, 0x30, is the letter M in base64, and that is no hex digit.
 */
export function readBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const bare = text.replace(/[\s:]/g, '');
  if (/^([\da-f]{2})+$/i.test(bare)) return hexBytes(bare);
  if (!/^[\w+/-]+={0,2}$/.test(bare)) return null;
  try {
    const binary = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return null; // no base64 has that length
  }
}

const hexBytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
