import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { startHeadless } from '../../electron/headless.ts';
import type { DriverIntent } from '../../electron/ipc/contract.ts';
import { readConfig } from '../../electron/station/config.ts';
import { type Simulation, startSimulation } from '../../electron/station/simulation.ts';
import type { KioskView, ScreenName, ScreenView } from '../../machines/view.ts';
import { exampleConfig, fast, type StationUnderTest, test as withBrowser } from './fixture.ts';
import { Kiosk } from './kiosk.ts';

/**
 * A station apart from its hardware: terminal, broker, charger and cars live in the test and go on while the station is
 * ended, or killed, and started again.
 */

const start = fileURLToPath(new URL('../../electron/start.ts', import.meta.url));

export type Hardware = {
  readonly simulation: Simulation;
  readonly dataDir: string;
  /** What a station needs to be told to reach this hardware. */
  readonly overrides: Readonly<Record<string, string>>;
  /** The station as a process of its own, so that it can be killed like one. */
  spawn(): Promise<Process>;
  /** The station in this process, with a page on it. */
  revive(page: Page, settings?: Readonly<Record<string, string>>): Promise<Kiosk>;
};

export const test = withBrowser.extend<{ hardware: Hardware }>({
  hardware: async ({ settings }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
    const simulation = await startHardware({ ...fast, dataDir, ...settings });
    const { cardTerminal, powerController, receiptPrinter, mail, support } = simulation.config;
    const overrides = {
      ...fast,
      ...settings,
      dataDir,
      'simulation.enabled': 'false',
      'cardTerminal.port': String(cardTerminal.port),
      'powerController.url': powerController.url,
      'receiptPrinter.port': String(receiptPrinter?.port),
      'mail.port': String(mail?.port),
      'support.desk.webhook.url': support?.desk?.webhook?.url ?? '',
    };
    const ends: (() => Promise<void>)[] = [];
    await use({
      simulation,
      dataDir,
      overrides,
      async spawn() {
        const process = await spawnStation(overrides);
        ends.unshift(process.kill);
        return process;
      },
      async revive(page, more = {}) {
        const started = await startHeadless({ configFile: exampleConfig, overrides: { ...overrides, ...more } });
        if (!started.ok) throw new Error(started.error.message);
        const headless = started.value;
        ends.unshift(headless.close);
        const kiosk = new Kiosk(page, stationOf(headless, simulation, dataDir));
        await page.goto(headless.url);
        return kiosk;
      },
    });
    for (const end of ends) await end();
    await simulation.close();
    rmSync(dataDir, { recursive: true, force: true });
  },
});
export { expect };

async function startHardware(overrides: Readonly<Record<string, string>>): Promise<Simulation> {
  const config = readConfig(exampleConfig, overrides);
  if (!config.ok) throw new Error(config.error.problems.join('\n'));
  const started = await startSimulation(config.value);
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
}

/** As the other journeys know a station: its hardware with it. */
function stationOf(headless: StationUnderTest['headless'], simulation: Simulation, dataDir: string): StationUnderTest {
  return {
    headless: { ...headless, station: { ...headless.station, simulation } },
    dataDir,
    async bench(action) {
      const answer = await simulation.handlers.handleAct(action);
      if (!answer.ok) throw new Error(`bench: ${answer.error.code} ${answer.error.detail}`);
    },
    book: () => simulation.terminal.book(),
  };
}

type Named<N extends ScreenName> = Extract<ScreenView, { name: N }>;

export type Process = {
  view(): KioskView;
  send(intent: DriverIntent): void;
  /** The screen once it is the one named. */
  sees<N extends ScreenName>(name: N, is?: (screen: Named<N>) => boolean): Promise<Named<N>>;
  /** Sends and waits for what comes of it. */
  does<N extends ScreenName>(intent: DriverIntent, name: N, is?: (screen: Named<N>) => boolean): Promise<Named<N>>;
  /** What it has printed since it began. */
  printed(): string;
  /** Once it has begun anew by itself, it is the same process and its screen is seen again. */
  begunAnew(): Promise<void>;
  /** Without farewell, as by a power cut. */
  kill(): Promise<void>;
  /** As Ctrl-C does. @returns the exit code. */
  interrupt(): Promise<number | null>;
};

async function spawnStation(overrides: Readonly<Record<string, string>>): Promise<Process> {
  const sets = Object.entries(overrides).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
  const child = spawn(process.execPath, [start, '--browser', ...sets], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const output = createOutput(child);
  let view: KioskView | null = null;
  let socket = await look();

  async function look(): Promise<WebSocket> {
    const url = new URL(await output.address());
    view = null;
    const opened = new WebSocket(`ws://${url.host}/socket?groups=kiosk&${url.hash.slice(1)}`, { origin: url.origin });
    opened.on('error', () => opened.terminate()); // the station was killed under it
    opened.on('message', (bytes) => {
      const message = JSON.parse(String(bytes)) as { push?: string; value?: KioskView };
      if (message.push === 'kiosk.viewChanged' && message.value) view = message.value;
    });
    await expect
      .poll(() => view && [view.terminal, ...view.connectors.map(({ status }) => status)], { timeout: 20_000 })
      .toEqual(['up', 'free', 'free']);
    return opened;
  }

  const now = (): KioskView => {
    if (!view) throw new Error('the station has not shown anything yet');
    return view;
  };
  const send: Process['send'] = (intent) =>
    socket.send(JSON.stringify({ id: 1, call: 'kiosk.sendIntent', input: intent }));
  const sees: Process['sees'] = async <N extends ScreenName>(
    name: N,
    is: (screen: Named<N>) => boolean = () => true,
  ) => {
    let seen: Named<N> | null = null;
    const looks = () => {
      const { screen } = now();
      if (screen.name !== name || !is(screen as Named<N>)) return JSON.stringify(screen);
      seen = screen as Named<N>;
      return true;
    };
    await expect.poll(looks, { message: `screen ${name}`, timeout: 25_000 }).toBe(true);
    return seen ?? (now().screen as Named<N>);
  };
  return {
    view: now,
    send,
    sees,
    does(intent, name, is) {
      send(intent);
      return sees(name, is);
    },
    printed: output.text,
    async begunAnew() {
      await output.begunAnew();
      socket.terminate();
      socket = await look();
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async interrupt() {
      child.kill('SIGINT');
      const [code] = await exited;
      return code;
    },
  };
}

/** What it prints, and the page's address in it once it is ready. */
function createOutput(child: ChildProcess) {
  const ANEW = 'Surtidor begins anew.';
  let printed = '';
  let hasEnded = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.once('exit', () => {
    hasEnded = true;
  });
  const until = async (is: () => boolean) => {
    await expect.poll(() => is() || hasEnded, { timeout: 60_000 }).toBe(true);
    if (hasEnded) throw new Error(`the station has ended: ${printed}`);
  };
  return {
    text: () => printed,
    async address(): Promise<string> {
      const found = () => /kiosk page +(\S+)[\s\S]*Ready/.exec(printed)?.[1];
      await until(() => found() !== undefined);
      return found() ?? '';
    },
    async begunAnew(): Promise<void> {
      await until(() => printed.includes(ANEW));
      printed = printed.slice(printed.indexOf(ANEW) + ANEW.length);
    },
  };
}
