import { mkdtempSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildElectron } from '../../electron/build.ts';
import { buildPages } from '../../electron/buildPages.ts';
import { type Kiosk, shells } from './shells.ts';

/** The whole: real station, simulated hardware, built page, in the shell that holds them. */

const built = mkdtempSync(join(tmpdir(), 'surtidor-whole-'));
const mainFile = join(built, 'electron', 'main.cjs');
const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

beforeAll(async () => {
  await buildElectron({ outDir: join(built, 'electron') });
  // As it is shipped: what is no JavaScript of ours is found beside it.
  symlinkSync(inProject('node_modules'), join(built, 'node_modules'));
  await buildPages(join(built, 'page'));
});

/** A port nobody listens on at this moment. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

describe.each(shells)('$name', (shell) => {
  let kiosk: Kiosk;

  const inPage = <T>(page: 'index' | 'bench', code: string): Promise<T> =>
    kiosk.inMain(
      ({ BrowserWindow }, asked) =>
        BrowserWindow.getAllWindows()
          .find((window) => window.webContents.getURL().includes(`/${asked.page}.html`))
          ?.webContents.executeJavaScript(asked.code) as Promise<T>,
      { page, code },
    );
  const screen = () => inPage<string>('index', `document.querySelector('main')?.className`).catch(() => 'no page');
  const send = (intent: object) => inPage('index', `window.surtidor.kiosk.sendIntent(${JSON.stringify(intent)})`);
  const act = (action: object) => inPage('bench', `window.surtidor.bench.act(${JSON.stringify(action)})`);
  const energyWh = () =>
    inPage<number>('index', `window.surtidor.kiosk.getView().then((view) => view.screen.energyWh ?? 0)`);
  const done = { ok: true };
  const patient = { timeout: 20_000 };

  beforeEach(async () => {
    const userData = mkdtempSync(join(tmpdir(), 'surtidor-user-'));
    const settings = {
      dataDir: join(userData, 'var'),
      'cardTerminal.port': await freePort(),
      'powerController.url': `mqtt://127.0.0.1:${await freePort()}`,
      'simulation.speed': 20,
    };
    const args = Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
    const config = inProject('electron/station/example.config.json');
    kiosk = await shell.launch({ mainFile, userData, args: ['--kiosk', '--config', config, ...args] });
    await expect.poll(screen, patient).toBe('screen attract');
  });
  afterEach(async () => {
    await kiosk.inMain(({ app }) => app.quit(), null).catch(() => undefined);
    await kiosk.exited;
  });

  test('a charge is paid and runs, the page crashes, and the charge is still on the screen', async () => {
    await expect
      .poll(() => inPage('bench', `document.querySelector('#bench')?.childElementCount`), patient)
      .toBeGreaterThan(0);
    const ready = `window.surtidor.kiosk.getView().then((view) => view.terminal)`;
    await expect.poll(() => inPage('index', ready), patient).toBe('up');
    expect(await send({ type: 'SELECT_CONNECTOR', connectorId: 1 })).toEqual(done);
    expect(await send({ type: 'START', connectorId: 1 })).toEqual(done);
    await expect.poll(screen, patient).toContain('present');
    expect(await act({ type: 'presentCard', card: 'visa' })).toEqual(done);
    await expect.poll(screen, patient).toContain('plug');
    expect(await act({ type: 'plugIn', evse: 1, car: 'ioniq' })).toEqual(done);
    await expect.poll(screen, patient).toContain('charging');
    await expect.poll(energyWh, patient).toBeGreaterThan(0);
    const before = await energyWh();

    await inPage('index', 'window.untilCrash = true');
    await kiosk.inMain(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows())
        if (window.webContents.getURL().includes('/index.html')) window.webContents.forcefullyCrashRenderer();
    }, null);
    await expect.poll(() => inPage('index', 'window.untilCrash ?? null').catch(() => 'no page'), patient).toBeNull();
    await expect.poll(screen, patient).toContain('charging');
    expect(await energyWh()).toBeGreaterThanOrEqual(before);
  });

  test('the page keeps its own policy: nothing it does is blocked', async () => {
    const violations = await inPage(
      'index',
      `new Promise((resolve) => {
        const seen = [];
        new ReportingObserver((reports) => seen.push(...reports.map(({ body }) => body.effectiveDirective + ' ' + body.blockedURL + ' ' + body.sample)), {
          types: ['csp-violation'],
          buffered: true,
        }).observe();
        setTimeout(() => resolve(seen), 200);
      })`,
    );
    expect(violations).toEqual([]);
  });

  test('the bench works the hardware, the driver page does not', async () => {
    expect(await inPage('index', `window.surtidor.bench.act({ type: 'removeCard' })`)).toMatchObject({
      error: { code: 'forbidden' },
    });
    await expect.poll(() => act({ type: 'removeCard' }), patient).toEqual(done);
    expect(await inPage('bench', `window.surtidor.kiosk.sendIntent({ type: 'TOUCH' })`)).toMatchObject({
      error: { code: 'forbidden' },
    });
  });
});
