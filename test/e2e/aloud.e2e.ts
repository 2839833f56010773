import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { expect, test } from './fixture.ts';

/** The screen by ear: the browser's own synthesis with a voice of the test's, and the driver's phone. */

const device = join(mkdtempSync(join(tmpdir(), 'surtidor-jack-')), 'event');
execFileSync('mkfifo', [device]);
process.once('exit', () => rmSync(join(device, '..'), { recursive: true, force: true }));

/** As the kernel writes it (linux/input.h): a switch, the headphone's, in or out. */
function headphone(plugged: boolean): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(5, 16);
  bytes.writeUInt16LE(2, 18);
  bytes.writeInt32LE(plugged ? 1 : 0, 20);
  return bytes;
}

test.describe('a headphone', () => {
  test.use({ settings: { 'access.audioJack': JSON.stringify({ protocol: 'evdev', device }) } });

  test('plugged in > the screen is read, step by step; pulled out > it is still', async ({ kiosk, page }) => {
    await page.evaluate(() => {
      const said: string[] = [];
      const voice = { lang: 'en-GB', name: 'test' };
      Object.assign(window, { said });
      Object.defineProperty(window, 'SpeechSynthesisUtterance', {
        value: class {
          text: string;
          constructor(text: string) {
            this.text = text;
          }
        },
      });
      Object.assign(SpeechSynthesis.prototype, {
        getVoices: () => [voice],
        cancel: () => {},
        speak: ({ text }: { text: string }) => said.push(text),
      });
    });
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said.join(' | '));
    const socket = openSync(device, 'r+');
    writeSync(socket, headphone(true));
    await expect.poll(said).toContain('Reading aloud is on.');
    await expect.poll(said).toContain('Cable A, CCS2, up to 150 kilowatts. Available.');
    await page.keyboard.press('Numpad6');
    await expect.poll(said).toMatch(/Cable A.*Start here$/);
    await page.keyboard.press('Numpad5');
    await kiosk.sees('price');
    await expect.poll(said).toMatch(/First we set aside 60\.00 euros[^|]*$/);
    writeSync(socket, headphone(false));
    await expect.poll(said).toMatch(/Reading aloud is off\.$/);
    expect(kiosk.view().access.speech.on).toBe(false);
  });
});

test('no voice here > the code on the sheet opens the words of the screen on the phone', async ({ kiosk, page }) => {
  await kiosk.press('Easier to use');
  await expect(page.getByText('This station has no voice for this language.')).toBeVisible();
  await kiosk.press('Read on my phone');
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const code = page.getByRole('img', { name: 'The words of this screen as a code' });
  const [read] = await readBarcodes(new Blob([new Uint8Array(await code.screenshot())]), { formats: ['QRCode'] });
  const phone = await page.context().newPage();
  await phone.goto(read?.text ?? 'no code');
  await expect(phone.locator('html')).toHaveAttribute('lang', 'en');
  await expect(phone.getByText('Cable A, CCS2, up to 150 kilowatts. Available.')).toBeVisible();
  await expect(phone.getByText('0.59 euros per kilowatt hour.')).toBeVisible();
  await phone.close();
});
