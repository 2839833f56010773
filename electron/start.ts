import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './ensureBuilt.ts';
import { startHeadless } from './headless.ts';

/**
 * `npm start [-- --config FILE] [--set path=value …] [--electron | --browser]`: a whole station. Electron where its
 * binary and a display are there, else the same page on loopback for a browser.
 */

const exampleConfig = fileURLToPath(new URL('./station/example.config.json', import.meta.url));

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: exampleConfig },
    set: { type: 'string', multiple: true, default: [] },
    electron: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
  },
});
const overrides = Object.fromEntries(values.set.map((one) => one.split(/=(.*)/s).slice(0, 2) as [string, string]));

const binary = electronBinary();
const lacking = whyNoElectron(binary);
if (values.electron && lacking) fail(`--electron: ${lacking}`);
else {
  await ensureBuilt();
  if (!lacking && !values.browser && binary) runElectron(binary);
  else await runHeadless(values.browser ? 'asked for by --browser' : (lacking ?? ''));
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

function runElectron(path: string): void {
  console.log('Surtidor in Electron');
  const app = fileURLToPath(new URL('../dist/electron/main.cjs', import.meta.url));
  const args = [app, '--config', values.config, ...values.set.flatMap((one) => ['--set', one])];
  const child = spawn(path, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function runHeadless(why: string): Promise<void> {
  const started = await startHeadless({ configFile: values.config, overrides });
  if (!started.ok) return fail(started.error.message);
  const { station, url, benchUrl, close } = started.value;
  console.log(`Surtidor in the browser (${why})\n`);
  console.log(`  kiosk page         ${url}`);
  if (benchUrl) console.log(`  bench page         ${benchUrl}`);
  for (const [what, where] of Object.entries(station.addresses)) console.log(`  ${what.padEnd(18)} ${where}`);
  console.log('\nReady. Ctrl-C ends everything.');
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void close().then(() => {
      console.log('Surtidor has ended.');
      process.exit(0);
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function fail(message: string): void {
  console.error(`Surtidor cannot start: ${message}`);
  process.exitCode = 1;
}
