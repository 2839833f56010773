import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';
import { App } from './app.ts';
import { browserWindowOf } from './browserWindow.ts';
import { IpcMain } from './ipcMain.ts';
import { machineParts } from './machine.ts';
import { Session } from './session.ts';

const ELECTRON_VERSION: string = createRequire(import.meta.url)('electron/package.json').version;

/** What the tests and main see as `require('electron')`: only what the shell uses, working. */
function createElectron(app: App) {
  const session = new Session();
  const ipcMain = new IpcMain();
  const blockers = new Map<number, string>();
  return {
    app,
    ipcMain,
    session: { defaultSession: session },
    protocol: session.protocol,
    BrowserWindow: browserWindowOf({ app, session, ipcMain }),
    ...machineParts(),
    Menu: { setApplicationMenu: () => undefined },
    powerSaveBlocker: {
      start: (kind: string) => {
        blockers.set(blockers.size, kind);
        return blockers.size - 1;
      },
      isStarted: (id: number) => blockers.has(id),
    },
  };
}

export type StandInRun = {
  readonly electron: ReturnType<typeof createElectron>;
  readonly exited: Promise<number>;
  stderr(): string;
};

/** Runs a built main in this process, as Electron would run it in one of its own: with its own arguments and streams. */
export function runMain(mainFile: string, args: readonly string[], userData: string): StandInRun {
  const app = new App(userData);
  const electron = createElectron(app);
  const require = createRequire(mainFile);
  let stderr = '';
  const ownProcess: NodeJS.Process = Object.create(process, {
    argv: { value: ['electron', mainFile, ...args] },
    exitCode: { value: undefined, writable: true },
    stderr: {
      value: {
        write(text: string) {
          stderr += text;
          return true;
        },
      },
    },
    versions: { value: { ...process.versions, electron: ELECTRON_VERSION } },
    // The one binding of Electron's own that a library of ours asks for: marks on objects, of which there are none.
    _linkedBinding: { value: () => ({ getHiddenValue: () => undefined }) },
    on: { value: () => ownProcess }, // an exception nobody catches is the test runner's to report
  });
  app.exitCode = () => Number(ownProcess.exitCode ?? 0);

  const names = ['exports', 'require', 'module', '__filename', '__dirname', 'process'];
  const main = compileFunction(readFileSync(mainFile, 'utf8'), names, { filename: mainFile });
  const module = { exports: {} };
  const requireWithElectron = (name: string) => (name === 'electron' ? electron : require(name));
  main(module.exports, requireWithElectron, module, mainFile, dirname(mainFile), ownProcess);
  if (!app.left) app.start();
  return { electron, exited: app.exited, stderr: () => stderr };
}
