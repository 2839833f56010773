import german from '../../locales/de/charging.json' with { type: 'json' };
import spanish from '../../locales/es/charging.json' with { type: 'json' };
import { expect, test } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';
import { keyWithPin } from './pinHash.ts';
import { tour, tourSettings } from './tour.ts';

/** The driver at the glass: language, size, help, absence; the page that is loaded anew; two pages at once. */

/** Title and choices of the screen. The seconds still to go and the live values are not part of it. */
async function lookOf(kiosk: Kiosk) {
  const main = kiosk.page.locator('main');
  return {
    title: await main.getByRole('heading', { level: 1 }).innerText(),
    choices: (await main.getByRole('button').allInnerTexts()).map((text) => text.split('\n')[0]),
  };
}

test.describe('every screen', () => {
  test.use({ settings: { ...tourSettings, idTokens: JSON.stringify([keyWithPin()]) } });
  test.slow();

  test('is the same after the page is loaded anew', async ({ kiosk, page }) => {
    const seen: string[] = [];
    await tour(kiosk, async (place) => {
      seen.push(place);
      const before = await lookOf(kiosk);
      await page.reload();
      await expect(page.locator('main')).toBeVisible();
      expect(await lookOf(kiosk), place).toEqual(before);
    });
    expect(seen).toHaveLength(13);
  });

  test('has help that knows whom to call and what to say', async ({ kiosk, page }) => {
    await tour(kiosk, async (place) => {
      const { screen } = kiosk.view();
      await kiosk.press('Help');
      const sheet = page.getByRole('dialog', { name: 'How can we help?' });
      await expect(sheet, place).toBeVisible();
      await expect(sheet.getByText('+34 900 123 456')).toBeVisible();
      const label = 'connectorId' in screen ? `ES · SUR · E0001 · ${screen.connectorId}` : 'ES · SUR · E0001';
      await expect(sheet.getByText(label)).toBeVisible();
      if (place === 'declined') await expect(sheet.getByText('Code P-101')).toBeVisible();
      await sheet.getByRole('button', { name: 'Close' }).click();
      await expect(sheet).toBeHidden();
      expect(kiosk.view().screen.name).toBe(screen.name);
    });
  });

  test('can be read larger and in each language', async ({ kiosk, page }) => {
    const title = () => page.locator('main').getByRole('heading', { level: 1 });
    const size = () => title().evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    const largerText = async () => {
      await kiosk.press('Easier to use');
      await kiosk.press('Larger text');
      await page.locator('dialog.access').getByRole('button', { name: 'Done' }).click();
      await expect(page.locator('dialog.access')).toBeHidden();
    };
    await tour(kiosk, async (place) => {
      const [english, usual] = [await title().innerText(), await size()];
      await largerText();
      await expect.poll(size, { message: `${place}: larger` }).toBeGreaterThan(usual);
      const titles = [english];
      for (const [name, tag] of [
        ['Español', 'es'],
        ['Deutsch', 'de'],
      ] as const) {
        await kiosk.chooseLanguage(name);
        await expect(page.locator('html')).toHaveAttribute('lang', tag);
        titles.push(await title().innerText());
      }
      expect(new Set(titles).size, `${place}: ${titles.join(' | ')}`).toBe(3);
      await kiosk.chooseLanguage('English');
      await expect(title()).toHaveText(english);
      await largerText();
      await expect.poll(size).toBe(usual);
    });
  });
});

test.describe('a visit ends', () => {
  test.use({ settings: { 'timeouts.absentMs': '2500', 'timeouts.absentQuestionMs': '1500' } });

  test('language changed mid-charge > back to the own one, the charge goes on', async ({ kiosk, page }) => {
    await kiosk.plugIn();
    await kiosk.press('Continue to payment');
    await kiosk.sees('present', ({ step }) => step === 'card');
    await kiosk.tap('visa');
    await kiosk.sees('charging', ({ activity }) => activity === 'active');
    await kiosk.chooseLanguage('Español');
    await expect(page.getByRole('heading', { level: 1, name: spanish.title.active })).toBeVisible();
    await kiosk.chooseLanguage('Deutsch');
    await expect(page.getByRole('heading', { level: 1, name: german.title.active })).toBeVisible();
    await page.locator('.tools').getByRole('button').nth(1).click();
    await page.locator('.toggle').first().click();
    await expect.poll(() => kiosk.view().largeText).toBe(true);
    await kiosk.sees('attract');
    await expect(page.getByRole('heading', { name: 'Choose your cable' })).toBeVisible();
    const { language, largeText, connectors } = kiosk.view();
    expect({ language, largeText, status: connectors[0]?.status }).toEqual({
      language: 'en',
      largeText: false,
      status: 'charging',
    });
    await kiosk.unplug();
    await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  });

  test('"still there?" > yes > stays; no answer > goes home, help closed', async ({ kiosk, page }) => {
    await kiosk.choose('A');
    await kiosk.sees('price');
    const question = page.getByRole('dialog', { name: 'Are you still there?' });
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: 'I am still here' }).click();
    await expect(question).toBeHidden();
    expect(kiosk.view().screen.name).toBe('price');
    await kiosk.press('Help');
    await expect(question).toBeVisible();
    await kiosk.sees('attract');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(kiosk.view().connectors.map(({ status }) => status)).toEqual(['free', 'free']);
  });
});

test('two pages show one screen, and of two touches at once one counts', async ({ kiosk, page, station }) => {
  const other = await page.context().newPage();
  await other.goto(station.headless.url);
  const start = (one: typeof page) => one.getByRole('button', { name: 'Continue to payment' });
  await other.getByRole('button', { name: /Cable A/ }).click();
  await expect(start(page)).toBeVisible();
  kiosk.expectsRefusals = true;
  const buttons = await Promise.all([page, other].map((one) => start(one).elementHandle()));
  await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
  await kiosk.sees('present', ({ step }) => step === 'card');
  await expect(other.getByRole('heading', { name: /^Hold your card/ })).toBeVisible();
  await kiosk.tap('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  expect(kiosk.booked()).toHaveLength(1);
  await other.getByRole('button', { name: 'Cancel' }).click();
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  await expect(other.getByRole('heading', { name: 'Nothing was charged' })).toBeVisible();
});
