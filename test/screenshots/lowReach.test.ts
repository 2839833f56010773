import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { galleryUrl } from './gallery.ts';
import { type Opening, open } from './openings.ts';
import { overflowing } from './overflowing.ts';
import { subjects } from './subjects.ts';

/**
 * Low reach on tall panels: whoever sits reaches everything that is touched (EN 301 549, 8.3.2; PAS 1899), nothing is cut off,
 * and the words are as large as ever.
 */

/** `npm run axe` looks at everything; a test run at every third screen, the looks by turns. */
const everything = process.env.SURTIDOR_EVERY_LOOK !== undefined;
const PANEL = { width: 1080, height: 1920 };
const REACH = 0.45;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: PANEL });
});
afterAll(() => browser?.close());

async function show(opening: Opening, look: Readonly<Record<string, string>>): Promise<void> {
  const { screen, fixture } = opening;
  await page.goto(`${galleryUrl()}?${new URLSearchParams({ screen, fixture, theme: 'day', ...look })}`);
  await page.locator('main').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await open(page, opening);
}

const looks = {
  '22 inches, German': { low: '', inches: '22', lang: 'de' },
  '22 inches, German, large text': { low: '', inches: '22', lang: 'de', large: '' },
  '32 inches, Arabic': { low: '', inches: '32', lang: 'ar' },
  '22 inches, Arabic, large text': { low: '', inches: '22', lang: 'ar', large: '' },
  '32 inches, German, large text': { low: '', inches: '32', lang: 'de', large: '' },
} as const;
const names = Object.keys(looks) as (keyof typeof looks)[];

describe.each(names)('%s', (name) => {
  const seen = everything ? subjects : subjects.filter((_, i) => i % 3 === 0 && names[(i / 3) % names.length] === name);
  it.each(seen)('$screen / $fixture $opened is touched in the lower 45 %, and whole', async (opening) => {
    await show(opening, looks[name]);
    expect(await outOfReach()).toEqual([]);
    expect(await overflowing(page)).toEqual([]);
  });
});

it('the words are as large as without it, and larger in large text', async () => {
  const opening = { screen: 'price', fixture: 'plain', opened: '', touch: [] };
  const size = async (look: Readonly<Record<string, string>>) => {
    await show(opening, { inches: '22', lang: 'de', ...look });
    return page.locator('.lead').evaluate((words) => Number.parseFloat(getComputedStyle(words).fontSize));
  };
  const usual = await size({});
  expect(await size({ low: '' })).toBeGreaterThanOrEqual(usual);
  expect(await size({ low: '', large: '' })).toBeGreaterThan(usual);
});

/** What is to be touched above the lower 45 %. The whole glass wakes the screen; while a country is chosen, fields are read. */
const outOfReach = (): Promise<string[]> =>
  page.evaluate(
    (above) => {
      const within = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
      return [...within.querySelectorAll('button:not(.wake), input')]
        .filter((control) => {
          const { top, bottom, height } = control.getBoundingClientRect();
          const scrolled = control.closest('.scrolled-box')?.getBoundingClientRect();
          const hidden = scrolled && (bottom <= scrolled.top + 1 || top >= scrolled.bottom - 1);
          if (height === 0 || hidden || control.closest('.fields:has(~ .countries)')) return false;
          return top < above - 1 || bottom > innerHeight + 1;
        })
        .map((control) => `${control.className} "${control.textContent}" at ${control.getBoundingClientRect().top}`);
    },
    PANEL.height * (1 - REACH),
  );
