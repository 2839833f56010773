import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type StationUnderTest, startStation, test } from './fixture.ts';
import { enrol, goTo, type Known, openMaintenance, signIn, wrongWith } from './staff.ts';

/** What a technician tries out at the station, and what they find with it. */

const PICTURES = process.env.SURTIDOR_PICTURES;

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

async function signedIn(chromium: Parameters<typeof openMaintenance>[0], station: StationUnderTest) {
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  const { page, problems } = await openMaintenance(chromium, station.headless);
  const known: Known = await enrol(page, first.person.number, first.code);
  await goTo(page, 'Tests');
  return { page, problems, known };
}

const card = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

async function begin(page: Page, name: string): Promise<void> {
  await card(page, name).getByRole('button', { name: /^Run/ }).click();
}

test('a terminal whose cable is out is found, and so is that it is in again; money is moved by one cent and back', async ({
  chromium,
  station,
}) => {
  test.slow();
  const { page, problems } = await signedIn(chromium, station);
  await station.bench({ type: 'terminalLink', up: false });
  await begin(page, 'Terminal registration');
  const registration = card(page, 'Terminal registration');
  await expect(registration.getByText('Failed')).toBeVisible({ timeout: 20_000 });
  await expect(registration.getByText('Check its power and network cable', { exact: false })).toBeVisible();
  await picture(page, 'cable-out');
  await station.bench({ type: 'terminalLink', up: true });
  await begin(page, 'Terminal registration');
  await expect(registration.getByText('Passed')).toBeVisible({ timeout: 20_000 });

  await begin(page, 'Set aside 1 cent and release it');
  const hold = card(page, 'Set aside 1 cent and release it');
  await expect(hold.getByText('Hold a bank card or a phone to the reader.')).toBeVisible();
  await picture(page, 'hold');
  await station.bench({ type: 'presentCard', card: 'visa' });
  await expect(hold.getByText('Passed')).toBeVisible({ timeout: 20_000 });
  await expect(hold.getByText('VISA •••• 1111 contactless')).toBeVisible();
  expect(station.book()).toMatchObject([
    { heldMinor: 1, capturedMinor: null, state: 'released', reference: expect.stringMatching(/^TEST/) },
  ]);
  expect(station.headless.station.maintenance().openSettlements).toEqual([]);

  await goTo(page, 'Audit');
  await expect(page.getByRole('row', { name: /ended a test .*registration: terminalAway failed/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /ended a test .*hold passed/ })).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the station ends while nobody knows whether the cent is held: the next start gives it back', async ({
  chromium,
}) => {
  test.slow();
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
  const station = await startStation(dataDir, {});
  const { page } = await signedIn(chromium, station);
  await station.bench({ type: 'terminalFault', fault: 'dropBeforeStatus', on: true });
  await begin(page, 'Set aside 1 cent and release it');
  await expect(page.getByText('Hold a bank card or a phone to the reader.')).toBeVisible();
  await station.bench({ type: 'presentCard', card: 'visa' });
  await expect.poll(() => station.book().map(({ heldMinor }) => heldMinor)).toEqual([1]);
  await page.context().close();
  await station.headless.close();

  const again = await startStation(dataDir, {});
  await expect.poll(() => again.book().map(({ state }) => state), { timeout: 30_000 }).toEqual(['released']);
  const { books } = again.headless.station;
  expect(books.holds().filter(({ state }) => state !== 'released')).toEqual([]);
  expect(again.headless.station.maintenance().openSettlements).toEqual([]);
  expect(books.verify().ok).toBe(true);
  await again.headless.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('an empty printer is found and filled; the test survives the page, and says who ran it', async ({
  chromium,
  station,
}) => {
  test.slow();
  const { page, problems, known } = await signedIn(chromium, station);
  await station.bench({ type: 'printerPaper', loaded: false });
  await begin(page, 'Receipt printer');
  const printer = card(page, 'Receipt printer');
  await expect(printer.getByText('Put in a new roll', { exact: false })).toBeVisible({ timeout: 20_000 });
  await picture(page, 'paper-out');
  await station.bench({ type: 'printerPaper', loaded: true });
  await begin(page, 'Receipt printer');
  await expect(printer.getByText('Look at the page', { exact: false })).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await signIn(page, known);
  await goTo(page, 'Tests');
  await printer.getByRole('button', { name: 'Yes' }).click();
  await expect(printer.getByText('Passed')).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the emergency stop, the network and a whole practice charge', async ({ chromium, station }) => {
  test.slow();
  const { page, problems } = await signedIn(chromium, station);
  await begin(page, 'Emergency stop');
  const stop = card(page, 'Emergency stop');
  await expect(stop.getByText('Press the emergency stop button.')).toBeVisible();
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: true });
  await expect(stop.getByText('Seen at: A.', { exact: false })).toBeVisible({ timeout: 20_000 });
  await picture(page, 'stop');
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: false });
  await stop.getByRole('button', { name: 'Yes' }).click({ timeout: 20_000 });
  await expect(stop.getByText('Passed')).toBeVisible();
  for (const name of ['Charge controller answers', 'Network', 'Terminal diagnosis', 'Practice charge']) {
    await begin(page, name);
    await expect(card(page, name).getByText('Passed')).toBeVisible({ timeout: 60_000 });
  }
  await expect(card(page, 'Connector lock').getByRole('button')).toHaveCount(0);
  expect(station.headless.station.receipts()).toEqual([]);
  expect(station.book()).toEqual([]);
  expect(await wrongWith(page)).toEqual([]);
  if (PICTURES) {
    for (const [name, width, height] of [
      ['wide', 1280, 800],
      ['tall', 1080, 1920],
      ['small', 800, 480],
    ] as const) {
      await page.setViewportSize({ width, height });
      await picture(page, `tests-${name}`);
    }
    await page.setViewportSize({ width: 1280, height: 2600 });
    await picture(page, 'tests-whole');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'tests-night');
  }
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the glass field by field, the colours, the chime and the voice: judged by whoever stands there', async ({
  chromium,
  station,
}) => {
  test.slow();
  const { page, problems } = await signedIn(chromium, station);
  await begin(page, 'Touch panel');
  await expect(page.getByText('Touch every field. 0 of 40 felt you.').last()).toBeVisible();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(10, 10);
  await page.mouse.down();
  for (let row = 0; row < 5; row += 1)
    for (let column = 0; column < 8; column += 1) {
      if (row === 4 && column === 7) await picture(page, 'touch');
      await page.mouse.move(((column + 0.5) / 8) * width, ((row + 0.5) / 5) * height);
    }
  await page.mouse.up();
  const touch = card(page, 'Touch panel');
  await expect(touch.getByText('Passed')).toBeVisible();

  await begin(page, 'Display');
  const display = card(page, 'Display');
  await expect(display.getByRole('button', { name: 'Yes' })).toBeDisabled();
  await display.getByRole('button', { name: 'Show the colours' }).click();
  await picture(page, 'colour');
  for (let shown = 0; shown < 5; shown += 1) await page.getByRole('button', { name: 'Touch to go on' }).click();
  await display.getByRole('button', { name: 'Yes' }).click();
  await display.getByRole('button', { name: 'Show the greys' }).click();
  await picture(page, 'greys');
  await page.getByRole('button', { name: 'Touch to go on' }).click();
  await picture(page, 'display');
  await display.getByRole('button', { name: 'No' }).click();
  await expect(display.getByText('The picture is too dark or flat.', { exact: false })).toBeVisible();

  await begin(page, 'Sound and speech');
  const sound = card(page, 'Sound and speech');
  await sound.getByRole('button', { name: 'Play' }).click();
  await sound.getByRole('button', { name: 'Yes' }).click();
  // The browser of the tests has no voices.
  await sound.getByRole('button', { name: 'No voice here' }).click();
  await expect(sound.getByText('This machine has no voice', { exact: false })).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});
