import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { opened } from '../../electron/store/fixtures.ts';
import { expect, type StationUnderTest, startStation, test } from './fixture.ts';
import { enrol, goTo, type Known, openMaintenance, signIn, wrongWith } from './staff.ts';

/** What staff set, from their page to the driver's. */

const PICTURES = process.env.SURTIDOR_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  for (const [size, width, height] of [
    ['wide', 1280, 800],
    ['small', 800, 480],
    ['tall', 1080, 1920],
    ['end', 1280, 1270],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (size === 'end') await page.locator('main.page').evaluate((all) => all.scrollTo(0, all.scrollHeight));
    await page.screenshot({ path: `${PICTURES}/${name}.${size}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
/** The same in German, and mirrored. */
async function pictures(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  await picture(page, `${name}.en`);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await picture(page, `${name}.de`);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await picture(page, `${name}.de.rtl`);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en');
}

const setting = (page: Page, name: string) =>
  page.locator('.setting').filter({ has: page.getByRole('heading', { name, exact: true }) });
const change = (page: Page, name: string) => page.getByRole('button', { name: `Change: ${name}`, exact: true }).click();
const undo = (page: Page, name: string) => page.getByRole('button', { name: `Undo: ${name}`, exact: true }).click();

/** What a driver reads who comes to cable A. */
async function asDriver(chromium: Browser, { headless }: StationUnderTest): Promise<{ price: string; hold: string }> {
  const page = await (await chromium.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(headless.url);
  await page.getByRole('button', { name: /Cable A/ }).click();
  await expect(page.locator('main.price-screen')).toBeVisible();
  const hold = await page.locator('main.price-screen').innerText();
  const price = headless.station.view().price.parts[0]?.amount ?? '';
  await page.getByRole('button', { name: /^(Cancel|Back)/ }).click();
  await page.context().close();
  return { price, hold: /€[\d.]+/.exec(hold)?.[0] ?? '' };
}

test('the administrator sets price and hold > restart when free > the next driver pays them > undone in one touch', async ({
  chromium,
}) => {
  test.setTimeout(240_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
  let asked = 0;
  let station = await startStation(dataDir, {}, () => {
    asked += 1;
  });
  /** As the process around it does. */
  async function begunAnew(): Promise<void> {
    await expect.poll(() => asked).toBe(1);
    await station.headless.close();
    asked = 0;
    station = await startStation(dataDir, {}, () => {
      asked += 1;
    });
    await expect.poll(() => station.headless.station.view().terminal, { timeout: 20_000 }).toBe('up');
  }
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  let { page, problems } = await openMaintenance(chromium, station.headless);
  const ada: Known = await enrol(page, first.person.number, first.code);
  await goTo(page, 'Settings');
  await expect(page.getByRole('heading', { name: 'What drivers pay' })).toBeVisible();
  await pictures(page, 'begin');

  await change(page, 'Set aside before a charge');
  await expect(page.getByText('From €1.00 to €300.00')).toBeVisible();
  await page.getByRole('textbox', { name: /Amount/ }).fill('900');
  await expect(page.getByText('Amount: €900.00')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveText('At most €300.00.');
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await page.getByRole('textbox', { name: /Amount/ }).fill('90');
  await pictures(page, 'hold');
  await expect.poll(() => wrongWith(page), { timeout: 20_000 }).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It applies from the station’s next start on.')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(setting(page, 'Set aside before a charge')).toContainText('€60.00');
  await expect(setting(page, 'Set aside before a charge')).toContainText('From the next start on: €90.00');

  await change(page, 'Tariff');
  await page.getByRole('textbox', { name: '€ per kWh' }).fill('69');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('is the price in cents')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('textbox', { name: '€ per kWh' }).fill('0.69');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('row', { name: /30 kWh in 40 min €18\.05 €21\.05/ })).toBeVisible({
    timeout: 30_000,
  });
  await pictures(page, 'tariff');
  await expect.poll(() => wrongWith(page), { timeout: 20_000 }).toEqual([]);
  await page.getByRole('button', { name: 'Use this tariff' }).click();
  await page.getByRole('button', { name: 'Yes, use it' }).click();
  await expect(page.getByText('Saved. It applies from the station’s next start on.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Close' }).click();

  await change(page, 'Brightness by day');
  await page.getByRole('button', { name: '80%' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(station.headless.station.view().panel.brightnessPercent).toBe(80);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('row', { name: /Brightness by day 80%/ })).toBeVisible();
  await pictures(page, 'changed');
  await expect.poll(() => wrongWith(page), { timeout: 20_000 }).toEqual([]);

  await page.getByRole('button', { name: 'Restart when nobody charges' }).click();
  await begunAnew();
  await page.context().close();
  expect(problems.filter((problem) => !/WebSocket/.test(problem))).toEqual([]);
  expect(await asDriver(chromium, station)).toEqual({ price: '0.69', hold: '€90.00' });

  ({ page, problems } = await openMaintenance(chromium, station.headless));
  await signIn(page, ada);
  await goTo(page, 'Settings');
  await undo(page, 'Tariff');
  await expect(setting(page, 'Tariff')).toContainText('From the next start on: €0.59 per kWh');
  await undo(page, 'Set aside before a charge');
  await expect(setting(page, 'Set aside before a charge')).toContainText('From the next start on: €60.00');
  await expect(setting(page, 'Set aside before a charge').getByText('Saved.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Restart when nobody charges' }).click();
  await begunAnew();
  await page.context().close();
  expect(await asDriver(chromium, station)).toEqual({ price: '0.59', hold: '€60.00' });
  expect(station.headless.station.books.verify().ok).toBe(true);
  await station.headless.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a technician sets the panel and reads the rest', async ({ chromium, station }) => {
  test.slow();
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  const { page } = await openMaintenance(chromium, station.headless);
  await enrol(page, first.person.number, first.code);
  await goTo(page, 'Staff');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ana');
  await page.getByRole('button', { name: 'Technician' }).click();
  await page.getByRole('button', { name: 'Create one-time code' }).click();
  await expect(page.locator('.told dd')).toHaveCount(2);
  const [number = '', code = ''] = (await page.locator('.told dd').allInnerTexts()).map((it) => it.replaceAll(' ', ''));
  await page.context().close();
  const own = await openMaintenance(chromium, station.headless);
  await enrol(own.page, number, code);
  await goTo(own.page, 'Settings');
  await expect(setting(own.page, 'Tariff')).toContainText('€0.59 per kWh');
  await expect(own.page.getByRole('button', { name: /^Change: (Tariff|Set aside|Languages|Help line)/ })).toHaveCount(
    0,
  );
  await pictures(own.page, 'technician');
  await change(own.page, 'Day and night');
  await own.page.getByRole('button', { name: 'Always night' }).click();
  await own.page.getByRole('button', { name: 'Save' }).click();
  await expect(own.page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(station.headless.station.view().panel.theme).toBe('night');
  await own.page.getByRole('button', { name: 'Close' }).click();
  await undo(own.page, 'Day and night');
  await expect.poll(() => station.headless.station.view().panel.theme).not.toBe('night');
  expect(own.problems).toEqual([]);
  await own.page.context().close();
});

test('what no longer fits is told > drivers get the file’s value > dropped in one touch', async ({ chromium }) => {
  test.slow();
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
  const before = opened(join(dataDir, 'station.db'), Date.now);
  before.recordSetting({ path: 'payment.holdMinor', value: 50, person: 'Eva' });
  before.close();
  const station = await startStation(dataDir, {});
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  await expect.poll(() => station.headless.station.view().terminal, { timeout: 20_000 }).toBe('up');
  expect((await asDriver(chromium, station)).hold).toBe('€60.00');
  const { page, problems } = await openMaintenance(chromium, station.headless);
  await enrol(page, first.person.number, first.code);
  await goTo(page, 'Settings');
  const hold = setting(page, 'Set aside before a charge');
  await expect(hold.getByRole('alert')).toContainText('no longer fits the config file');
  expect(await wrongWith(page)).toEqual([]);
  await hold.getByRole('button', { name: 'Use the file’s value' }).click();
  await expect(hold.getByRole('alert')).toHaveCount(0);
  await expect(hold).toContainText('as in the config file');
  expect(problems).toEqual([]);
  await page.context().close();
  await station.headless.close();
  rmSync(dataDir, { recursive: true, force: true });
});
