import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { pngOf } from '../../simulators/printer/png.ts';
import { rowsOf } from './bitmap.ts';
import { drawReceipt } from './draw.ts';
import { arabic, english, papers } from './fixtures.ts';
import { qrCodeOf } from './qrCode.ts';
import { wrap } from './wrap.ts';

const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
const codesOn = async (png: Buffer) =>
  (await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] })).map(({ text }) => text);

test.each(Object.entries(papers))(
  'the code on the %s receipt is read from the paper, letter for letter',
  async (_, paper) => {
    expect(await codesOn(pngOf(drawReceipt(paper, 576)))).toEqual([paper.code?.text]);
  },
);

test('nothing is drawn beyond the margins', () => {
  for (const paper of Object.values(papers)) {
    const { bytes, heightDots } = drawReceipt(paper, 576);
    const edges = Array.from({ length: heightDots }, (_, row) => [bytes[row * 72], bytes[row * 72 + 71]]).flat();
    expect(edges.every((byte) => byte === 0)).toBe(true);
  }
});

test('Arabic runs the other way: the total stands at the left, its word at the right', () => {
  const only = { ...arabic, issuer: [], title: '', rows: [], lines: [], sums: [], notes: [], code: null };
  const mirrored = drawReceipt(only, 576);
  const plain = drawReceipt({ ...only, direction: 'ltr' }, 576);
  expect(mirrored.heightDots).toBe(plain.heightDots);
  expect(mirrored.bytes).not.toEqual(plain.bytes);
});

test('a code too long for any paper is left out, and the rest is printed', () => {
  const text = 'x'.repeat(3_000);
  expect(qrCodeOf(text, 576)).toBeNull();
  const without = drawReceipt({ ...english, code: null }, 576);
  expect(drawReceipt({ ...english, code: { text, caption: 'c' } }, 576)).toEqual(without);
});

test('a code fills the paper as far as it must, and never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_900 }), (length) => {
      const code = qrCodeOf('a'.repeat(length), 576);
      return code === null || (code.moduleDots >= 3 && code.sizeDots <= 576);
    }),
    { numRuns: 30 },
  );
});

test('wrapped lines fit, and lose nothing', () => {
  const widthOf = (text: string) => [...text].length;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 12 }), (text, room) => {
      const lines = wrap(text, room, widthOf);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const line of lines) {
        const graphemes = [...new Intl.Segmenter().segment(line)].length;
        expect(widthOf(line) <= room || graphemes === 1).toBe(true);
      }
    }),
  );
});

test('bands put together are the whole', () => {
  const bitmap = drawReceipt(english, 576);
  const bands = Array.from({ length: Math.ceil(bitmap.heightDots / 128) }, (_, band) =>
    rowsOf(bitmap, band * 128, 128),
  );
  expect(bands.reduce((rows, { heightDots }) => rows + heightDots, 0)).toBe(bitmap.heightDots);
  expect(Buffer.concat(bands.map(({ bytes }) => bytes)).equals(bitmap.bytes)).toBe(true);
});
