import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { galleryUrl } from './gallery.ts';
import { type Opening, open } from './openings.ts';
import { type PanelName, panels } from './panels.ts';
import { subjects } from './subjects.ts';
import { tooSmall } from './tooSmall.ts';

/**
 * Axe on every fixture, by day and by night, in high contrast and mirrored: names, roles, order, and contrast to WCAG
 * 2.2 AA, AAA in high contrast; and every button in millimetres.
 */

/** `npm run axe` looks at everything; a test run at each screen once, the looks by turns, on the smallest panel. */
const everything = process.env.SURTIDOR_EVERY_LOOK !== undefined;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
});
afterAll(() => browser?.close());

async function show(opening: Opening, panel: PanelName, look: Readonly<Record<string, string>>): Promise<void> {
  const { screen, fixture } = opening;
  await page.setViewportSize(panels[panel]);
  const inches = String(panels[panel].inches);
  await page.goto(`${galleryUrl()}?${new URLSearchParams({ screen, fixture, inches, lang: 'de', ...look })}`);
  await page.locator('main').first().waitFor();
  await open(page, opening);
}

const looks = {
  'by day': { theme: 'day' },
  'by night': { theme: 'night' },
  'in high contrast by day': { theme: 'day', contrast: '' },
  'in high contrast by night': { theme: 'night', contrast: '' },
  mirrored: { theme: 'day', dir: 'rtl' },
} as const;
const names = Object.keys(looks) as (keyof typeof looks)[];

describe.each(names)('%s', (name) => {
  const look = looks[name];
  const seen = everything ? subjects : subjects.filter((_, i) => names[i % names.length] === name);
  it.each(seen)('$screen / $fixture $opened has no violation and no small button', async (opening) => {
    const panel = everything ? 'landscape' : 'small';
    await show(opening, panel, look);
    const { violations } = await new AxeBuilder({ page })
      // Without frames there is nothing that the results would have to be gathered from in a page of their own.
      .setLegacyMode()
      .options('contrast' in look ? { rules: { 'color-contrast-enhanced': { enabled: true } } } : {})
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join('; ')}`,
      ),
    ).toEqual([]);
    expect(await tooSmall(page, panels[panel])).toEqual([]);
  });
});

it.each(everything ? (['portrait', 'small', 'wide'] as const) : [])(
  'every button on the %s panel is at least 15 mm each way',
  async (panel) => {
    for (const opening of subjects) {
      await show(opening, panel, {});
      expect(await tooSmall(page, panels[panel]), `${opening.screen} / ${opening.fixture} ${opening.opened}`).toEqual(
        [],
      );
    }
  },
  300_000,
);
