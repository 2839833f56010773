import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { twelve34, write } from '../../electron/books/fixtures.ts';
import { opened } from '../../electron/store/fixtures.ts';
import { test as base, expect, type StationUnderTest, startStation } from './fixture.ts';
import { enrol, goTo, openMaintenance, pagesOf, wrongWith } from './staff.ts';

/** The work of a bookkeeper at the station, once a month, on books that have three charges. */

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
  station: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
    const clock = { nowMs: 0 };
    const store = opened(join(dataDir, 'station.db'), () => clock.nowMs);
    const hourAgo = Date.now() - 3_600_000;
    for (const id of ['A', 'B', 'C'])
      write(store, { ...twelve34, id, issuedAtMs: hourAgo, capturedAtMs: hourAgo + 1_000 }, {}, clock);
    store.close();
    const station = await startStation(dataDir, {});
    await use(station);
    await station.headless.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
});

async function entered(chromium: Parameters<typeof openMaintenance>[0], station: StationUnderTest) {
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  const { page, problems } = await openMaintenance(chromium, station.headless);
  await enrol(page, first.person.number, first.code);
  return { page, problems };
}

async function fetched(page: Page, name: string | RegExp): Promise<[name: string, text: string]> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
}

test('a period is shown in pictures and numbers, and each table can be taken along', async ({ chromium, station }) => {
  test.slow();
  const { page, problems } = await entered(chromium, station);
  expect(await pagesOf(page)).toEqual(expect.arrayContaining(['Reports', 'Books']));
  await goTo(page, 'Reports');
  await page.getByRole('button', { name: 'Year', exact: true }).click();
  await expect(page.locator('.tile', { hasText: 'Revenue' })).toContainText('€37.02');
  await expect(page.locator('.tile', { hasText: 'Charges' })).toContainText('3');
  await expect(page.getByRole('row', { name: 'VISA contactless 3 €37.02' })).toBeVisible();
  await expect(page.locator('.uplot canvas')).toBeVisible();
  const [name, text] = await fetched(page, 'Download as CSV: How drivers pay');
  expect(name).toMatch(/^payments-.*\.csv$/);
  expect(text).toContain('bankCard,VISA,contactless,3,37.02');
  await page.getByRole('button', { name: 'From – to' }).click();
  await page.getByLabel('From', { exact: true }).fill('2020-01-01');
  await page.getByLabel('To', { exact: true }).fill('2020-01-31');
  await expect(page.locator('.tile', { hasText: 'Charges' })).toContainText('0');
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the books of a period are checked and handed over', async ({ chromium, station }) => {
  test.slow();
  const { page, problems } = await entered(chromium, station);
  await goTo(page, 'Books');
  await page.getByRole('button', { name: 'From – to' }).click();
  // Just after midnight the charges are of the day before.
  const dayThere = (ms: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Madrid' }).format(ms);
  await page.getByLabel('From', { exact: true }).fill(dayThere(Date.now() - 86_400_000));
  await page.getByLabel('To', { exact: true }).fill(dayThere(Date.now()));
  await expect(page.getByText('Receipts, card payments and ends of day agree.')).toBeVisible();
  await expect(page.getByRole('row', { name: 'captured in this time €37.02' })).toBeVisible();
  await expect(page.getByText('No USB stick is plugged in.')).toBeVisible();
  const [name, text] = await fetched(page, 'Download');
  expect(name).toMatch(/^surtidor-.*-csv\.csv$/);
  expect(text.trimEnd().split('\r\n')).toHaveLength(5);
  await expect(page.getByText(/^Done: surtidor-/)).toBeVisible();
  await page.getByRole('button', { name: 'OCPI charge records' }).click();
  await expect(page.getByText('add station.location to the config')).toBeVisible();
  await goTo(page, 'Audit');
  await expect(page.getByRole('row', { name: /downloaded the books csv.*done/ })).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});

test('both pages can be used by everybody (axe), by day and by night', async ({ chromium, station }) => {
  test.slow();
  const { page } = await entered(chromium, station);
  for (const [name, there] of [
    ['Reports', '.uplot canvas'],
    ['Books', '.verdict'],
  ] as const) {
    await goTo(page, name);
    await expect(page.locator(there).first()).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await wrongWith(page), `${name} ${colorScheme}`).toEqual([]);
    }
  }
  await page.context().close();
});
