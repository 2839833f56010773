import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildElectron } from '../../electron/build.ts';
import { machineFunctions } from '../../electron/ipc/machine.ts';
import { remoteChannels } from '../../electron/shell/remote/gate.ts';
import { MOUNTED, type StationBook } from './fixtures/fakeStation.ts';
import { type Kiosk, shells } from './shells.ts';

/** `@electron/remote` itself, as it is built into main and the maintenance window's preload, and nowhere else. */

const built = mkdtempSync(join(tmpdir(), 'surtidor-remote-'));
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const text = (file: string) => readFileSync(join(built, 'electron', file), 'utf8');

beforeAll(async () => {
  await buildElectron({ outDir: join(built, 'electron'), stationModule: here('fixtures/fakeStation.ts') });
  cpSync(here('fixtures/page'), join(built, 'page'), { recursive: true });
});

test('there is nothing of remote in the driver\u2019s preload', () => {
  expect(text('maintenancePreload.cjs')).toContain('REMOTE_BROWSER_REQUIRE');
  expect(text('preload.cjs')).not.toMatch(/remote/i);
});

describe.each(shells)('$name', (shell) => {
  let kiosk: Kiosk;

  const inWindow = <T>(page: 'index' | 'maintenance', code: string): Promise<T> =>
    kiosk.inMain(
      ({ BrowserWindow }, asked) =>
        BrowserWindow.getAllWindows()
          .find(({ webContents }) => webContents.getURL().endsWith(`/${asked.page}.html`))
          ?.webContents.executeJavaScript(asked.code) as Promise<T>,
      { page, code },
    );
  const machine = <T>(call: string) => inWindow<T>('maintenance', `window.surtidorMachine.${call}`);
  const book = () => kiosk.inMain(() => globalThis.stationBook as StationBook, null);
  /** A message of remote's as the renderer of that page could send it, whatever its preload does. */
  const sends = (page: 'index' | 'maintenance', channel: string, ...inputs: unknown[]) =>
    kiosk.inMain(
      ({ BrowserWindow, ipcMain }, asked) => {
        const sender = BrowserWindow.getAllWindows()
          .map(({ webContents }) => webContents)
          .find((contents) => contents.getURL().endsWith(`/${asked.page}.html`));
        const event = { sender, senderFrame: sender?.mainFrame, frameId: 1, returnValue: undefined as unknown };
        ipcMain.emit(asked.channel, event, '1-1', ...asked.inputs);
        const answer = event.returnValue as { type?: string; value?: unknown; id?: number; members?: unknown[] };
        const { type, id, members } = answer ?? {};
        return { type, id, members, said: JSON.stringify(answer?.value ?? null) };
      },
      { page, channel, inputs },
    );

  beforeEach(async () => {
    const userData = mkdtempSync(join(tmpdir(), 'surtidor-user-'));
    const args = ['--config', join(userData, 'some.json')];
    kiosk = await shell.launch({ mainFile: join(built, 'electron', 'main.cjs'), userData, args });
    const shown = () => inWindow<string>('index', `document.getElementById('touches')?.textContent`).catch(() => '');
    await expect.poll(shown, { timeout: 20_000 }).toBe('0 touches');
    await inWindow('index', `window.surtidor.kiosk.sendIntent({ type: 'CORNER', corner: 'left' })`);
    const isThere = () => inWindow('maintenance', `'surtidorMachine' in window`).catch(() => false);
    await expect.poll(isThere, { timeout: 20_000 }).toBe(true);
  });
  afterEach(async () => {
    await kiosk.inMain(({ app }) => app.quit(), null).catch(() => undefined);
    await kiosk.exited;
  });

  test('the maintenance page has the named functions and nothing else of remote; the driver\u2019s has none', async () => {
    expect(await inWindow('maintenance', 'Object.keys(window.surtidorMachine)')).toEqual([...machineFunctions]);
    expect(await inWindow('maintenance', `'require' in window || 'remote' in window`)).toBe(false);
    expect(await inWindow('index', `'surtidorMachine' in window`)).toBe(false);
  });

  test('figures of the machine come from Electron', async () => {
    expect(await machine(`displays('technician')`)).toMatchObject({ ok: true, value: [{ isPrimary: true }] });
    expect(await machine(`power('technician')`)).toMatchObject({ ok: true, value: { keptAwake: true } });
    const figures = await machine<{ value: { processes: { kind: string }[] } }>(`figures('technician')`);
    expect(figures.value.processes.map(({ kind }) => kind)).toContain('station');
  });

  test('the station is asked before anything is done, and its no is no', async () => {
    expect(await machine(`developerTools('technician')`)).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await machine(`saveTable('technician', {})`)).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(await machine(`displays('bookkeeper')`)).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect((await book()).heard).toEqual([
      { token: 'technician', name: 'machine.developerTools' },
      { token: 'technician', name: 'machine.saveTable' },
      { token: 'bookkeeper', name: 'machine.displays' },
    ]);
    expect(await machine(`displays()`)).toEqual({ ok: false, error: { code: 'malformed' } });
  });

  test('developer tools open for an administrator, close with their session, and open in no other way', async () => {
    const toolsOf = (page: string) =>
      kiosk.inMain(
        ({ BrowserWindow }, asked) =>
          BrowserWindow.getAllWindows()
            .find(({ webContents }) => webContents.getURL().endsWith(`/${asked}.html`))
            ?.webContents.isDevToolsOpened(),
        page,
      );
    const openThem = () =>
      kiosk.inMain(({ BrowserWindow }) => {
        for (const { webContents } of BrowserWindow.getAllWindows()) webContents.openDevTools();
      }, null);
    await openThem();
    await expect.poll(() => toolsOf('maintenance')).toBe(false);
    expect(await machine(`developerTools('administrator')`)).toEqual({ ok: true, value: null });
    await expect.poll(() => toolsOf('maintenance')).toBe(true);
    expect(await toolsOf('index')).toBe(false);
    await kiosk.inMain(() => void globalThis.stationBook?.signedOut.push('administrator'), null);
    await expect.poll(() => toolsOf('maintenance'), { timeout: 5_000 }).toBe(false);
  });

  test('a table is saved where the dialog says, if that is on a stick', async () => {
    const save = () =>
      machine(`saveTable('bookkeeper', { period: { kind: 'day', day: '2026-01-01' }, table: 'connectors' })`);
    const dialogSays = (filePath: string) =>
      kiosk.inMain(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: path === '', filePath: path });
      }, filePath);
    const folder = mkdtempSync(join(MOUNTED, 'surtidor-stick-'));
    const file = join(folder, 'of my choice.csv');
    await dialogSays('');
    expect(await save()).toEqual({ ok: true, value: null });
    await dialogSays(file);
    expect(await save()).toEqual({ ok: true, value: { path: file } });
    expect(readFileSync(file, 'utf8')).toBe('a;b\r\n');

    const elsewhere = mkdtempSync(join(tmpdir(), 'surtidor-elsewhere-'));
    symlinkSync(elsewhere, join(folder, 'way out'));
    symlinkSync(join(elsewhere, 'a.csv'), join(folder, 'link.csv'));
    for (const [path, code] of [
      [join(elsewhere, 'a.csv'), 'noPlace'],
      [join(folder, 'way out', 'a.csv'), 'noPlace'],
      [join(folder, '..', '..', 'a.csv'), 'noPlace'],
      [join(folder, 'link.csv'), 'unwritable'],
    ] as const) {
      await dialogSays(path);
      expect(await save(), path).toEqual({ ok: false, error: { code } });
    }
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('whatever the driver\u2019s page sends is refused and recorded', async () => {
    for (const channel of remoteChannels) {
      const answer = await sends('index', channel, 'surtidor:machine', 'displays', []);
      expect(answer, channel).toMatchObject({ type: 'exception' });
    }
    expect((await book()).intruders).toEqual(remoteChannels.map(() => 'machine.remote'));
  });

  test('the maintenance page itself is given the one module alone', async () => {
    for (const [channel, ...inputs] of [
      ['REMOTE_BROWSER_REQUIRE', 'fs'],
      ['REMOTE_BROWSER_REQUIRE', 'electron'],
      ['REMOTE_BROWSER_GET_BUILTIN', 'app'],
      ['REMOTE_BROWSER_GET_GLOBAL', 'process'],
      ['REMOTE_BROWSER_GET_CURRENT_WINDOW'],
      ['REMOTE_BROWSER_GET_CURRENT_WEB_CONTENTS'],
    ] as const)
      expect((await sends('maintenance', channel, ...inputs)).type, channel).toBe('exception');
  });

  test('from the functions no other object is reached', async () => {
    const held = await sends('maintenance', 'REMOTE_BROWSER_REQUIRE', 'surtidor:machine');
    expect(held.members).toHaveLength(machineFunctions.length);
    const fn = await sends('maintenance', 'REMOTE_BROWSER_MEMBER_GET', held.id, 'displays');
    expect(fn.type).toBe('function');
    for (const id of [held.id, fn.id]) {
      for (const member of ['constructor', '__proto__', 'call', 'apply', 'bind', 'toString', 'valueOf'])
        expect(await sends('maintenance', 'REMOTE_BROWSER_MEMBER_GET', id, member)).toMatchObject({ type: 'value' });
      expect(await sends('maintenance', 'REMOTE_BROWSER_CONSTRUCTOR', id, [])).toMatchObject({ type: 'exception' });
      await sends('maintenance', 'REMOTE_BROWSER_MEMBER_SET', id, 'relaunch', [{ type: 'value', value: 1 }]);
    }
    const still = await sends('maintenance', 'REMOTE_BROWSER_MEMBER_GET', held.id, 'relaunch');
    expect(still.type).toBe('function');
  });
});
