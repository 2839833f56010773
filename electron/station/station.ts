import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { LinkView, MaintenanceView } from '../../machines/staffView.ts';
import type { KioskView } from '../../machines/view.ts';
import { createLinkHealths } from '../bridge/linkHealth.ts';
import type { BenchState, StationHandlers } from '../ipc/contract.ts';
import { turningMaintenance } from '../maintenance/closed.ts';
import type { Desk } from '../maintenance/desk.ts';
import { createDoorbell, type Doorbell } from '../maintenance/doorbell.ts';
import { noShell, type Shell } from '../maintenance/hands.ts';
import type { Invitation } from '../maintenance/people.ts';
import { openSecretKey } from '../store/secretKey.ts';
import type { Store } from '../store/store.ts';
import { branded, readBrand } from './brand.ts';
import { createSteadyClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { createTurningFace } from './face.ts';
import { createLog, type StationLog } from './log.ts';
import type { MetricsServer, Watched } from './metrics.ts';
import { type NoBooks, openBooks } from './openBooks.ts';
import { createReceiptLinks, noLinks, type ReceiptLinks } from './receiptLinks.ts';
import { createSafeMode } from './safeMode.ts';
import { createSelling } from './selling.ts';
import { type Simulation, startSimulation } from './simulation.ts';
import { createWaysOut, readSecrets } from './waysOut.ts';

/** A running station, whatever window looks at it. */
export type Station = {
  readonly config: Config;
  /** Why no money is taken and what to do about it; null when the station sells. */
  readonly safeMode: NoBooks | null;
  readonly handlers: Partial<StationHandlers>;
  view(): KioskView;
  subscribe(listener: (view: KioskView) => void): () => void;
  /** The one-time code of the first administrator, for the console; null when there is an administrator. */
  firstAdministrator(): Promise<Invitation | null>;
  /** Rings when staff want in at the screen, and says when they have gone. */
  readonly doorbell: Pick<Doorbell, 'onRing' | 'onLeave'>;
  /** Hears what staff ask of the process around the station. Without books it hears nobody. */
  readonly staffDesk: Pick<Desk, 'hear' | 'intruder'>;
  readonly bench: null | { subscribe(listener: (state: BenchState) => void): () => void };
  /** The simulators themselves, for tests and the demo; null where the hardware is real. */
  readonly simulation: Simulation | null;
  /** What is open, for staff; never for the driver's page. */
  maintenance(): MaintenanceView;
  /** Every receipt ever issued, oldest first. */
  receipts(): readonly ReceiptView[];
  /** What the station has written down, to be compared with the books of its devices. In safe mode there is nothing. */
  readonly books: Pick<Store, 'holds' | 'receipts' | 'receiptOf' | 'verify'>;
  /** The operator's logo and font, by the path the page asks for. */
  readonly brandFiles: ReadonlyMap<string, Uint8Array>;
  /** What listens or is reached where, for a person to read. */
  readonly addresses: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** Why a station did not start, in a sentence that says what to change. */
export type StartError = { readonly code: string; readonly message: string };

/** How often books that could not be written are tried again. */
const RETRY_MS = 60_000;
/** How long staff may read why nobody gets in. */
const READS_MS = 120_000;

/**
 * Reads the config, opens the books, reaches the devices (or simulates them) and brings every open charge back. Without
 * usable books the station starts in safe mode: it shows that it is out of order and touches neither money nor devices.
 */
export async function startStation(options: {
  configFile: string;
  overrides: Readonly<Record<string, string>>;
  /** Instead of `station.log` in the data folder. */
  log?: StationLog;
  /** The page for receipts this process serves itself, once it does: taken in the simulation where none is configured. */
  ownReceiptPage?: () => string | null;
  /** What the process around it can do when staff ask. */
  shell?: Shell;
}): Promise<Result<Station, StartError>> {
  const read = readConfig(options.configFile, options.overrides);
  if (!read.ok)
    return err({
      code: 'config',
      message: `${options.configFile} cannot be used:\n  ${read.error.problems.join('\n  ')}`,
    });
  const wished = { ...read.value, dataDir: resolve(read.value.dataDir) };
  const password = passwordOf(wished);
  if (!password.ok) return password;
  const secrets = readSecrets(wished);
  if (!secrets.ok) return err({ code: 'config', message: secrets.error });
  const brand = wished.screen.brandFile ? readBrand(resolve(wished.screen.brandFile)) : ok(null);
  if (!brand.ok) return err({ code: 'config', message: `screen.brandFile: ${brand.error}` });
  const { maxMebibytes, keepFiles } = wished.log;
  const logFile = { file: join(wished.dataDir, 'station.log'), maxBytes: maxMebibytes * 1_048_576, keepFiles };
  const log = options.log ?? createLog({ to: logFile });
  const clock = createSteadyClock();

  const books = openBooks(wished.dataDir, clock);
  if (!books.ok && !books.error.fault) return books;
  // Simulated hardware keeps its own books in the same folder: without it there is none.
  const simulated = wished.simulation.enabled && books.ok ? await startSimulation(wished) : ok(null);
  if (!simulated.ok) {
    if (books.ok) books.value.close();
    return simulated;
  }
  const simulation = simulated.value;
  const config = simulation?.config ?? wished;

  const links = receiptLinks(config, log, options.ownReceiptPage);
  const doorbell = createDoorbell();
  let linkHealth: () => readonly LinkView[] = () => [];
  const sell = (store: Store) => {
    const healths = createLinkHealths(clock.now);
    linkHealth = healths.all;
    return createSelling({
      config,
      store,
      terminalPassword: password.value,
      clock,
      log,
      links,
      healths,
      doorbell,
      waysOut: createWaysOut(config, secrets.value, log, healths),
      shell: options.shell ?? noShell,
    });
  };
  let stopReading: (() => void) | null = null;
  let selling = books.ok ? sell(books.value) : null;
  const retries = !books.ok && books.error.mayPass && !wished.simulation.enabled;
  let noBooks = books.ok ? null : { ...books.error, message: `${books.error.message} ${whatNext(retries)}` };
  const face = branded(
    createTurningFace(selling ?? createSafeMode(config, noBooks?.fault ?? 'stationError', clock, callStaff)),
    brand.value?.view ?? null,
  );
  /** There is no sign-in to wait for: whoever was called reads for a while, and the screen is the drivers' again. */
  function callStaff(): void {
    doorbell.ring();
    stopReading?.();
    stopReading = clock.at(clock.now() + READS_MS, doorbell.leave);
  }
  if (noBooks) log.error({ code: noBooks.code }, `safe mode, no money is taken: ${noBooks.message}`);
  const stopTrying = retries ? clock.every(RETRY_MS, tryAgain) : null;

  function tryAgain(): void {
    const again = openBooks(config.dataDir, clock);
    if (!again.ok) {
      log.error({ code: again.error.code }, `still in safe mode: ${again.error.message}`);
      return;
    }
    stopTrying?.();
    log.warn('the books can be used again: leaving safe mode');
    selling = sell(again.value);
    noBooks = null;
    stopReading?.();
    doorbell.leave();
    face.turnTo(selling);
  }

  const maintenance = turningMaintenance(
    () => selling?.maintenanceMode?.handlers ?? null,
    () => ({
      nowMs: clock.now(),
      station: { name: config.station.name, timeZone: config.station.timeZone, simulated: config.simulation.enabled },
      languages: config.station.languages,
      fault: noBooks?.fault ?? 'stationError',
    }),
    doorbell.leave,
  );

  const metrics = await watch(config, log, {
    view: face.view,
    links: () => linkHealth(),
    books: () => selling?.store.figures() ?? null,
    awaitingEndOfDay: () => selling?.store.bookedSinceEndOfDay().count ?? 0,
  });

  return ok({
    config,
    get safeMode() {
      return noBooks;
    },
    handlers: { kiosk: face.handlers, maintenance, ...(simulation && { bench: simulation.handlers }) },
    doorbell,
    staffDesk: {
      hear: async (request, requests) =>
        (await selling?.maintenanceMode?.desk.hear(request, requests)) ?? err({ code: 'closed' }),
      intruder: (action) => selling?.maintenanceMode?.desk.intruder(action),
    },
    firstAdministrator: async () => (await selling?.maintenanceMode?.firstAdministrator) ?? null,
    view: face.view,
    brandFiles: brand.value?.files ?? new Map(),
    subscribe: face.subscribe,
    bench: simulation && { subscribe: simulation.subscribe },
    simulation,
    maintenance: () => selling?.maintenance() ?? noneOpen(clock.now()),
    receipts: () => selling?.store.receipts() ?? [],
    get books() {
      if (!selling) throw new Error('a station in safe mode has no books');
      return selling.store;
    },
    addresses: {
      'card terminal': `${config.cardTerminal.host}:${config.cardTerminal.port} (ZVT)`,
      'charge controller': `${config.powerController.url} (EVerest)`,
      ...(config.receiptPrinter && {
        'receipt printer': `${config.receiptPrinter.host}:${config.receiptPrinter.port} (ESC/POS)`,
      }),
      ...(config.mail && { 'mail server': `${config.mail.host}:${config.mail.port} (SMTP)` }),
      ...(config.support?.desk?.webhook && { 'help desk': config.support.desk.webhook.url }),
      ...(metrics && { metrics: metrics.url }),
      ...(links.key && { 'key of receipts': links.key }),
      data: config.dataDir,
    },
    async close() {
      stopTrying?.();
      stopReading?.();
      await metrics?.close();
      await face.close();
      await simulation?.close();
    },
  });
}

/** A station sells without being watched as well. */
async function watch(config: Config, log: StationLog, watched: Watched): Promise<MetricsServer | null> {
  if (config.metrics.port === null) return null;
  // Nobody who is not watched waits for it to be loaded.
  const { createMetrics, serveMetrics } = await import('./metrics.ts');
  const served = await serveMetrics(createMetrics(watched), config.metrics.port, log);
  if (served.ok) return served.value;
  log.error(`no metrics: ${served.error}`);
  return null;
}

/** A station sells without a key as well: then its receipts bear no code. */
function receiptLinks(config: Config, log: StationLog, ownPage: () => string | null = () => null): ReceiptLinks {
  const secretKey = openSecretKey(join(config.dataDir, 'station.key'), p256.utils.isValidSecretKey);
  if (!secretKey.ok) {
    log.error(`no key to sign receipts with, they bear no code: ${secretKey.error}`);
    return noLinks;
  }
  const { receiptPage } = config.station;
  const page = () => (receiptPage === undefined && config.simulation.enabled ? ownPage() : (receiptPage ?? null));
  return createReceiptLinks({ secretKey: secretKey.value, page, log });
}

const noneOpen = (nowMs: number): MaintenanceView => ({
  nowMs,
  openSettlements: [],
  awaitingEndOfDay: { count: 0, oldestAtMs: null, isOverdue: false },
});

const whatNext = (retries: boolean): string =>
  retries ? 'It is tried again every minute.' : 'Then start the station again.';

function passwordOf({ cardTerminal }: Config): Result<string, StartError> {
  const { password, passwordFile } = cardTerminal;
  if (!passwordFile) return ok(password ?? '');
  try {
    return ok(readFileSync(passwordFile, 'utf8').trim());
  } catch (cause) {
    return err({ code: 'config', message: `cardTerminal.passwordFile: ${(cause as Error).message}` });
  }
}
