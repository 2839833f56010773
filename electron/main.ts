import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, powerMonitor, powerSaveBlocker, protocol, screen, session } from 'electron';
import { destination } from 'pino';
import { sticksIn } from './books/sticks.ts';
import { createDispatcher } from './ipc/dispatcher.ts';
import { pushTo, serveIpc } from './ipc/electronServer.ts';
import { openPageFiles, withFiles } from './ipc/pageFiles.ts';
import { sourcesOf } from './ipc/sources.ts';
import { howToEnrol } from './maintenance/people.ts';
import { BENCH_PAGE, KIOSK_PAGE, pages } from './shell/addresses.ts';
import { readCommandLine } from './shell/commandLine.ts';
import {
  denyDownloads,
  denyNameResolution,
  denyNavigation,
  denyNetwork,
  denyNewWindows,
  denyPermissions,
} from './shell/hardening.ts';
import { closeBeforeQuit, exitOnBug, showOnSecondStart } from './shell/lifeCycle.ts';
import { openOnCall } from './shell/maintenanceWindow.ts';
import { registerPageScheme, servePage } from './shell/pageProtocol.ts';
import { createDeveloperTools } from './shell/remote/developerTools.ts';
import { openRemote } from './shell/remote/remote.ts';
import { keepPageAlive } from './shell/watchdog.ts';
import { benchOptions, kioskOptions, openWindow } from './shell/windows.ts';
import { createLogOn } from './station/log.ts';
import { startStation } from './station/station.ts';

/** Electron's entry: the station and its window. Everything a driver sees comes from the station. */

const log = createLogOn(destination(2)).child({ part: 'shell' });
const preload = join(import.meta.dirname, 'preload.cjs');
const maintenancePreload = join(import.meta.dirname, 'maintenancePreload.cjs');
const pageDir = join(import.meta.dirname, '..', 'page');

// Two stations would give the terminal orders over each other.
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  exitOnBug(app, log);
  app.enableSandbox();
  registerPageScheme(protocol);
  denyNameResolution(app);
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-speech-dispatcher'); // else there is no voice

  const files = openPageFiles(pageDir);
  if (!files) return giveUp(`page_missing: no page in ${pageDir}: run \`npm run build\` first`);
  const { configFile, overrides, windowed } = readCommandLine(process.argv.slice(1), app.getPath('userData'));
  let reload = (): void => undefined;
  const restart = (): void => {
    app.relaunch();
    app.quit();
  };
  const shell = { restart, reloadPage: () => reload() };
  const [started] = await Promise.all([startStation({ configFile, overrides, shell }), app.whenReady()]);
  if (!started.ok) return giveUp(`${started.error.code}: ${started.error.message}`);
  const station = started.value;
  if (station.safeMode) process.stderr.write(`surtidor: SAFE MODE, no money is taken: ${station.safeMode.message}\n`);
  closeBeforeQuit(app, () => station.close(), log);

  Menu.setApplicationMenu(null); // its shortcuts would reload, zoom and close
  denyPermissions(session.defaultSession);
  const tools = createDeveloperTools();
  denyNetwork(session.defaultSession, tools.areOpen);
  denyDownloads(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => {
    denyNavigation(contents);
    denyNewWindows(contents);
  });
  const keptAwake = powerSaveBlocker.start('prevent-display-sleep');
  servePage(protocol, withFiles(files, station.brandFiles));
  const sources = sourcesOf(station);
  serveIpc({ ipcMain, dispatcher: createDispatcher(station.handlers, { log }), pages, log });
  const remote = openRemote({
    app,
    ipcMain,
    station,
    log,
    parts: {
      app,
      screen,
      powerMonitor,
      dialog,
      tools,
      isKeptAwake: () => powerSaveBlocker.isStarted(keptAwake),
      window: () => maintenance.window(),
      sticks: () => sticksIn(station.config.books.exportTo),
    },
  });

  const inWindows = windowed ?? station.bench !== null;
  const kiosk = openWindow(kioskOptions(preload, inWindows));
  pushTo(kiosk.webContents, pages[KIOSK_PAGE], sources);
  keepPageAlive(kiosk, KIOSK_PAGE, log);
  reload = () => kiosk.webContents.reload();
  showOnSecondStart(app, kiosk);
  const maintenance = openOnCall({
    doorbell: station.doorbell,
    preload: maintenancePreload,
    windowed: inWindows,
    equip(window) {
      remote.enableFor(window);
      tools.guard(window.webContents);
    },
    log,
  });
  const first = await station.firstAdministrator();
  if (first) process.stderr.write(`surtidor: ${howToEnrol(first)}\n`);

  if (!station.bench) return;
  const bench = openWindow(benchOptions(preload));
  pushTo(bench.webContents, pages[BENCH_PAGE], sources);
  keepPageAlive(bench, BENCH_PAGE, log);
}

/** For the person at the console: what is wrong, in one line, and nothing left running. */
function giveUp(reason: string): void {
  process.stderr.write(`surtidor: ${reason}\n`);
  process.exitCode = 1;
  app.exit(1);
}
