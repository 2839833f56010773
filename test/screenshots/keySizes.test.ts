import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../locales/languages.ts';
import { launchBrowser } from '../browser.ts';
import { galleryUrl } from './gallery.ts';
import { type Opening, open } from './openings.ts';
import { overflowing } from './overflowing.ts';
import { type Panel, panels } from './panels.ts';
import { tooSmall } from './tooSmall.ts';

/** Every page of every keyboard on seven inches, the languages and the switches, for gloved and wet hands: whole, large enough, and nothing over it. */

const ofReceipt = (opened: string, ...touch: readonly string[]): Opening => ({
  screen: 'receipt',
  fixture: 'buyer',
  opened,
  touch,
});
const ofHelp = (opened: string, ...touch: readonly string[]): Opening => ({
  screen: 'attract',
  fixture: 'help',
  opened,
  touch,
});
const keyboards: readonly Opening[] = [
  ofReceipt('name', '.vat-invoice'),
  ofReceipt('digits', '.vat-invoice', '.key.more'),
  ofReceipt('accents', '.vat-invoice', '.key.accents'),
  ofReceipt('other accents', '.vat-invoice', '.key.accents', '.key.accents'),
  ofReceipt('the last of the letters', '.vat-invoice', '.key.accents', '.key.accents', '.key.accents'),
  ofReceipt('VAT number', '.vat-invoice', '.vat-number'),
  ofReceipt('countries', '.vat-invoice', '.country'),
  { ...ofReceipt('address', '.by-mail'), fixture: 'captured' },
  { ...ofReceipt('signs of an address', '.by-mail', '.key.more'), fixture: 'captured' },
  ofHelp('search', '.search'),
  ofHelp('number to call', '.call-back'),
  { screen: 'find', fixture: 'number', opened: 'receipt number', touch: [] },
  { screen: 'attract', fixture: 'many-languages', opened: 'sixteen languages', touch: [] },
  { screen: 'attract', fixture: 'no-voice', opened: 'easier to use', touch: [] },
];

/** `npm run axe` looks at every language; a test run at each arrangement of letters, and at a mirrored one. */
const everything = process.env.SURTIDOR_EVERY_LOOK !== undefined;
const sizes: readonly Panel[] = [panels.small, { width: 1024, height: 600, inches: 7 }];
const looks = (everything ? languages : (['de', 'fr', 'sv', 'ar', 'uk', 'he', 'ja'] as const)).flatMap((lang, i) =>
  [{}, { large: '' }]
    .flatMap((look) => sizes.map((panel) => ({ lang, look, panel })))
    .filter((_, j) => everything || i % 4 === j),
);

/** A letter of many answers, for those who have no key for it: keyboards of their own type it. */
const letters: Readonly<Record<string, string>> = { uk: 'а', ar: 'ا', he: 'ה', 'zh-CN': '电', ja: 'の' };

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ reducedMotion: 'reduce' });
});
afterAll(() => browser?.close());

it.each(looks)('every key is at least 15 mm each way: $lang $look $panel.width', async ({ lang, look, panel }) => {
  const wrong = async () => [
    ...(await tooSmall(page, panel)),
    // The country's key lies over the border of its field as well.
    ...(await overflowing(page)).filter((what) => !what.startsWith('div.field ')),
    ...(await covered()),
  ];
  await page.setViewportSize(panel);
  for (const opening of keyboards) {
    const { screen, fixture, opened } = opening;
    await page.goto(`${galleryUrl()}?${new URLSearchParams({ screen, fixture, lang, inches: '7', ...look })}`);
    await page.locator('main').first().waitFor();
    await open(page, opening);
    expect(await wrong(), opened).toEqual([]);
    if (opened !== 'search') continue;
    await page.locator('.help .field input').fill(letters[lang] ?? 'e');
    await page.locator('.all-found').waitFor();
    expect(await wrong(), 'the best answers').toEqual([]);
    await page.locator('.all-found').click();
    expect(await wrong(), 'all answers').toEqual([]);
  }
});

/** Keys that lie off the panel or, where their middle or a corner is touched, under something else. */
const covered = (): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.keyboard button, .languages button, dialog[open] .actions button')]
      .filter((key) => {
        const { left, right, top, bottom } = key.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const points = [
          [x, y],
          [left + 2, y],
          [right - 2, y],
          [x, top + 2],
          [x, bottom - 2],
        ] as const;
        return points.some(([x, y]) => document.elementFromPoint(x, y)?.closest('button') !== key);
      })
      .map((key) => `covered: ${key.textContent || key.className}`),
  );
