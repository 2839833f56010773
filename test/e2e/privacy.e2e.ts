import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';

/** A shared screen: a minute after a driver has left (here some seconds), nothing of theirs is on it or behind it. */

test.use({ settings: { 'timeouts.absentMs': '2500', 'timeouts.absentQuestionMs': '1500' } });

/** Everything the page holds that could be read: what is drawn, what is typed, what is kept. */
const heldBy = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const typed = [...document.querySelectorAll('input, textarea, select')].map(
      (field) => (field as HTMLInputElement).value,
    );
    const { lang } = document.documentElement;
    // The names react-aria gives have figures of chance in them, which may be those of a card.
    const page = document.body.innerHTML.replaceAll(/react-aria\d+/g, 'react-aria');
    return [`lang=${lang}`, document.title, location.href, page, ...typed].join('\n');
  });
const stored = (page: Page) =>
  page.evaluate(() => ({ local: { ...localStorage }, session: Object.keys(sessionStorage), cookies: document.cookie }));

/** Nobody touches the screen any more, until it is the next driver's; then it holds none of these words. */
async function leaves(kiosk: Kiosk, words: readonly string[]): Promise<void> {
  const { page } = kiosk;
  const { visit } = kiosk.view();
  const before = await heldBy(page);
  for (const word of words) expect(before, `while the driver is there: ${word}`).toContain(word);
  await expect.poll(() => kiosk.view().visit, { timeout: 20_000 }).toBeGreaterThan(visit);
  await kiosk.sees('attract');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const after = await heldBy(page);
  for (const word of words) expect(after, `when the driver has left: ${word}`).not.toContain(word);
  expect(await stored(page)).toEqual({ local: { language: 'en' }, session: ['token'], cookies: '' });
  expect(kiosk.view()).toMatchObject({
    language: 'en',
    largeText: false,
    highContrast: false,
    lowReach: false,
    help: null,
    accessOpen: false,
    screen: { name: 'attract' },
  });
}

async function toReceipt(kiosk: Kiosk) {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(500);
  return kiosk.unplugForReceipt();
}
const press = (page: Page, selector: string) => page.locator(selector).click();

test('language, larger text, and a number half typed', async ({ kiosk, page }) => {
  for (const type of ['SET_LARGE_TEXT', 'SET_HIGH_CONTRAST', 'SET_LOW_REACH'] as const)
    await kiosk.station.headless.station.handlers.kiosk?.handleSendIntent({ type, on: true });
  await kiosk.press('Find my receipt');
  await kiosk.press(/With the number/);
  await kiosk.sees('find', ({ step }) => step === 'number');
  await kiosk.type('314159');
  await kiosk.chooseLanguage('Español');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await leaves(kiosk, ['314159', 'lang=es', 'data-large-text="true"']);
});

test('a receipt with an address half typed > behind the card', async ({ kiosk, page }) => {
  const { receipt } = await toReceipt(kiosk);
  await press(page, '.by-mail');
  await kiosk.type('ana');
  await leaves(kiosk, ['ana', receipt.receiptNumber, receipt.card?.last4 ?? 'no card']);
  // The cable leads to no receipt any more, only to a new charge.
  await kiosk.choose('A');
  await kiosk.sees('price');
});

test('a company half typed', async ({ kiosk, page }) => {
  await toReceipt(kiosk);
  await press(page, '.vat-invoice');
  await kiosk.type('Quexada');
  await leaves(kiosk, ['Quexada']);
});

test('a charge goes on > the next at the screen reads neither stop code nor card', async ({ kiosk, page }) => {
  await kiosk.payWith('visa');
  const { stopCode, hold } = await kiosk.sees('plug', ({ step }) => step === 'cable');
  const last4 = hold?.card.last4 ?? 'no card';
  expect(stopCode).toMatch(/^\d{4}$/);
  await kiosk.plugIn();
  await kiosk.charges();
  await leaves(kiosk, [`<strong>${stopCode}</strong>`, last4]);
  await kiosk.choose('A');
  const seen = await kiosk.sees('charging');
  expect([seen.stopCode, seen.hold?.card.last4]).toEqual([null, null]);
  const after = await heldBy(page);
  expect(after).not.toContain(`<strong>${stopCode}</strong>`);
  expect(after).not.toContain(last4);
  // Who knows the code still stops with it.
  await kiosk.press('Stop charging');
  await kiosk.type(stopCode ?? '');
  await kiosk.sees('charging', ({ activity }) => activity !== 'active');
  await kiosk.unplugForReceipt();
});

test('help: a number to be called at half typed, a word looked for, an answer read', async ({ kiosk, page }) => {
  await kiosk.press('Help');
  await kiosk.press('Call me back');
  await kiosk.type('6123456');
  await leaves(kiosk, ['6123456']);

  await kiosk.press('Help');
  await kiosk.press('Search');
  await kiosk.type('qwerty');
  await leaves(kiosk, ['qwerty']);

  await kiosk.press('Help');
  await kiosk.press('Paying');
  await kiosk.press('My card was declined');
  await leaves(kiosk, ['answer-steps']);
  await kiosk.press('Help');
  await expect(page.getByText('Answers for this moment')).toBeVisible();
});

test('help that was asked for is the next visitor’s no more', async ({ kiosk, page }) => {
  await kiosk.press('Help');
  await kiosk.press('Call me back');
  await kiosk.type('612345678');
  await kiosk.press('Please call me');
  await expect(page.getByText(/will call you/)).toBeVisible();
  await leaves(kiosk, ['S1-H1']);
  await kiosk.press('Help');
  await expect(page.getByText('Answers for this moment')).toBeVisible();
  expect(await heldBy(page)).not.toContain('S1-H1');
});
