import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBase43 } from './base43.ts';
import { linkTo, sampleReceipt } from './samples.ts';
import { openWords, type ScreenWords, sealWords } from './screenWords.ts';
import { openReceipt } from './sealedReceipt.ts';

const words: ScreenWords = {
  language: 'ar',
  direction: 'rtl',
  station: 'Surtidor',
  asOf: 'الآن 14:05',
  lines: ['Wähle <b>A</b>', '17.08 €'],
};

it('what is sealed is opened, letter by letter', async () => {
  const sealed = await sealWords(words);
  expect(sealed).toMatch(/^[0-9A-Z$*+\-./:]+$/);
  expect(await openWords(sealed)).toEqual(words);
});

it('a receipt is no words, and words are no receipt', async () => {
  const [, receipt = ''] = (await linkTo(sampleReceipt)).split('#');
  expect(await openWords(receipt)).toBeNull();
  expect(await openReceipt(await sealWords(words))).toMatchObject({ ok: false });
});

it('any bytes are opened or not, and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      await openWords(toBase43(Uint8Array.of(0x57, ...bytes)));
      await openWords(String.fromCharCode(...bytes));
    }),
  );
});
