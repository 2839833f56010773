import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { launchBrowser } from '../browser.ts';
import { exampleConfig, fast } from './fixture.ts';

/** `npm start` as a newcomer meets it: what it says of a bad config or a taken port, and that it ends whole. */

const start = fileURLToPath(new URL('../../electron/start.ts', import.meta.url));
let dir = '';
let children: ChildProcess[] = [];
let squatters: Server[] = [];

test.beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'surtidor-e2e-'));
});
test.afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const squatter of squatters) squatter.close();
  [children, squatters] = [[], []];
  rmSync(dir, { recursive: true, force: true });
});

type Started = { readonly child: ChildProcess; said(): string; readonly ended: Promise<number | null> };

function npmStart(args: readonly string[], set: Readonly<Record<string, string>> = {}, env = {}): Started {
  const settings = { ...fast, dataDir: join(dir, 'data'), ...set };
  const sets = Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
  const child = spawn(process.execPath, [start, ...args, ...sets], { env: { ...process.env, ...env } });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  return { child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) };
}

/** The example with one change, as a file. */
function configFile(change: (config: Record<string, never>) => unknown): string {
  const file = join(dir, 'station.json');
  const config = JSON.parse(readFileSync(exampleConfig, 'utf8'));
  const changed = change(config) ?? config;
  writeFileSync(file, typeof changed === 'string' ? changed : JSON.stringify(changed));
  return file;
}

const refuses = async ({ said, ended }: Started, ...words: readonly (string | RegExp)[]): Promise<void> => {
  expect(await ended, said()).toBe(1);
  for (const word of words) expect(said()).toMatch(word);
  expect(said()).not.toMatch(/\n {4}at /); // a sentence, no stack
};

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => [socket.destroy(), resolve(true)]);
    socket.once('error', () => resolve(false));
  });

async function takePort(): Promise<number> {
  const squatter = createServer();
  squatters.push(squatter);
  await once(squatter.listen(0, '127.0.0.1'), 'listening');
  const address = squatter.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test.describe('config', () => {
  test('missing file > its name', () =>
    refuses(npmStart(['--browser', '--config', join(dir, 'none.json')]), /none\.json/, /no such file/));
  test('not JSON > where, and no secret of it', async () => {
    const started = npmStart(['--browser', '--config', configFile(() => '{ "password": "987654", ')]);
    await refuses(started, /this is not JSON/, /station\.json/);
    expect(started.said()).not.toContain('987654');
  });
  test('unknown key > its path', () =>
    refuses(npmStart(['--browser', '--config', configFile((c) => ({ ...c, payments: {} }))]), /payments/));
  test('unknown key within > its path', () =>
    refuses(npmStart(['--browser'], { 'payment.holdMinr': '1' }), /payment.*holdMinr/));
  test('bad port > its path and what was expected', () =>
    refuses(npmStart(['--browser'], { 'server.port': '99999' }), /server\.port: expected a TCP port/));
  test('unknown currency > its path', () =>
    refuses(npmStart(['--browser'], { 'tariff.currency': 'XXX' }), /tariff\.currency/, /XXX/));
  test('a password that is none > its path, not its value', async () => {
    const started = npmStart(['--browser'], { 'cardTerminal.password': 'hunter2' });
    await refuses(started, /cardTerminal\.password: expected six digits/);
    expect(started.said()).not.toContain('hunter2');
  });
  test('an option nobody knows > says so', () => refuses(npmStart(['--browsr']), /browsr/));
  test('--set without a value > says how', () => refuses(npmStart(['--browser', '--set', 'server.port']), /--set/));
});

test.describe('ports', () => {
  test('server port taken > names the setting, leaves nothing running', async () => {
    const port = await takePort();
    const started = npmStart(['--browser'], { 'server.port': String(port) });
    await refuses(started, String(port), /--set server\.port=/);
  });
  test('terminal port taken > names the setting', async () => {
    const port = await takePort();
    await refuses(npmStart(['--browser'], { 'cardTerminal.port': String(port) }), /--set cardTerminal\.port=/);
  });
  test('broker port taken > names the setting', async () => {
    const url = `mqtt://127.0.0.1:${await takePort()}`;
    await refuses(npmStart(['--browser'], { 'powerController.url': url }), /--set powerController\.url=/);
  });
});

test('ready > a second station on the same books is refused > Ctrl-C ends everything', async () => {
  const first = npmStart(['--browser']);
  await expect.poll(first.said, { timeout: 30_000 }).toContain('Ready.');
  const ports = [...first.said().matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
  expect(new Set(ports).size).toBe(6); // page and bench, terminal, broker, printer, mail server, help desk
  for (const port of ports) expect(await isOpen(port), `port ${port}`).toBe(true);

  await refuses(npmStart(['--browser']), /another station is using/, /--set dataDir=/);
  expect(await isOpen(ports[0] ?? 0)).toBe(true);

  first.child.kill('SIGINT');
  expect(await first.ended, first.said()).toBe(0);
  expect(first.said()).toContain('Surtidor has ended.');
  for (const port of ports) expect(await isOpen(port), `port ${port}`).toBe(false);
});

test('damaged books > the station starts, says what to do, and its page is out of order in every language', async () => {
  mkdirSync(join(dir, 'data'));
  writeFileSync(join(dir, 'data', 'station.db'), 'not a database '.repeat(1000));
  const started = npmStart(['--browser']);
  await expect.poll(started.said, { timeout: 30_000 }).toContain('Ready.');
  expect(started.said()).toMatch(/SAFE MODE, no money is taken: .*are damaged .*restore a backup/);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(/kiosk page +(\S+)/.exec(started.said())?.[1] ?? '');
  await expect(page.getByRole('heading', { name: 'Out of order for now' })).toBeVisible();
  await expect(page.locator('main.out-of-service')).toContainText('S-201');
  await expect(page.locator('main.out-of-service')).toContainText('+34 900 123 456');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Zurzeit außer Betrieb' })).toBeVisible();
  await browser.close();
  started.child.kill('SIGTERM');
  expect(await started.ended, started.said()).toBe(0);
});

test('a page open > SIGTERM ends all the same', async () => {
  const started = npmStart(['--browser']);
  await expect.poll(started.said, { timeout: 30_000 }).toContain('Ready.');
  const page = new URL(/kiosk page +(\S+)/.exec(started.said())?.[1] ?? '');
  const socket = new WebSocket(`ws://${page.host}/socket?${page.hash.slice(1)}`, { origin: page.origin });
  await expect.poll(() => socket.readyState).toBe(WebSocket.OPEN);
  started.child.kill('SIGTERM');
  expect(await started.ended, started.said()).toBe(0);
});

test('--electron without its binary > says why and how to get it', () =>
  refuses(
    npmStart(['--electron'], {}, { ELECTRON_OVERRIDE_DIST_PATH: join(dir, 'nothing') }),
    /--electron/,
    /npx install-electron/,
  ));

test('--electron without a display > says so', async () => {
  const binary = join(dir, 'electron');
  writeFileSync(binary, '');
  expect(existsSync(binary)).toBe(true);
  const env = { ELECTRON_OVERRIDE_DIST_PATH: dir, DISPLAY: '', WAYLAND_DISPLAY: '' };
  await refuses(npmStart(['--electron'], {}, env), /there is no display/);
});
