import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { galleryUrl } from './gallery.ts';

/** Only a browser's layout can tell whether a drum stands exactly on its digit after thousands of clicks. */

let browser: Awaited<ReturnType<typeof launchBrowser>>;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

it.each([
  { width: 1280, height: 800 },
  { width: 1080, height: 1920 },
  { width: 800, height: 480 },
])('every digit stands in the middle of its drum at $width × $height', async (viewport) => {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  for (const fixture of ['active', 'near-hold', 'large', 'just-started']) {
    await page.goto(`${galleryUrl()}?screen=charging&fixture=${fixture}`);
    await page.locator('.kiosk').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const offsets = await page.locator('.drum').evaluateAll((drums) =>
      drums.flatMap((drum) => {
        const text = drum.querySelector('.reel')?.firstChild;
        const shown = drum.getAttribute('data-digit');
        if (!text || !shown) return [];
        // One line and its end are two characters; the first line is blank.
        const start = 2 * (Number(shown) + 1);
        const range = document.createRange();
        range.setStart(text, start);
        range.setEnd(text, start + 1);
        const [digit, frame] = [range.getBoundingClientRect(), drum.getBoundingClientRect()];
        return [Math.abs(digit.top + digit.height / 2 - (frame.top + frame.height / 2)) / frame.height];
      }),
    );
    expect(offsets.length).toBeGreaterThan(7);
    expect(Math.max(...offsets), fixture).toBeLessThan(0.03);
  }
  await page.close();
});
