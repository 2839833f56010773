import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBrand } from './brand.ts';

const example = new URL('../../renderer/theme/exampleBrand/brand.json', import.meta.url).pathname;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

function brandOf(change: object, files: Readonly<Record<string, string>> = { 'logo.svg': SVG }) {
  const dir = mkdtempSync(join(tmpdir(), 'surtidor-brand-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content, 'latin1');
  const whole = { name: 'Sierra', logo: 'logo.svg', ground: '#0b4f3c', ink: '#ffffff', ...change };
  writeFileSync(join(dir, 'brand.json'), JSON.stringify(whole));
  const read = readBrand(join(dir, 'brand.json'));
  return read.ok ? read.value : read.error.replaceAll(`${dir}/`, '');
}

describe('a brand', () => {
  it('of the example is in order', () => {
    const read = readBrand(example);
    expect(read).toMatchObject({ ok: true, value: { view: { name: 'Sierra Charge', logo: './brand/logo.svg' } } });
  });

  it('may bring a font for the title', () => {
    const brand = brandOf({ font: 'a.woff2' }, { 'logo.svg': SVG, 'a.woff2': 'wOF2....' });
    expect(brand).toMatchObject({ view: { font: './brand/font.woff2' } });
    expect(typeof brand === 'string' ? [] : [...brand.files.keys()]).toEqual(['/brand/logo.svg', '/brand/font.woff2']);
  });

  it.each([
    [
      { ink: '#777777', ground: '#999999' },
      /^brand.json: ink #777777 on ground #999999 has a contrast of 1.6:1, expected at least 4.5:1$/,
    ],
    [{ ink: 'white' }, /^brand.json: ink: expected a colour such as #0b4f3c$/],
    [{ logo: 'https://a.example/logo.gif' }, /^brand.json: logo: expected an .svg or .png beside/],
    [{ logo: 'lost.svg' }, /^lost.svg: ENOENT|lost.svg/],
    [{ logo: 'logo.png' }, /logo.png: ENOENT/],
    [{ css: '.total { display: none }' }, /Unrecognized key/],
  ])('is refused with %j', (change, sentence) => {
    expect(brandOf(change)).toMatch(sentence);
  });

  it('is refused when a file is not what its name says, or too large', () => {
    expect(brandOf({}, { 'logo.svg': '<html>' })).toBe('logo.svg: is no svg inside');
    expect(brandOf({}, { 'logo.svg': SVG + ' '.repeat(600_000) })).toMatch(/expected at most 524288/);
  });
});
