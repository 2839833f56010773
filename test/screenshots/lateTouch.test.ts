import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { galleryUrl } from './gallery.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it.each(['reduce', 'no-preference'] as const)(
  'a touch meant for the step before presses nothing of a screen that says no (motion: %s)',
  async (reducedMotion) => {
    const page = await browser.newPage({ reducedMotion });
    await page.goto(`${galleryUrl()}?screen=declined&fixture=card`);
    await page.locator('.declined .primary').waitFor();
    const touched = await page.locator('.declined > .actions').evaluate((actions) => {
      // As if it came just now.
      actions.replaceWith(actions.cloneNode(true));
      const [letsPass] = document.querySelector('.declined > .actions')?.getAnimations() ?? [];
      letsPass?.pause();
      return [0, 200, 399, 400].map((atMs) => {
        if (letsPass) letsPass.currentTime = atMs;
        const { left, top, width, height } =
          document.querySelector('.declined .primary')?.getBoundingClientRect() ?? new DOMRect();
        return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('button') != null;
      });
    });
    expect(touched).toEqual([false, false, false, true]);
    await page.close();
  },
);
