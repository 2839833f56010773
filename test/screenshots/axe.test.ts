import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { serveGallery } from './gallery.ts';
import { open } from './openings.ts';
import { type PanelName, panels, pxPerMm } from './panels.ts';
import { subjects } from './subjects.ts';

/** Axe on every fixture, by day and by night, in high contrast and mirrored: names, roles, order, and contrast to WCAG 2.2 AA, AAA in high contrast. */

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  gallery = await serveGallery();
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: panels.landscape, reducedMotion: 'reduce' });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

const looks = {
  'by day': { theme: 'day' },
  'by night': { theme: 'night' },
  'in high contrast by day': { theme: 'day', contrast: '' },
  'in high contrast by night': { theme: 'night', contrast: '' },
  mirrored: { theme: 'day', dir: 'rtl' },
} as const;

/** `npm run axe` looks at everything; a test run at each screen once, the looks by turns, on the smallest panel. */
const everything = process.env.SURTIDOR_EVERY_LOOK !== undefined;
const names = Object.keys(looks) as (keyof typeof looks)[];

describe.each(names)('%s', (name) => {
  const look = looks[name];
  const seen = everything ? subjects : subjects.filter((_, i) => names[i % names.length] === name);
  it.each(seen)('$screen / $fixture $opened has no violation', async (opening) => {
    const { screen, fixture } = opening;
    await page.goto(`${gallery.url}?${new URLSearchParams({ screen, fixture, ...look })}`);
    await page.locator('main').first().waitFor();
    await open(page, opening);
    const { violations } = await new AxeBuilder({ page })
      .options('contrast' in look ? { rules: { 'color-contrast-enhanced': { enabled: true } } } : {})
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join('; ')}`,
      ),
    ).toEqual([]);
  });
});

/** A whole keyboard of eleven columns does not fit seven inches any larger: 152 mm across, less beside the help's margins. */
const leastMm = (panel: PanelName, inKeyboard: boolean) => (panel === 'small' && inKeyboard ? 8 : 15);

it.each(everything ? (Object.keys(panels) as PanelName[]) : (['small'] as const))(
  'every button on the %s panel is at least 15 mm each way',
  async (name) => {
    const panel = panels[name];
    await page.setViewportSize(panel);
    for (const opening of subjects) {
      const { screen, fixture, opened } = opening;
      await page.goto(
        `${gallery.url}?${new URLSearchParams({ screen, fixture, inches: String(panel.inches), lang: 'de' })}`,
      );
      await page.locator('main').first().waitFor();
      await open(page, opening);
      const boxes = await page.locator('button').evaluateAll((buttons) =>
        buttons.map((button) => {
          const { width, height } = button.getBoundingClientRect();
          return {
            words: button.textContent,
            inKeyboard: button.closest('.sheet.typing, .keyboard') !== null,
            width,
            height,
          };
        }),
      );
      const small = boxes
        .map((box) => ({ ...box, leastPx: leastMm(name, box.inKeyboard) * pxPerMm(panel) - 0.5 }))
        .filter(({ width, height, leastPx }) => width > 0 && (width < leastPx || height < leastPx))
        .map(({ words, width, height }) => `${words} ${width} × ${height}`);
      expect(small, `${screen} / ${fixture} ${opened}`).toEqual([]);
    }
    await page.setViewportSize(panels.landscape);
  },
  300_000,
);
