import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { factsOf } from '../../../locales/languages.ts';
import type { PaperText } from '../../../machines/ports/receiptPrinter.ts';
import { pngOf } from '../../simulators/printer/png.ts';
import { rowsOf } from './bitmap.ts';
import { baseDirection } from './direction.ts';
import { drawReceipt } from './draw.ts';
import { papers } from './fixtures.ts';
import { qrCodeOf } from './qrCode.ts';
import { wrap } from './wrap.ts';

const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
const codesOn = async (png: Buffer) =>
  (await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] })).map(({ text }) => text);

test.each(Object.entries(papers))(
  'the code on the %s receipt is read from the paper, letter for letter',
  async (_, { receipt, code }) => {
    expect(await codesOn(pngOf(drawReceipt(receipt, code, 576)))).toEqual([code.text]);
  },
);

test('nothing is drawn beyond the margins', () => {
  for (const { receipt, code } of Object.values(papers)) {
    const { bytes, heightDots } = drawReceipt(receipt, code, 576);
    const edges = Array.from({ length: heightDots }, (_, row) => [bytes[row * 72], bytes[row * 72 + 71]]).flat();
    expect(edges.every((byte) => byte === 0)).toBe(true);
  }
});

/** How many dots of the total's line lie in the left half of the paper. */
function leftOf(receipt: PaperText): number {
  const { bytes, heightDots } = drawReceipt({ ...receipt, prices: [], sums: [], sections: [] }, null, 576);
  const rows = Array.from({ length: 50 }, (_, row) => bytes.subarray((heightDots - 75 + row) * 72).subarray(0, 36));
  return rows.flatMap((row) => [...row]).filter((byte) => byte !== 0).length;
}

test('Arabic runs the other way: the amount stands at the left', () => {
  const receipt = { ...papers.arabic.receipt, total: { term: '', value: '17.08 €' } };
  expect(leftOf(receipt)).toBeGreaterThan(50);
  expect(leftOf({ ...receipt, direction: 'ltr' })).toBe(0);
});

test('a code too long for any paper is left out, and the rest is printed', () => {
  const { receipt } = papers.english;
  const text = 'x'.repeat(3_000);
  expect(qrCodeOf(text, 576)).toBeNull();
  const without = drawReceipt(receipt, null, 576);
  const with_ = drawReceipt(receipt, { text, caption: 'c' }, 576);
  expect(with_.bytes.subarray(0, without.bytes.length - 72 * 20)).toEqual(without.bytes.subarray(0, -72 * 20));
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

test('Chinese and Japanese break between characters, and no line begins with a full stop', () => {
  const widthOf = (text: string) => [...text].length;
  expect(wrap('検証できます。はい', 6, widthOf)).toEqual(['検証できま', 'す。はい']);
  expect(wrap('程序（abc）和此公钥', 6, widthOf)).toEqual(['程序', '（abc）和', '此公钥']);
});

test.each(['zh-CN', 'ja', 'he', 'uk', 'ar', 'pl'])(
  'every letter of a receipt in %s has a shape of its own',
  (language) => {
    const { name } = factsOf(language);
    const drawn = (title: string) => drawReceipt({ ...papers.english.receipt, language, title }, null, 576).bytes;
    const boxes = drawn([...name].map(() => '\uffff').join(''));
    expect(drawn(name)).not.toEqual(boxes);
    for (const letter of name) expect(drawn(letter), letter).not.toEqual(drawn('\uffff'));
  },
);

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
  const bitmap = drawReceipt(papers.english.receipt, null, 576);
  const bands = Array.from({ length: Math.ceil(bitmap.heightDots / 128) }, (_, band) =>
    rowsOf(bitmap, band * 128, 128),
  );
  expect(bands.reduce((rows, { heightDots }) => rows + heightDots, 0)).toBe(bitmap.heightDots);
  expect(Buffer.concat(bands.map(({ bytes }) => bytes)).equals(bitmap.bytes)).toBe(true);
});

test.each([
  ['Surtidor Energía, S.L.', 'ltr'],
  ['الرقم الضريبي ESB12345674', 'rtl'],
  ['\u20684,118.200 kWh\u2069 في \u206821 نوفمبر\u2069', 'rtl'],
  ['\u206828.356 kWh\u2069 × \u20680.59 €\u2069', 'rtl'],
  ['17.08 €', 'rtl'],
] as const)('on an Arabic receipt %j runs %s', (text, direction) => {
  expect(baseDirection(text, 'rtl')).toBe(direction);
});

test('a line that begins with a Latin word runs as the sentence it belongs to', () => {
  const { receipt } = papers.arabic;
  const words = 'شخص التحقق الصفحة التي يفتحها الرمز ببرنامج هذا المفتاح';
  const drawn = (note: string) =>
    drawReceipt({ ...receipt, prices: [], sums: [], sections: [{ title: '', rows: [], note }] }, null, 576);
  const latin = 'Transparenzsoftware_transparenz.software';
  const below = drawn(`${words} ${latin} هذا`);
  const alone = drawn(`${latin} هذا`);
  const lastLine = ({ bytes }: { readonly bytes: Uint8Array }) => Buffer.from(bytes.subarray(-72 * (20 + 24)));
  expect(lastLine(below).equals(lastLine(alone))).toBe(false);
});
