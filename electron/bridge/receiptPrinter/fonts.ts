import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

const require = createRequire(import.meta.url);

/**
 * Inter, whose open shapes survive one colour and 203 dpi, and Noto for what it does not write; a character is looked for
 * in this order.
 */
const files = [
  ['Paper', 'inter/files/inter-latin-wght-normal.woff2'],
  ['Paper Latin Ext', 'inter/files/inter-latin-ext-wght-normal.woff2'],
  ['Paper Arabic', 'noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2'],
  ['Paper Hebrew', 'noto-sans-hebrew/files/noto-sans-hebrew-hebrew-wght-normal.woff2'],
  ['Paper Greek', 'inter/files/inter-greek-wght-normal.woff2'],
  ['Paper Cyrillic', 'inter/files/inter-cyrillic-wght-normal.woff2'],
  ['Paper Vietnamese', 'inter/files/inter-vietnamese-wght-normal.woff2'],
] as const;

const registered = new Set<string>();

/** The families to draw a text with. A file is read when it is first needed. */
export function paperFont(language: string, text: string): string {
  const needed = [...files, ...hanFiles(language, text)];
  for (const [family, file] of needed) register(family, file);
  return needed.map(([family]) => `"${family}"`).join(', ');
}

function register(family: string, file: string): void {
  if (registered.has(family)) return;
  const path = require.resolve(`@fontsource-variable/${file}`);
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`${path} is no font`);
  registered.add(family);
}

const HAN = /[\u3000-\u9fff\uff00-\uffef]/;

/** Chinese and Japanese fonts come in a hundred pieces each, by the characters they hold: those of which some stand in the text. */
function hanFiles(language: string, text: string): (readonly [string, string])[] {
  if (!HAN.test(text)) return [];
  const font = language === 'ja' ? 'noto-sans-jp' : 'noto-sans-sc';
  const characters = [...new Set(text)].filter((character) => HAN.test(character));
  return piecesOf(font)
    .filter(({ holds }) => characters.some((character) => holds(character.codePointAt(0) ?? 0)))
    .map(({ piece }) => [`Paper ${font} ${piece}`, `${font}/files/${font}-${piece}-wght-normal.woff2`]);
}

type Piece = { readonly piece: string; readonly holds: (codePoint: number) => boolean };
const pieces = new Map<string, readonly Piece[]>();

/** As the font's own table says: `"[4]": "U+1f1e9-1f1f5,U+1f21a"`. */
function piecesOf(font: string): readonly Piece[] {
  const known = pieces.get(font);
  if (known) return known;
  const table: Readonly<Record<string, string>> = require(`@fontsource-variable/${font}/unicode.json`);
  const read = Object.entries(table).flatMap(([name, ranges]): Piece[] => {
    const piece = /^\[(\d+)\]$/.exec(name)?.[1];
    return piece === undefined ? [] : [{ piece, holds: holderOf(ranges) }];
  });
  pieces.set(font, read);
  return read;
}

function holderOf(ranges: string): Piece['holds'] {
  const spans = ranges.split(',').map((range) => {
    const [from = 0, to = from] = range
      .replace('U+', '')
      .split('-')
      .map((hex) => Number.parseInt(hex, 16));
    return { from, to };
  });
  return (codePoint) => spans.some(({ from, to }) => from <= codePoint && codePoint <= to);
}
