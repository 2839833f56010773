import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '../../machines/result.ts';
import type { KioskView, MaintenanceView, ReceiptView } from '../../machines/view.ts';
import { createZvtTerminal } from '../bridge/cardTerminal/zvt/zvtTerminal.ts';
import { createEverestController } from '../bridge/powerController/everest/everestController.ts';
import type { BenchState, StationHandlers } from '../ipc/contract.ts';
import { openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { assembleStation } from './assemble.ts';
import type { Chance } from './chargeActor.ts';
import { createSteadyClock } from './clock.ts';
import type { ClockDoubt } from './clockCheck.ts';
import { resumeClock, watchClock } from './clockWatch.ts';
import { type Config, readConfig } from './config.ts';
import { createLog, type StationLog } from './log.ts';
import { type Simulation, startSimulation } from './simulation.ts';

/** A running station, whatever window looks at it. */
export type Station = {
  readonly config: Config;
  readonly handlers: Partial<StationHandlers>;
  view(): KioskView;
  subscribe(listener: (view: KioskView) => void): () => void;
  readonly bench: null | { subscribe(listener: (state: BenchState) => void): () => void };
  /** The simulators themselves, for tests and the demo; null where the hardware is real. */
  readonly simulation: Simulation | null;
  /** What is open, for staff; never for the driver's page. */
  maintenance(): MaintenanceView;
  /** Every receipt ever issued, oldest first. */
  receipts(): readonly ReceiptView[];
  /** What the station has written down, to be compared with the books of its devices. */
  readonly books: Pick<Store, 'holds' | 'receipts' | 'receiptOf' | 'verify'>;
  /** What listens or is reached where, for a person to read. */
  readonly addresses: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** Why a station did not start, in a sentence that says what to change. */
export type StartError = { readonly code: string; readonly message: string };

const chance: Chance = {
  // Short enough for the acquirer's reference field (ZVT tag 1F63), long enough never to meet another.
  sessionId: () => randomBytes(8).toString('hex').toUpperCase(),
  stopCode: () => String(randomInt(0, 10_000)).padStart(4, '0'),
};

/** Reads the config, opens the store, reaches the devices (or simulates them) and brings every open charge back. */
export async function startStation(options: {
  configFile: string;
  overrides: Readonly<Record<string, string>>;
  /** Instead of `station.log` in the data folder. */
  log?: StationLog;
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

  const folder = made(wished.dataDir);
  if (!folder.ok) return folder;
  const log = options.log ?? createLog({ to: { file: join(wished.dataDir, 'station.log') } });
  const clock = createSteadyClock();
  const store = openStore(join(wished.dataDir, 'station.db'), clock);
  if (!store.ok) return err({ code: store.error.code, message: storeSentence(store.error, wished.dataDir) });

  let simulation: Simulation | null = null;
  if (wished.simulation.enabled) {
    const started = await startSimulation(wished);
    if (!started.ok) {
      store.value.close();
      return started;
    }
    simulation = started.value;
  }
  const config = simulation?.config ?? wished;

  resumeClock(clock, store.value, log);
  let doubt: ClockDoubt | null = null;
  /** No sale at a time that cannot be right. */
  const ready = () =>
    doubt ? err({ code: 'unwritable', why: `the clock is wrong: ${doubt.code}` } as const) : store.value.ready();

  const terminal = createZvtTerminal(
    { ...config.cardTerminal, currency: config.tariff.currency },
    { log: log.child({ device: 'cardTerminal' }), password: password.value },
  );
  const controller = createEverestController(
    { ...config.powerController, evses: config.evses.map(({ evse, everest }) => ({ evse, ...everest })) },
    { log: log.child({ device: 'powerController' }) },
  );
  const station = assembleStation({
    config,
    store: { ...store.value, ready },
    terminal,
    controller,
    clock,
    chance,
    log,
  });
  const unwatchClock = watchClock({
    clock,
    store: store.value,
    atRest: station.atRest,
    onDoubt: (now) => {
      doubt = now;
    },
    log,
  });

  return ok({
    config,
    handlers: simulation ? { ...station.handlers, bench: simulation.handlers } : station.handlers,
    view: station.view,
    subscribe: station.subscribe,
    bench: simulation && { subscribe: simulation.subscribe },
    simulation,
    maintenance: station.maintenance,
    receipts: () => store.value.receipts(),
    books: store.value,
    addresses: {
      'card terminal': `${config.cardTerminal.host}:${config.cardTerminal.port} (ZVT)`,
      'charge controller': `${config.powerController.url} (EVerest)`,
      data: config.dataDir,
    },
    async close() {
      unwatchClock();
      await station.close();
      await simulation?.close();
    },
  });
}

function made(dir: string): Result<void, StartError> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch (cause) {
    return err({ code: 'unwritable', message: `dataDir ${dir}: ${(cause as Error).message}` });
  }
}

function passwordOf({ cardTerminal }: Config): Result<string, StartError> {
  const { password, passwordFile } = cardTerminal;
  if (!passwordFile) return ok(password ?? '');
  try {
    return ok(readFileSync(passwordFile, 'utf8').trim());
  } catch (cause) {
    return err({ code: 'config', message: `cardTerminal.passwordFile: ${(cause as Error).message}` });
  }
}

function storeSentence(error: Extract<ReturnType<typeof openStore>, { ok: false }>['error'], dataDir: string): string {
  switch (error.code) {
    case 'locked':
      return `another station is using ${error.file}. Stop it, or give this one its own folder: --set dataDir=…`;
    case 'damaged':
      return `the books in ${dataDir} are damaged (${error.why}). No money can be taken until they are restored.`;
    case 'newer_schema':
      return `the books in ${dataDir} were written by a newer version (${error.found}, this one knows ${error.known}).`;
    case 'unwritable':
      return `the books in ${dataDir} cannot be written: ${error.why}`;
  }
}
