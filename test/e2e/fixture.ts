import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { type Headless, startHeadless } from '../../electron/headless.ts';
import type { BenchAction } from '../../electron/ipc/contract.ts';
import { launchBrowser } from '../browser.ts';
import { Kiosk } from './kiosk.ts';

export const exampleConfig = fileURLToPath(new URL('../../electron/station/example.config.json', import.meta.url));

/** Life sixty times faster, ports of the system's choice, a folder of its own; and never night, whenever tests run. */
export const fast: Readonly<Record<string, string>> = {
  'cardTerminal.port': '0',
  'cardTerminal.reconnectMinMs': '200',
  'cardTerminal.t3Ms': '2000',
  'powerController.url': 'mqtt://127.0.0.1:0',
  'powerController.heartbeatTimeoutMs': '2500',
  'server.port': '0',
  'simulation.speed': '60',
  'screen.nightFrom': '00:00',
  'screen.nightUntil': '00:00',
  'timeouts.stopRetryMs': '500',
  'payment.settlementRetryMinMs': '500',
};

export type StationUnderTest = {
  readonly headless: Headless;
  readonly dataDir: string;
  /** Works the simulated hardware as a person at the bench would. */
  bench(action: BenchAction): Promise<void>;
  /** The terminal's own book, oldest first. */
  book(): ReturnType<NonNullable<Headless['station']['simulation']>['terminal']['book']>;
};

export const test = base.extend<
  { settings: Record<string, string>; station: StationUnderTest; refusals: string[]; page: Page; kiosk: Kiosk },
  { chromium: Browser }
>({
  chromium: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  settings: [{}, { option: true }],
  station: async ({ settings }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
    const station = await startStation(dataDir, settings);
    await use(station);
    await station.headless.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
  refusals: async ({}, use) => use([]),
  page: async ({ chromium, station, refusals }, use) => {
    const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (/"output":\{"ok":false/.test(String(payload))) refusals.push(String(payload));
      }),
    );
    await page.goto(station.headless.url);
    await use(page);
    await context.close();
    expect(problems, 'errors in the page').toEqual([]);
  },
  kiosk: async ({ page, station, refusals }, use) => {
    const kiosk = new Kiosk(page, station);
    await kiosk.ready();
    await use(kiosk);
    await kiosk.booksAgree();
    if (!kiosk.expectsRefusals) expect(refusals, 'touches the station refused').toEqual([]);
  },
});
export { expect };

/** `restart`: what the process around it does when staff ask for it. */
export async function startStation(
  dataDir: string,
  settings: Record<string, string>,
  restart?: () => void,
): Promise<StationUnderTest> {
  const overrides = { ...fast, dataDir, ...settings };
  const started = await startHeadless({ configFile: exampleConfig, overrides, ...(restart && { restart }) });
  if (!started.ok) throw new Error(started.error.message);
  const headless = started.value;
  const { simulation } = headless.station;
  if (!simulation) throw new Error('the example config simulates its hardware');
  return {
    headless,
    dataDir,
    async bench(action) {
      const answer = await simulation.handlers.handleAct(action);
      if (!answer.ok) throw new Error(`bench: ${answer.error.code} ${answer.error.detail}`);
    },
    book: () => simulation.terminal.book(),
  };
}
