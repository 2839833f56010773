import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

/** A charge without touching the glass. */

const MOST_STEPS = 40;

/** What has the focus, as a screen reader names it, and how thick its ring is. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const words = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    const ring = element ? getComputedStyle(element) : null;
    return {
      words: words.replace(/\s+/g, ' ').trim(),
      tag: element?.tagName ?? '',
      ringPx: ring?.outlineStyle === 'solid' ? Number.parseFloat(ring.outlineWidth) : 0,
    };
  });

/** Moves on with one key until the focus is on what is named, and chooses it. Whatever is passed shows where the focus is. */
async function go(page: Page, on: string, choose: string, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < MOST_STEPS; i++) {
    const { words, tag, ringPx } = await focused(page);
    if (tag !== 'H1') {
      passed.push(words);
      expect(ringPx, `ring on ${words}`).toBeGreaterThanOrEqual(3);
    }
    if (name.test(words) && tag === 'BUTTON') return page.keyboard.press(choose);
    await page.keyboard.press(on);
  }
  throw new Error(`${name} was not reached; passed ${passed.join(' | ')}`);
}

/** The title has the focus: a screen is read from its beginning. */
const atTitle = (page: Page, title: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();

const pads = {
  keyboard: { on: 'Tab', choose: 'Enter', digits: (code: string) => [...code].map((digit) => `Digit${digit}`) },
  'tactile keypad': {
    on: 'Numpad6',
    choose: 'Numpad5',
    digits: (code: string) => [...code].map((digit) => `Numpad${digit}`),
  },
};

for (const [name, pad] of Object.entries(pads)) {
  test(`${name} > from choosing a cable to the receipt`, async ({ kiosk, page, station }) => {
    const press = (button: RegExp) => go(page, pad.on, pad.choose, button);
    await press(/^ACable A|^Cable A/);
    await kiosk.sees('price');
    await atTitle(page, /set aside/);
    await press(/Continue to payment/);
    await kiosk.sees('present', ({ step }) => step === 'card');
    await station.bench({ type: 'presentCard', card: 'visa' });
    await kiosk.sees('plug', ({ step }) => step === 'cable');
    await atTitle(page, 'Plug cable A into your car');
    await kiosk.plugIn();
    await kiosk.charges();
    await atTitle(page, 'Charging');
    const { stopCode } = await kiosk.sees('charging');
    await press(/Stop charging/);
    await kiosk.sees('charging', ({ stopDialog }) => stopDialog !== null);
    await atTitle(page, 'Stop charging?');
    for (const key of pad.digits(stopCode ?? '')) await page.keyboard.press(key);
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    await kiosk.unplugForReceipt();
    await atTitle(page, /Here is your receipt/);
    await press(/^Done$/);
    await kiosk.sees('attract');
    await atTitle(page, 'Choose your cable');
  });
}

test('help by a key > the focus stays inside, and comes back to where it was', async ({ kiosk, page }) => {
  await go(page, 'Numpad6', 'Numpad5', /Cable B/);
  await kiosk.sees('price');
  await page.keyboard.press('Numpad6');
  const before = await focused(page);
  await page.keyboard.press('Numpad0');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press(i % 2 ? 'Tab' : 'Numpad2');
    expect(await sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('NumpadMultiply');
  await expect(sheet).toBeHidden();
  expect(await focused(page)).toEqual(before);
  await page.keyboard.press('Escape');
  await kiosk.sees('attract');
});

test('time runs out > a key gives more', async ({ kiosk, page }) => {
  await kiosk.choose('A');
  const { deadlineMs } = await kiosk.sees('price');
  await page.keyboard.press('Numpad9');
  await kiosk.sees('price', (screen) => screen.deadlineMs > deadlineMs);
});
