import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import type * as Electron from 'electron';
import { runMain } from './standIn/run.ts';

/** A built main that runs: in the stand-in, or in real Electron. The tests know no difference. */
export type Kiosk = {
  /** Runs in the main process. The function crosses as text: it sees its arguments and globals, nothing around it. */
  inMain<T, A>(body: (electron: typeof Electron, argument: A) => T | Promise<T>, argument: A): Promise<T>;
  /** The exit code, once the process has ended. */
  readonly exited: Promise<number>;
};
export type Start = { readonly mainFile: string; readonly args: readonly string[]; readonly userData: string };
export type Shell = {
  readonly name: string;
  /** Starts a kiosk that is expected to run. */
  launch(start: Start): Promise<Kiosk>;
  /** Starts one that is expected to end by itself. */
  runToEnd(start: Start): Promise<{ readonly code: number; readonly stderr: string }>;
};

const standIn: Shell = {
  name: 'stand-in on Chromium',
  async launch({ mainFile, args, userData }) {
    const { electron, exited } = runMain(mainFile, args, userData);
    return {
      exited,
      inMain: async (body, argument) => {
        const fromText = new Function(`return (${body.toString()})`)() as typeof body;
        return fromText(electron as unknown as typeof Electron, argument);
      },
    };
  },
  async runToEnd({ mainFile, args, userData }) {
    const run = runMain(mainFile, args, userData);
    return { code: await run.exited, stderr: run.stderr() };
  },
};

const electronBinary = fileURLToPath(new URL('../../node_modules/electron/dist/electron', import.meta.url));
/** Root, as in containers, cannot use Chromium's own sandbox helper; everyone else does. */
const commandLine = ({ mainFile, args, userData }: Start): string[] => [
  mainFile,
  `--user-data-dir=${userData}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...args,
];

const realElectron: Shell = {
  name: 'real Electron',
  async launch(start) {
    const application = await _electron.launch({ executablePath: electronBinary, args: commandLine(start) });
    const ended = application.process();
    return {
      exited: new Promise((resolve) => ended.once('exit', (code) => resolve(code ?? -1))),
      inMain: (body, argument) =>
        application.evaluate(body as Parameters<typeof application.evaluate>[0], argument) as Promise<never>,
    };
  },
  runToEnd(start) {
    return new Promise((resolve) => {
      const child = spawn(electronBinary, commandLine(start));
      let stderr = '';
      child.stderr.on('data', (part) => {
        stderr += part;
      });
      child.once('exit', (code) => resolve({ code: code ?? -1, stderr }));
    });
  },
};

export const shells: readonly Shell[] = existsSync(electronBinary) ? [standIn, realElectron] : [standIn];
if (shells.length === 1) console.log('skipped: real Electron (no binary)');
