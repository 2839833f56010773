import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './ensureBuilt.ts';
import { startHeadless } from './headless.ts';
import { howToEnrol } from './maintenance/people.ts';
import { readArgs, readOverrides } from './station/overrides.ts';

/**
 * `npm start [-- --config FILE] [--set path=value …] [--electron | --browser]`: a whole station. Electron where its
 * binary and a display are there, else the same page on loopback for a browser.
 */

const exampleConfig = fileURLToPath(new URL('./station/example.config.json', import.meta.url));

const parse = () =>
  parseArgs({
    options: {
      config: { type: 'string', default: exampleConfig },
      set: { type: 'string', multiple: true, default: [] },
      electron: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
    },
  });
const args = readArgs(parse, 'npm start -- [--config FILE] [--set path=value …] [--electron | --browser]');
if (args.ok) await start(args.value.values);
else fail(args.error);

type Wishes = {
  readonly config: string;
  readonly set: string[];
  readonly electron: boolean;
  readonly browser: boolean;
};

async function start(wishes: Wishes): Promise<void> {
  const overrides = readOverrides(wishes.set);
  if (!overrides.ok) return fail(overrides.error);
  const binary = electronBinary();
  const lacking = whyNoElectron(binary);
  if (wishes.electron && lacking) return fail(`--electron: ${lacking}`);
  await ensureBuilt();
  if (!lacking && !wishes.browser && binary) runElectron(binary, wishes);
  else await runHeadless(wishes.config, overrides.value, wishes.browser ? 'asked for by --browser' : (lacking ?? ''));
}

function electronBinary(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name =
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

function whyNoElectron(path: string | null): string | null {
  if (!path)
    return "Electron's binary is not installed: get it with `npx install-electron` (it downloads about 120 MB)";
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  return null;
}

function runElectron(path: string, wishes: Wishes): void {
  console.log('Surtidor in Electron');
  const app = fileURLToPath(new URL('../dist/electron/main.cjs', import.meta.url));
  const args = [app, '--config', wishes.config, ...wishes.set.flatMap((one) => ['--set', one])];
  const child = spawn(path, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function runHeadless(
  configFile: string,
  overrides: Readonly<Record<string, string>>,
  why: string,
): Promise<void> {
  const { execve } = process;
  let ending = false;
  const started = await startHeadless({ configFile, overrides, ...(execve && { restart: () => end(begin) }) });
  if (!started.ok) return fail(started.error.message);
  const { station, url, maintenanceUrl, benchUrl, receiptUrl, close } = started.value;
  console.log(`Surtidor in the browser (${why})\n`);
  console.log(`  kiosk page         ${url}`);
  if (maintenanceUrl) console.log(`  maintenance page   ${maintenanceUrl}`);
  if (benchUrl) console.log(`  bench page         ${benchUrl}`);
  if (receiptUrl) console.log(`  receipt page       ${receiptUrl}`);
  for (const [what, where] of Object.entries(station.addresses)) console.log(`  ${what.padEnd(18)} ${where}`);
  if (station.safeMode) console.error(`\nSAFE MODE, no money is taken: ${station.safeMode.message}`);
  const first = await station.firstAdministrator();
  if (first) console.log(`\n${howToEnrol(first)}`);
  console.log('\nReady. Ctrl-C ends everything.');
  process.on('SIGINT', () => end(exit));
  process.on('SIGTERM', () => end(exit));

  function end(then: () => void): void {
    if (ending) return;
    ending = true;
    void close().then(then);
  }
  function exit(): void {
    console.log('Surtidor has ended.');
    process.exit(0);
  }
  /** The same process with the same number, as a supervisor knows it. Not on Windows. */
  function begin(): void {
    console.log('Surtidor begins anew.');
    execve?.(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], process.env);
  }
}

function fail(message: string): void {
  console.error(`Surtidor cannot start: ${message}`);
  process.exitCode = 1;
}
