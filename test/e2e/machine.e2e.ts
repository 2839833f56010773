import type { Browser, Page } from '@playwright/test';
import type { MachineApi } from '../../electron/ipc/machine.ts';
import { expect, type StationUnderTest, test } from './fixture.ts';
import { enrol, goTo, openMaintenance, wrongWith } from './staff.ts';

/** What only Electron can do, on the pages: grey in a browser, at work where the preload has put its functions. */

const PICTURES = process.env.SURTIDOR_PICTURES;
const asked: string[] = [];

async function entered(chromium: Browser, { headless }: StationUnderTest, inWindow: boolean) {
  const first = await headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  const { page, problems } = await openMaintenance(chromium, headless);
  if (inWindow) {
    await page.exposeFunction('asked', (name: string) => asked.push(name));
    await page.addInitScript(likeElectron);
    await page.reload();
  }
  await enrol(page, first.person.number, first.code);
  return { page, problems };
}

/** Runs in the page, in the place of the preload's functions. */
function likeElectron(): void {
  const tell = (name: string) => (window as unknown as { asked(name: string): void }).asked(name);
  const answer = <V>(name: string, value: V) => {
    return async (token: string) => {
      tell(token.length > 20 ? name : `${name} of nobody`);
      return { ok: true as const, value };
    };
  };
  const panel = { id: 1, label: 'DSI-1', isPrimary: true, widthPx: 1280, heightPx: 800, rotation: 90, scale: 1 };
  const machine: MachineApi = {
    displays: answer('displays', [{ ...panel, hertz: 59.9, touch: 'available' as const }]),
    power: answer('power', { onBattery: false, keptAwake: true, untouchedMs: 2_000 }),
    figures: answer('figures', {
      isAccelerated: true,
      adapter: '8086:46a6',
      processes: [
        { kind: 'station' as const, pid: 1, cpuPercent: 2.4, memoryBytes: 180_000_000 },
        { kind: 'page' as const, pid: 2, cpuPercent: 4, memoryBytes: 210_000_000 },
        { kind: 'page' as const, pid: 3, cpuPercent: 1, memoryBytes: 90_000_000 },
      ],
    }),
    relaunch: answer('relaunch', null),
    saveTable: answer('saveTable', { path: '/media/stick/payments-2026-11-23-2026-11-24.csv' }),
    developerTools: answer('developerTools', null),
  };
  Object.assign(window, { surtidorMachine: machine });
}

async function pictured(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  for (const [size, width, height] of [
    ['wide', 1280, 3000],
    ['small', 800, 3400],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${PICTURES}/${name}-${size}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('in a browser, what only the station\u2019s own window can do is grey, and the page says why', async ({
  chromium,
  station,
}) => {
  test.slow();
  const { page, problems } = await entered(chromium, station, false);
  await expect(page.getByText('This page runs in a browser.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open developer tools' })).toBeDisabled();
  expect(await page.evaluate(() => 'surtidorMachine' in window)).toBe(false);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('in the station\u2019s own window they are at work, in the name of whoever is signed in', async ({
  chromium,
  station,
}) => {
  test.slow();
  const { kiosk } = station.headless.station.handlers;
  await kiosk?.handleSendIntent({ type: 'OPEN_HELP' });
  await kiosk?.handleSendIntent({ type: 'ASK_HELP', topic: 'plugStuck', phone: null });
  await kiosk?.handleSendIntent({ type: 'CLOSE_HELP' });
  const { page, problems } = await entered(chromium, station, true);
  await expect(page.getByRole('listitem').filter({ hasText: 'The plug does not come out' })).toContainText('help desk');
  await expect(page.getByText(/1280 × 800\W*, 60 Hz, turned by 90°, takes touches/)).toBeVisible();
  await expect(page.getByText('graphics chip 8086:46a6')).toBeVisible();
  await expect(page.getByText(/5% of a core, 300(.0)?\sMB/)).toBeVisible();
  expect(await wrongWith(page)).toEqual([]);
  await pictured(page, 'overview');
  if (PICTURES) {
    await page.locator('select').selectOption('de');
    await expect(page.getByText('5 % eines Kerns')).toBeVisible();
    await pictured(page, 'overview-de');
    await page.locator('select').selectOption('en');
  }
  await page.getByRole('button', { name: 'Open developer tools' }).click();
  await expect(page.getByText('Open. They close when you sign out.')).toBeVisible();
  await goTo(page, 'Reports');
  await page.getByRole('button', { name: 'Save as CSV on a USB stick: How drivers pay' }).click();
  await expect(page.getByText('Saved as /media/stick/payments')).toBeVisible();
  await pictured(page, 'reports');
  expect(asked).toEqual(expect.arrayContaining(['displays', 'power', 'figures', 'developerTools', 'saveTable']));
  expect(asked.filter((name) => name.endsWith('of nobody'))).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});
