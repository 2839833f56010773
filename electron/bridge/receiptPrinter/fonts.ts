import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** Inter, whose open shapes survive one colour and 203 dpi, and Noto for Arabic; a character is looked for in this order. */
const files = [
  ['Paper', 'inter/files/inter-latin-wght-normal.woff2'],
  ['Paper Latin Ext', 'inter/files/inter-latin-ext-wght-normal.woff2'],
  ['Paper Arabic', 'noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2'],
  ['Paper Greek', 'inter/files/inter-greek-wght-normal.woff2'],
  ['Paper Cyrillic', 'inter/files/inter-cyrillic-wght-normal.woff2'],
  ['Paper Vietnamese', 'inter/files/inter-vietnamese-wght-normal.woff2'],
] as const;

let families: string | null = null;

/** The families to draw with; their files are read once. */
export function paperFont(): string {
  families ??= files.map(([family, file]) => registered(family, file)).join(', ');
  return families;
}

function registered(family: string, file: string): string {
  const path = createRequire(import.meta.url).resolve(`@fontsource-variable/${file}`);
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`${path} is no font`);
  return `"${family}"`;
}
