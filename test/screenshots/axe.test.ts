import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '../../renderer/fixtures.ts';
import { launchBrowser } from '../browser.ts';
import { serveGallery } from './gallery.ts';
import { type Opening, open, openings } from './openings.ts';

/** Axe on every fixture, by day and by night, in high contrast and mirrored: names, roles, order, and contrast to WCAG 2.2 AA. */

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  gallery = await serveGallery();
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

const views: readonly Opening[] = [
  ...Object.entries(fixtures).flatMap(([screen, byName]) =>
    Object.keys(byName).map((fixture) => ({ screen, fixture, opened: 'nothing', touch: [] })),
  ),
  ...openings,
];

const looks = {
  'by day': { theme: 'day' },
  'by night': { theme: 'night' },
  'in high contrast by day': { theme: 'day', contrast: '' },
  'in high contrast by night': { theme: 'night', contrast: '' },
  mirrored: { theme: 'day', dir: 'rtl' },
} as const;

describe.each(Object.entries(looks))('%s', (_, look) => {
  it.each(views)('$screen / $fixture with $opened opened has no violation', async (opening) => {
    const { screen, fixture } = opening;
    await page.goto(`${gallery.url}?${new URLSearchParams({ screen, fixture, ...look })}`);
    await page.locator('main').first().waitFor();
    await open(page, opening);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join('; ')}`,
      ),
    ).toEqual([]);
  });
});

it('every button is at least 72 px each way on a 1280 px panel', async () => {
  for (const opening of views) {
    const { screen, fixture } = opening;
    await page.goto(`${gallery.url}?${new URLSearchParams({ screen, fixture })}`);
    await page.locator('main').first().waitFor();
    await open(page, opening);
    const small = await page.locator('button').evaluateAll((buttons) =>
      buttons
        .map((button) => ({ words: button.textContent, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 72 || box.height < 72)
        .map(({ words, box }) => `${words} ${box.width} × ${box.height}`),
    );
    expect(small, `${screen} / ${fixture}`).toEqual([]);
  }
});
