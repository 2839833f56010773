import { test as base, expect, type Page } from '@playwright/test';
import { launchBrowser } from '../../browser.ts';
import { galleryUrl } from '../gallery.ts';
import { open } from '../openings.ts';
import { overflowing } from '../overflowing.ts';
import { panels } from '../panels.ts';
import type { Look } from './cover.ts';
import { type Picture, pictures, scaleOf } from './pictures.ts';

/** A changed pixel is a decision: the screen has to look as it was accepted. */

const test = base.extend<object, { panelFor: (picture: Picture) => Promise<Page> }>({
  panelFor: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
    async ({}, use) => {
      const browser = await launchBrowser();
      const pages = new Map<string, Promise<Page>>();
      await use((picture) => {
        const { layout } = picture.look;
        const deviceScaleFactor = scaleOf(picture);
        const key = `${layout} ${deviceScaleFactor}`;
        const page =
          pages.get(key) ?? browser.newPage({ viewport: panels[layout], deviceScaleFactor, reducedMotion: 'reduce' });
        pages.set(key, page);
        return page;
      });
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

const dressOf: Readonly<Record<Look['theme'], Record<string, string>>> = {
  day: { theme: 'day' },
  night: { theme: 'night' },
  'contrast-day': { theme: 'day', contrast: '' },
  'contrast-night': { theme: 'night', contrast: '' },
};
const pageOf = { driver: 'gallery.html', staff: 'maintenanceGallery.html' } as const;
function addressOf({ subject: { screen, fixture }, look: { layout, theme, language }, gallery }: Picture): string {
  const inches = String(panels[layout].inches);
  const query = new URLSearchParams({ screen, fixture, lang: language, inches, ...dressOf[theme] });
  return new URL(`${pageOf[gallery]}?${query}`, galleryUrl()).href;
}

for (const picture of pictures) {
  const { subject, file } = picture;
  test(file, async ({ panelFor }) => {
    const page = await panelFor(picture);
    await page.goto(addressOf(picture));
    await page.locator('main').first().waitFor();
    await expect(page.locator('.looking')).toHaveCount(0);
    await open(page, subject);
    await page.evaluate(() => document.fonts.ready);
    expect.soft(await overflowing(page), 'everything fits its place').toEqual([]);
    await expect(page, 'if it is meant to look so: npm run screens:accept').toHaveScreenshot(file.split('/'));
  });
}
