import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { fixtures } from '../../renderer/fixtures.ts';
import { launchBrowser } from '../browser.ts';
import { serveGallery } from './gallery.ts';

/** `node test/screenshots/shoot.ts DIR [--only text]`: a picture of each fixture × panel × language × theme. */

const panels = {
  landscape: { width: 1280, height: 800 },
  portrait: { width: 1080, height: 1920 },
  small: { width: 800, height: 480 },
} as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
});
const dir = positionals[0];
if (dir === undefined) {
  console.error('usage: node test/screenshots/shoot.ts DIR [--only text]');
  process.exit(2);
}

const pictures = Object.entries(fixtures).flatMap(([screen, views]) =>
  Object.keys(views).flatMap((fixture) =>
    Object.keys(panels).flatMap((panel) =>
      ['en', 'de'].flatMap((lang) =>
        ['day', 'night'].map((theme) => ({ screen, fixture, panel: panel as keyof typeof panels, lang, theme })),
      ),
    ),
  ),
);
const nameOf = (picture: (typeof pictures)[number]) => Object.values(picture).join('.');
const wanted = pictures.filter((picture) => nameOf(picture).includes(values.only));

/** What does not fit its place: text cut off, or a page longer than the panel. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.kiosk, .kiosk *')]
      .filter((element) => !element.closest('.drums, .spoken, .soc-bar, svg'))
      .filter(
        ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
          clientWidth > 0 && (scrollHeight > clientHeight + 2 || scrollWidth > clientWidth + 2),
      )
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  );

await mkdir(dir, { recursive: true });
const gallery = await serveGallery();
const browser = await launchBrowser();
const page = await browser.newPage({ reducedMotion: 'reduce' });
let faulty = 0;
try {
  for (const picture of wanted) {
    const { panel, screen, fixture, lang, theme } = picture;
    await page.setViewportSize(panels[panel]);
    await page.goto(`${gallery.url}?${new URLSearchParams({ screen, fixture, lang, theme })}`);
    await page.locator('.kiosk').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const cut = await overflowing(page);
    if (cut.length > 0) {
      faulty += 1;
      console.log(`${nameOf(picture)}: does not fit: ${cut.join(', ')}`);
    }
    await page.screenshot({ path: join(dir, `${nameOf(picture)}.png`) });
  }
} finally {
  await browser.close();
  await gallery.close();
}
console.log(`${wanted.length} pictures in ${dir}, ${faulty} with something cut off`);
process.exitCode = faulty > 0 ? 1 : 0;
