import iconv from 'iconv-lite';

/** Character sets of ZVT texts (tag 14): CP437 unless the terminal echoed another one at registration. */
export type Charset = 'cp437' | 'latin1' | 'latin2' | 'utf8';

const byTag14: Readonly<Record<number, Charset>> = { 1: 'latin1', 254: 'utf8', 255: 'cp437' };

export const charsetOfTag14 = (value: number | undefined, otherwise: Charset = 'cp437'): Charset =>
  byTag14[value ?? -1] ?? otherwise;

export const decodeText = (bytes: Buffer, charset: Charset): string => iconv.decode(bytes, charset);

export const encodeText = (text: string, charset: Charset): Buffer => iconv.encode(text, charset);

/** Padding is NUL or space, at the end only. */
export const stripPadding = (text: string): string => text.replace(/[\0 ]+$/, '');

export const stripNul = (text: string): string => text.replace(/\0+$/, '');
