import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Money } from '../../machines/money.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { KioskView, ScreenView } from '../../machines/view.ts';
import { createZvtTerminal } from '../bridge/cardTerminal/zvt/zvtTerminal.ts';
import { createEverestController } from '../bridge/powerController/everest/everestController.ts';
import type { BenchAction, DriverIntent } from '../ipc/contract.ts';
import { openStore } from '../store/openStore.ts';
import { assembleStation } from './assemble.ts';
import { createSteadyClock } from './clock.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';
import { startSimulation } from './simulation.ts';

const PASSWORD = '123456';
const SPEED = 120;
const ENOUGH_WH = 2_000;
const STAGE_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** `stage`: the last thing that was waited for. */
export type DryRunTrouble =
  | { readonly code: 'cancelled' }
  | { readonly code: 'stuck'; readonly stage: string }
  | { readonly code: 'booksDiffer'; readonly detail: string };
export type DryRun = { readonly receiptNumber: string; readonly energyWh: number; readonly total: Money };

/**
 * One whole charge of a second station: this one's prices, hold and deadlines, on terminal, charger and car that are
 * simulated in this process behind sockets of their own, with books in a folder that is thrown away. Nothing of it
 * touches this station's devices or books.
 */
export async function dryRun(
  config: Config,
  log: StationLog,
  signal: AbortSignal,
): Promise<Result<DryRun, DryRunTrouble>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-dry-run-'));
  try {
    return await chargeIn(dataDir, config, log, signal);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The same station in what it sells, with one connector and nothing of the outside. */
function rehearsal(config: Config, dataDir: string): Config {
  const { meter: _meter, receiptPrinter: _printer, mail: _mail, support: _support, ...rest } = config;
  const { passwordFile: _file, expectedTerminalId: _id, ...cardTerminal } = config.cardTerminal;
  return {
    ...rest,
    dataDir,
    evses: config.evses.slice(0, 1),
    cardTerminal: { ...cardTerminal, host: '127.0.0.1', port: 0, password: PASSWORD },
    powerController: { ...config.powerController, url: 'mqtt://127.0.0.1:0' },
    access: { ...config.access, audioJack: undefined },
    simulation: { enabled: true, seed: 1, speed: SPEED },
  };
}

async function chargeIn(
  dataDir: string,
  config: Config,
  log: StationLog,
  signal: AbortSignal,
): Promise<Result<DryRun, DryRunTrouble>> {
  const stuck = (stage: string) => err({ code: 'stuck', stage } as const);
  const simulated = await startSimulation(rehearsal(config, dataDir));
  if (!simulated.ok) return stuck(simulated.error.message);
  const { value: simulation } = simulated;
  const clock = createSteadyClock();
  const store = openStore(join(dataDir, 'station.db'), clock);
  if (!store.ok) {
    await simulation.close();
    return stuck(store.error.code);
  }
  const { value: books } = store;
  const dry = simulation.config;
  const quiet = log.child({ dryRun: true }, { level: 'silent' });
  const station = assembleStation({
    config: dry,
    store: books,
    terminal: createZvtTerminal(
      { ...dry.cardTerminal, currency: dry.tariff.currency },
      { log: quiet, password: PASSWORD },
    ),
    controller: createEverestController(
      { ...dry.powerController, evses: dry.evses.map(({ evse, everest }) => ({ evse, ...everest })) },
      { log: quiet },
    ),
    clock,
    chance: { sessionId: () => 'DRYRUN', stopCode: () => '0000' },
    log: quiet,
  });
  try {
    const stage = await drive(station, simulation.handlers.handleAct, dry.evses[0]?.evse ?? 1, signal);
    if (signal.aborted) return err({ code: 'cancelled' });
    return stage === null ? agreed() : stuck(stage);
  } finally {
    await station.close();
    await simulation.close();
  }

  /** What the receipt says is what the terminal's own book and the meter say, and the journal's chain is whole. */
  function agreed(): Result<DryRun, DryRunTrouble> {
    const [receipt] = books.receipts();
    const [entry, ...others] = simulation.terminal.book();
    const differ = (detail: string) => err({ code: 'booksDiffer', detail } as const);
    if (!receipt || !entry || others.length > 0) return differ(`${books.receipts().length} / ${others.length + 1}`);
    const { receiptNumber, total, energyWh, meterStartWh, meterEndWh } = receipt;
    if (entry.state !== 'captured' || entry.capturedMinor !== total.minor)
      return differ(`${entry.capturedMinor} / ${total.minor}`);
    if (meterEndWh - meterStartWh !== energyWh) return differ(`${meterEndWh - meterStartWh} Wh / ${energyWh} Wh`);
    const verified = books.verify();
    return verified.ok ? ok({ receiptNumber, energyWh, total }) : differ(verified.error.why);
  }
}

/** A driver who does everything right. Null: the charge is paid; else what was waited for in vain. */
async function drive(
  { view, handlers }: Pick<ReturnType<typeof assembleStation>, 'view' | 'handlers'>,
  hand: (action: BenchAction) => unknown,
  connectorId: number,
  signal: AbortSignal,
): Promise<string | null> {
  const touch = (intent: DriverIntent) => handlers.kiosk.handleSendIntent(intent);
  const onScreen =
    <N extends ScreenView['name']>(name: N, is: (screen: Extract<ScreenView, { name: N }>) => boolean = () => true) =>
    ({ screen }: KioskView) =>
      isNamed(screen, name) && is(screen);
  const steps: readonly (readonly [string, (now: KioskView) => boolean, () => unknown])[] = [
    [
      'free',
      ({ terminal, connectors }) => terminal === 'up' && connectors.every(({ status }) => status === 'free'),
      () => {
        touch({ type: 'SELECT_CONNECTOR', connectorId });
        touch({ type: 'START', connectorId });
      },
    ],
    ['present', onScreen('present', ({ step }) => step === 'card'), () => hand({ type: 'presentCard', card: 'visa' })],
    [
      'plug',
      onScreen('plug', ({ step }) => step === 'cable'),
      () => hand({ type: 'plugIn', evse: connectorId, car: 'ioniq' }),
    ],
    [
      'charging',
      onScreen('charging', ({ energyWh }) => energyWh > ENOUGH_WH),
      () => hand({ type: 'carStops', evse: connectorId }),
    ],
    [
      'finished',
      onScreen('charging', ({ activity }) => activity !== 'active'),
      () => hand({ type: 'unplug', evse: connectorId }),
    ],
    ['receipt', onScreen('receipt', ({ hold }) => hold?.state === 'captured'), () => undefined],
  ];
  for (const [stage, isReached, act] of steps) {
    if (!(await reached(() => isReached(view()), signal))) return stage;
    await act();
  }
  return null;
}

const isNamed = <N extends ScreenView['name']>(
  screen: ScreenView,
  name: N,
): screen is Extract<ScreenView, { name: N }> => screen.name === name;

async function reached(is: () => boolean, signal: AbortSignal): Promise<boolean> {
  const latestMs = performance.now() + STAGE_MS;
  while (!is()) {
    if (signal.aborted || performance.now() > latestMs) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return true;
}
