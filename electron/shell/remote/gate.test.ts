import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { App, IpcMain, WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import { MACHINE_MODULE } from '../../ipc/machine.ts';
import { openGate, remoteChannels } from './gate.ts';
import { sealed } from './sealed.ts';

const contents = (id: number) => ({ id }) as WebContents;
const driver = contents(1);
const maintenance = contents(2);

function opened() {
  const app = new EventEmitter();
  const ipcMain = new EventEmitter();
  const remote = { initialize: vi.fn(), enable: vi.fn() };
  const onIntruder = vi.fn();
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const module = sealed(() => undefined);
  const parts = { app: app as App, ipcMain: ipcMain as unknown as IpcMain, remote, module, onIntruder, log };
  const gate = openGate(parts);
  gate.enableFor(maintenance);
  const asks = (from: WebContents, what: string, ...inputs: unknown[]) => {
    const event = { returnValue: undefined, defaultPrevented: false };
    app.emit(what, event, from, ...inputs);
    return event;
  };
  return { asks, ipcMain, remote, onIntruder, log, module };
}

test('remote is begun once and enabled for the one window that was named', () => {
  const { remote } = opened();
  expect(remote.initialize).toHaveBeenCalledOnce();
  expect(remote.enable.mock.calls).toEqual([[maintenance]]);
});

test('the maintenance window is given the module of named functions, the driver\u2019s nothing', () => {
  const { asks, module } = opened();
  const given = asks(maintenance, 'remote-require', MACHINE_MODULE);
  expect(given).toEqual({ returnValue: module, defaultPrevented: false });
  const refused = { returnValue: undefined, defaultPrevented: true };
  expect(asks(driver, 'remote-require', MACHINE_MODULE)).toEqual(refused);
  for (const name of ['fs', 'electron', 'child_process', './main.cjs', '', '__proto__'])
    expect(asks(maintenance, 'remote-require', name)).toEqual(refused);
  for (const what of ['builtin', 'global', 'current-window', 'current-web-contents'])
    expect(asks(maintenance, `remote-get-${what}`, 'process')).toEqual(refused);
});

test('every message of remote from another page is told; from the maintenance page none is', () => {
  const { ipcMain, onIntruder } = opened();
  for (const channel of remoteChannels) ipcMain.emit(channel, { sender: maintenance });
  expect(onIntruder).not.toHaveBeenCalled();
  for (const channel of remoteChannels) ipcMain.emit(channel, { sender: driver });
  expect(onIntruder).toHaveBeenCalledTimes(remoteChannels.length);
});

test('the list has every channel the library hears', () => {
  const library = createRequire(import.meta.url).resolve('@electron/remote/main');
  const server = readFileSync(library.replace('main/index.js', 'dist/src/main/server.js'), 'utf8');
  const heard = [...server.matchAll(/handleRemoteCommand\("(REMOTE_\w+)"/g)].map(([, channel]) => channel);
  expect([...remoteChannels].toSorted()).toEqual(heard.toSorted());
});
