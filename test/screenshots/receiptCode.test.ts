import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { buildReceiptPage } from '../../electron/buildReceiptPage.ts';
import { linkTo, RECEIPT_PAGE, sampleReceipt } from '../../electron/receipt/samples.ts';
import { launchBrowser } from '../browser.ts';
import { galleryUrl } from './gallery.ts';

/** From the panel's screen to the driver's phone: the code is read off a picture, and the page behind it says what is true. */

let browser: Browser;
let dir: string;
let link: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'surtidor-phone-'));
  const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });
  [browser, link] = await Promise.all([launchBrowser(), linkTo(sampleReceipt)]);
  await buildReceiptPage(join(dir, 'index.html'));
});
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

describe('the code on the receipt screen', () => {
  it.each([
    { width: 1280, height: 800, lang: 'en', theme: 'day', module: 3 },
    { width: 800, height: 480, lang: 'de', theme: 'night', module: 3 },
    { width: 1080, height: 1920, lang: 'es', theme: 'day', module: 4 },
  ])('of $width × $height by $theme is read off a picture', async ({ width, height, lang, theme, module }) => {
    expect(sampleReceipt.signedMeter?.text.length).toBeGreaterThan(950);
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    await page.goto(`${galleryUrl()}?${new URLSearchParams({ screen: 'receipt', fixture: 'captured', lang, theme })}`);
    const code = page.locator('.receipt-code svg');
    const modules = Number((await code.getAttribute('viewBox'))?.split(' ')[2]);
    expect((await code.boundingBox())?.width).toBe(module * modules);
    const [read] = await readBarcodes(await page.screenshot(), { formats: ['QRCode'] });
    expect(read?.text).toBe(link);
    await page.close();
  });
});

describe('the page behind the code', () => {
  let context: BrowserContext;
  /** Everything asked for but the page itself. */
  const asked: string[] = [];

  /** The page as a web server hands it out, or from a disk. */
  async function opened(fragment: string, address = RECEIPT_PAGE, locale = 'en-GB'): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== address) asked.push(request.url());
    });
    page.on('pageerror', (error) => asked.push(String(error)));
    const body = await readFile(join(dir, 'index.html'));
    await page.route(`${RECEIPT_PAGE}**`, (route) => route.fulfill({ body, contentType: 'text/html' }));
    await page.goto(`${address}#${fragment}`);
    await page.locator('h1').waitFor();
    return page;
  }
  const verdictOf = async (...args: Parameters<typeof opened>): Promise<string> => {
    const page = await opened(...args);
    const words = (await page.locator('h1').textContent()) ?? '';
    await context.close();
    return words;
  };
  const fragment = () => link.split('#')[1] ?? '';

  it('says verified, in the language of the phone, from a server and from a disk', async () => {
    expect(await verdictOf(fragment())).toBe('Verified');
    expect(await verdictOf(fragment(), pathToFileURL(join(dir, 'index.html')).href)).toBe('Verified');
    expect(await verdictOf(fragment(), RECEIPT_PAGE, 'de-AT')).toBe('Bestätigt');
    expect(await verdictOf(encodeURIComponent(fragment()))).toBe('Verified');
    expect(asked).toEqual([]);
  });

  it('says not verified with one digit changed, wherever it is', async () => {
    const whole = fragment();
    for (const at of [0, 40, 150, 700, whole.length - 1]) {
      const other = whole[at] === '7' ? '8' : '7';
      expect(await verdictOf(whole.slice(0, at) + other + whole.slice(at + 1)), `character ${at}`).toMatch(
        /^Not verified/,
      );
    }
    const more = await linkTo({ ...sampleReceipt, energyWh: sampleReceipt.energyWh + 1 });
    const page = await opened(more.split('#')[1] ?? '');
    expect(await page.locator('h1').textContent()).toBe('Not verified');
    expect(await page.locator('.verdict').innerText()).toContain(
      'The meter signed 28.356 kWh, but the receipt has 28.357 kWh',
    );
    await context.close();
    expect(asked).toEqual([]);
  });

  it('keeps markup in a receipt for text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { operator } = sampleReceipt;
    const hostile = await linkTo({
      ...sampleReceipt,
      evseId: evil,
      operator: { ...operator, name: evil, address: evil },
    });
    const page = await opened(hostile.split('#')[1] ?? '');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('.paper address').innerText()).toContain(evil);
    await context.close();
    expect(asked).toEqual([]);
  });

  it('hands over the file for the Transparenzsoftware and a paper of one page', async () => {
    const page = await opened(fragment());
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Transparenzsoftware' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('S1-000042.xml');
    expect(await readFile(await download.path(), 'utf8')).toContain(sampleReceipt.signedMeter?.text ?? '');
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
    await context.close();
  });

  it('mirrors in Arabic, and says where to find a receipt when there is none', async () => {
    const page = await opened(fragment(), RECEIPT_PAGE, 'ar-EG');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.getByRole('button', { name: 'Español' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await page.evaluate(() => {
      location.hash = '';
    });
    await page.getByRole('heading', { name: 'Aquí no hay ningún recibo' }).waitFor();
    await context.close();
  });

  it.each(['light', 'dark'] as const)('can be read by everybody in %s', async (colorScheme) => {
    const page = await opened(fragment());
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join('; ')}`)).toEqual([]);
    await context.close();
  });

  it('is small, with sixteen languages in it', async () => {
    expect(gzipSync(await readFile(join(dir, 'index.html'))).length).toBeLessThan(65_000);
  });
});
