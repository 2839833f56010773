import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildElectron } from '../../electron/build.ts';
import type { StationBook } from './fixtures/fakeStation.ts';
import { type Kiosk, type Start, shells } from './shells.ts';

const built = mkdtempSync(join(tmpdir(), 'surtidor-electron-'));
const mainFile = join(built, 'electron', 'main.cjs');
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Somewhere a page of ours must never reach. */
let outside: Server;
let outsideUrl = '';
let hits: string[] = [];

beforeAll(async () => {
  await buildElectron({ outDir: join(built, 'electron'), stationModule: here('fixtures/fakeStation.ts') });
  cpSync(here('fixtures/page'), join(built, 'page'), { recursive: true });
  outside = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('outside');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
});
afterAll(() => outside.close());

describe.each(shells)('$name', (shell) => {
  let start: Start;
  let configFile: string;
  let kiosk: Kiosk;

  const windows = () => kiosk.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null);
  const inPage = <T>(code: string): Promise<T> =>
    kiosk.inMain(
      ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text) as Promise<T>,
      code,
    );
  const shown = () => inPage<string>(`document.getElementById('touches')?.textContent`).catch(() => 'no page');
  const touch = () => inPage(`document.getElementById('touch').click()`);
  const book = () => kiosk.inMain(() => globalThis.stationBook as StationBook, null);

  beforeEach(async () => {
    hits = [];
    const userData = mkdtempSync(join(tmpdir(), 'surtidor-user-'));
    configFile = join(userData, 'some.json');
    start = { mainFile, userData, args: ['--config', configFile, '--set', 'server.port=8123'] };
    kiosk = await shell.launch(start);
    await expect.poll(shown, { timeout: 20_000 }).toBe('0 touches');
  });
  afterEach(async () => {
    await kiosk.inMain(({ app }) => app.quit(), null).catch(() => undefined);
    await kiosk.exited;
  });

  test('the station is started with the file and the settings of the command line', async () => {
    expect((await book()).started).toMatchObject({ configFile, overrides: { 'server.port': '8123' } });
  });

  test('one full-screen kiosk window, shown, and the screen stays awake', async () => {
    const facts = await kiosk.inMain(({ BrowserWindow, powerSaveBlocker }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { kiosk: window?.isKiosk(), visible: window?.isVisible(), awake: powerSaveBlocker.isStarted(0) };
    }, null);
    expect(facts).toEqual({ kiosk: true, visible: true, awake: true });
    expect(await windows()).toBe(1);
  });

  test('the page has the contract and nothing of Node or Electron', async () => {
    const found = await inPage(`({
      api: Object.keys(window.surtidor.kiosk).sort(),
      leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'CHANNEL_NAMES']
        .filter((name) => name in window),
      frozen: Object.isFrozen(window.surtidor) && Object.isFrozen(window.surtidor.kiosk),
    })`);
    expect(found).toEqual({ api: ['estimate', 'getView', 'onViewChanged', 'sendIntent'], leaks: [], frozen: true });
  });

  test('an intent reaches the station, its answer and the new view the page', async () => {
    await touch();
    await expect.poll(shown).toBe('1 touches');
    expect(await inPage('window.lastAnswer')).toEqual({ ok: true });
    expect((await book()).intents).toEqual([{ type: 'TOUCH' }]);
  });

  test('a malformed intent and the bench are refused before the station', async () => {
    const malformed = await inPage(`window.surtidor.kiosk.sendIntent({ type: 'START', connectorId: 'one' })`);
    expect(malformed).toMatchObject({
      ok: false,
      error: { code: 'malformed', detail: expect.stringMatching(/^connectorId/) },
    });
    expect(await inPage(`window.surtidor.bench.act({ type: 'removeCard' })`)).toMatchObject({ ok: false });
    expect((await book()).intents).toEqual([]);
  });

  test('the same preload in a page that is not ours is refused', async () => {
    const answer = await kiosk.inMain(
      async ({ BrowserWindow }, preload) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload } });
        await stranger.loadURL('data:text/html,<title>stranger</title>');
        const code = `window.surtidor.kiosk.sendIntent({ type: 'TOUCH' })`;
        const answered: unknown = await stranger.webContents.executeJavaScript(code);
        stranger.destroy();
        return answered;
      },
      join(built, 'electron', 'preload.cjs'),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect((await book()).intents).toEqual([]);
  });

  test('the page goes nowhere else', async () => {
    for (const code of [
      `location.href = '${outsideUrl}/assign'`,
      `location.href = '/bench.html'`,
      `location.replace('data:text/html,other')`,
      `document.body.append(Object.assign(document.createElement('a'), { href: '${outsideUrl}/link', id: 'away' }));
       document.getElementById('away').click()`,
      `Object.assign(document.body.appendChild(document.createElement('form')), { action: '${outsideUrl}/form' }).submit()`,
    ])
      await inPage(`void (() => { ${code} })()`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await shown()).toBe('0 touches');
    expect(await inPage('location.pathname')).toBe('/index.html');
    expect(hits).toEqual([]);
  });

  test('the page opens no window', async () => {
    await inPage(`void window.open('${outsideUrl}/popup')`);
    await inPage(`void window.open('/index.html')`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await windows()).toBe(1);
    expect(hits).toEqual([]);
  });

  test('the page reaches no network', async () => {
    const reached = await inPage(`(async () => {
      const url = '${outsideUrl}';
      const load = (tag, attributes) => new Promise((resolve) => {
        const element = Object.assign(document.createElement(tag), attributes);
        element.onload = () => resolve(true);
        element.onerror = () => resolve(false);
        document.body.append(element);
      });
      const socket = new Promise((resolve) => {
        try {
          const opening = new WebSocket(url.replace('http', 'ws'));
          opening.onopen = () => resolve(true);
          opening.onerror = () => resolve(false);
        } catch { resolve(false) }
      });
      return {
        fetch: await fetch(url + '/fetch').then(() => true, () => false),
        image: await load('img', { src: url + '/image' }),
        script: await load('script', { src: url + '/script' }),
        beacon: navigator.sendBeacon(url + '/beacon') && false,
        socket: await socket,
      };
    })()`);
    expect(reached).toEqual({ fetch: false, image: false, script: false, beacon: false, socket: false });
    expect(hits).toEqual([]);
  });

  test('the network is closed without the page policy too', async () => {
    const failed = await kiosk.inMain(async ({ BrowserWindow }, url) => {
      const stranger = new BrowserWindow({ show: false });
      const reached = await stranger.loadURL(`${url}/load`).then(
        () => 'reached',
        () => 'failed',
      );
      stranger.destroy();
      return reached;
    }, outsideUrl);
    expect(failed).toBe('failed');
    expect(hits).toEqual([]);
  });

  test('no permission is granted', async () => {
    const granted = await inPage(`(async () => {
      const query = (name) => navigator.permissions.query({ name }).then((found) => found.state === 'granted', () => false);
      return {
        geolocation: await query('geolocation'),
        notifications: await query('notifications'),
        clipboard: await query('clipboard-read'),
      };
    })()`);
    expect(granted).toEqual({ geolocation: false, notifications: false, clipboard: false });
  });

  test('no script of a stranger runs in the page', async () => {
    // In a turn of its own: what a test evaluates is itself exempt from the policy.
    const ran = await inPage(`new Promise((resolve) => setTimeout(() => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.inline = true' }));
      let evaluated = false;
      try { evaluated = new Function('return true')() } catch {}
      resolve({ inline: 'inline' in window, evaluated });
    }))`);
    expect(ran).toEqual({ inline: false, evaluated: false });
  });

  test('staff are called: a window of their own, with their door and no other, until they have gone', async () => {
    await inPage(`window.surtidor.kiosk.sendIntent({ type: 'CORNER', corner: 'left' })`);
    await expect.poll(windows).toBe(2);
    const inMaintenance = <T>(code: string): Promise<T> =>
      kiosk.inMain(
        ({ BrowserWindow }, text) =>
          BrowserWindow.getAllWindows()
            .find(({ webContents }) => webContents.getURL().endsWith('/maintenance.html'))
            ?.webContents.executeJavaScript(text) as Promise<T>,
        code,
      );
    const groups = () => inMaintenance<string[]>('Object.keys(window.surtidor ?? {})').catch(() => []);
    await expect.poll(groups).toEqual(['maintenance']);
    expect(await inPage('Object.keys(window.surtidor).sort()')).toEqual(['bench', 'kiosk']);
    await inPage(`window.surtidor.kiosk.sendIntent({ type: 'CORNER', corner: 'left' })`);
    expect(await windows()).toBe(2);
    await inMaintenance('void window.surtidor.maintenance.leave()');
    await expect.poll(windows).toBe(1);
    await expect.poll(shown).toBe('2 touches');
  });

  test('the driver\u2019s page has no way to the maintenance mode, whatever preload it has', async () => {
    const answer = await kiosk.inMain(
      async ({ BrowserWindow }, preload) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload } });
        await stranger.loadURL('app://surtidor/index.html');
        const code = `window.surtidor.maintenance.request({ token: 't', name: 'people.list' })`;
        const answered: unknown = await stranger.webContents.executeJavaScript(code);
        stranger.destroy();
        return answered;
      },
      join(built, 'electron', 'maintenancePreload.cjs'),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  test('a crashed page comes back to the same state, the station ran on', async () => {
    await touch();
    await expect.poll(shown).toBe('1 touches');
    await kiosk.inMain(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      null,
    );
    await expect.poll(() => inPage('window.lastAnswer ?? null').catch(() => 'no page')).toBeNull();
    await expect.poll(shown, { timeout: 10_000 }).toBe('1 touches');
    await touch();
    await expect.poll(shown).toBe('2 touches');
    expect((await book()).closed).toBe(false);
  });

  test('a frozen page is ended and comes back to the same state', async () => {
    await touch();
    await expect.poll(shown).toBe('1 touches');
    await kiosk.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('unresponsive'), null);
    await expect.poll(() => inPage('window.lastAnswer ?? null').catch(() => 'no page')).toBeNull();
    await expect.poll(shown, { timeout: 10_000 }).toBe('1 touches');
  });

  test('a page that reloads itself shows the same', async () => {
    await touch();
    await expect.poll(shown).toBe('1 touches');
    await inPage('void setTimeout(() => location.reload())');
    await expect.poll(() => inPage('window.lastAnswer ?? null').catch(() => 'no page')).toBeNull();
    await expect.poll(shown).toBe('1 touches');
  });

  test('a second kiosk of the same user ends, the first is brought to the front', async () => {
    await kiosk.inMain(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.on('focus', () => Object.assign(globalThis, { focused: true }));
    }, null);
    expect(await shell.runToEnd(start)).toMatchObject({ code: 0 });
    await expect.poll(() => kiosk.inMain(() => 'focused' in globalThis, null)).toBe(true);
    expect(await shown()).toBe('0 touches');
  });

  test('closing the window closes the station before the process ends', async () => {
    await kiosk.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null);
    expect(await kiosk.exited).toBe(0);
    expect(existsSync(`${configFile}.closed`)).toBe(true);
  });

  test('a station that cannot start says why and ends with an error', async () => {
    const userData = mkdtempSync(join(tmpdir(), 'surtidor-user-'));
    const ended = await shell.runToEnd({ mainFile, userData, args: ['--set', 'refuse=expected a name'] });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('invalid: station.name: expected a name');
  });
});
