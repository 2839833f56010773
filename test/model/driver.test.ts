import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotFrom } from 'xstate';
import { createTestModel } from 'xstate/graph';
import type { BenchAction, DriverIntent } from '../../electron/ipc/contract.ts';
import { type Station, startStation } from '../../electron/station/station.ts';
import type { KioskView, ScreenName, ScreenView } from '../../machines/view.ts';
import { disagreements } from '../books.ts';
import { type DriverEvent, driverMachine } from './driver.machine.ts';

/** The stories a driver can live, walked on the real station over real sockets; then the books are compared. */

const serializeState = ({ value, context }: SnapshotFrom<typeof driverMachine>): string =>
  JSON.stringify([value, context]);

/** Where the driver stands, with or without a car and money; that a card was refused before is no other place. */
const situation = (state?: SnapshotFrom<typeof driverMachine>): string =>
  JSON.stringify([state?.value, state?.context.plugged, state?.context.paid]);

/** Of all simple stories from first touch to leaving, few that together do each thing in each situation once. */
function storiesThatDoEverything() {
  const all = createTestModel(driverMachine, { serializeState })
    .getSimplePaths({ toState: (state) => state.matches('gone') })
    .map((path) => ({
      path,
      does: path.steps.slice(1).map(({ event }, i) => `${situation(path.steps[i]?.state)} ${event.type}`),
    }));
  const left = new Set(all.flatMap(({ does }) => does));
  const newIn = ({ does }: (typeof all)[number]) => new Set(does.filter((step) => left.has(step))).size;
  const chosen: (typeof all)[number]['path'][] = [];
  while (left.size > 0) {
    const best = all.reduce((most, next) => (newIn(next) > newIn(most) ? next : most));
    for (const step of best.does) left.delete(step);
    chosen.push(best.path);
  }
  return chosen;
}

const paths = storiesThatDoEverything();

let station: Station;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'surtidor-model-'));
  const started = await startStation({
    configFile: fileURLToPath(new URL('../../electron/station/example.config.json', import.meta.url)),
    overrides: {
      dataDir,
      'cardTerminal.port': '0',
      'powerController.url': 'mqtt://127.0.0.1:0',
      'simulation.speed': '150',
      'timeouts.stopRetryMs': '300',
      // A car that stops taking energy has finished once it has rested so long.
      'timeouts.carPausedMs': '500',
      'payment.settlementRetryMinMs': '300',
    },
    log: pino({ level: 'silent' }),
  });
  if (!started.ok) throw new Error(started.error.message);
  station = started.value;
  await hand({ type: 'bankDelay', ms: 20 });
  await until('both are free', everythingIsFree);
});

afterAll(async () => {
  await station.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const everythingIsFree = (view: KioskView): boolean =>
  view.terminal === 'up' && view.screen.name === 'attract' && view.connectors.every(({ status }) => status === 'free');

function touch(intent: DriverIntent): void {
  expect(station.handlers.kiosk?.handleSendIntent(intent), JSON.stringify(intent)).toEqual({ ok: true });
}
async function hand(action: BenchAction): Promise<void> {
  expect(await station.handlers.bench?.handleAct(action), JSON.stringify(action)).toEqual({ ok: true });
}

/** Waits for a fact the view shows. */
function until(what: string, is: (view: KioskView) => boolean, timeoutMs = 15_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      unsubscribe();
      clearTimeout(timer);
    };
    const look = (view: KioskView) => {
      if (!is(view)) return;
      end();
      resolve();
    };
    const unsubscribe = station.subscribe(look);
    const timer = setTimeout(() => {
      end();
      reject(new Error(`waited in vain until ${what}; the view is ${JSON.stringify(station.view())}`));
    }, timeoutMs);
    look(station.view());
  });
}

type Named<N extends ScreenName> = Extract<ScreenView, { name: N }>;
async function sees<N extends ScreenName>(name: N, is: (screen: Named<N>) => boolean = () => true): Promise<Named<N>> {
  await until(`the screen is ${name}`, ({ screen }) => screen.name === name && is(screen as Named<N>));
  return station.view().screen as Named<N>;
}

const connectorId = 1;
const tap = async (card: string): Promise<void> => {
  await sees('present', ({ step }) => step === 'card');
  await hand({ type: 'presentCard', card });
};
/** What this driver paid with, to stop with the same. */
let paidWith = '';
const payWith = (card: string): Promise<void> => {
  paidWith = card;
  return tap(card);
};

/** How each thing is done. */
const deeds: Record<DriverEvent['type'], () => void | Promise<void>> = {
  SELECT: () => touch({ type: 'SELECT_CONNECTOR', connectorId }),
  PLUG_FIRST: () => hand({ type: 'plugIn', evse: 1, car: 'ioniq' }),
  CONTINUE: () => touch({ type: 'START', connectorId }),
  CANCEL: () => touch({ type: 'CANCEL', connectorId }),
  TAP_CARD: () => payWith('visa'),
  TAP_KEY: () => payWith('keyFleet7'),
  TAP_REFUSED_CARD: () => tap('declined'),
  TAP_UNKNOWN_KEY: () => tap('keyUnknown'),
  TRY_AGAIN: () => touch({ type: 'TRY_AGAIN', connectorId }),
  PLUG_IN: () => hand({ type: 'plugIn', evse: 1, car: 'ioniq' }),
  async STOP_WITH_CODE() {
    touch({ type: 'ASK_STOP', connectorId });
    const { stopCode } = await sees('charging', ({ stopDialog }) => stopDialog?.step === 'ask');
    touch({ type: 'STOP_WITH_CODE', connectorId, code: stopCode ?? 'none' });
  },
  async STOP_WITH_CARD() {
    touch({ type: 'ASK_STOP', connectorId });
    touch({ type: 'STOP_WITH_CARD', connectorId });
    await sees('charging', ({ stopDialog }) => stopDialog?.prompt === 'presentCard');
    await hand({ type: 'presentCard', card: paidWith });
  },
  CAR_STOPS: () => hand({ type: 'carStops', evse: 1 }),
  EMERGENCY_STOP: () => hand({ type: 'emergencyStop', evse: 1, pressed: true }),
  UNPLUG: () => hand({ type: 'unplug', evse: 1 }),
  DONE: () => touch({ type: 'DONE', connectorId }),
};

type Situation = { readonly context: { readonly plugged: boolean; readonly paid: 'card' | 'key' | null } };
const heldFor = ({ context }: Situation) => (context.paid === 'card' ? { minor: 6000, currency: 'EUR' } : undefined);

/** What the driver has to see in each state. */
const screens = {
  attract: () => until('everything is free', everythingIsFree),
  async price({ context }: Situation) {
    const price = await sees('price');
    expect(price).toMatchObject({ vehicleConnected: context.plugged, hold: { minor: 6000 } });
    expect(station.view().price.parts[0]).toMatchObject({ kind: 'energy', amount: '0.59' });
  },
  present: () => sees('present', ({ step }) => step === 'card').then(() => {}),
  async declined() {
    const { fault } = await sees('declined');
    expect(['cardDeclined', 'keyUnknown']).toContain(fault);
    expect(openHolds()).toEqual([]);
  },
  async plug(situation: Situation) {
    const { hold, stopCode } = await sees('plug', ({ step }) => step === 'cable');
    expect([hold?.held, stopCode]).toEqual([heldFor(situation), expect.stringMatching(/^\d{4}$/)]);
  },
  async charging(situation: Situation) {
    const { hold, cost } = await sees('charging', (screen) => screen.activity === 'active' && screen.energyWh > 0);
    expect(hold?.held).toEqual(heldFor(situation));
    expect(cost.minor).toBeGreaterThanOrEqual(35);
  },
  async finished() {
    const { endReason } = await sees('charging', ({ activity }) => activity === 'finishedGrace');
    expect(['driver', 'carFinished']).toContain(endReason);
  },
  async receipt({ context }: Situation) {
    const { receipt, hold } = await sees('receipt', ({ hold: now }) => now === null || now.state === 'captured');
    expect(receipt.paidBy).toBe(context.paid === 'card' ? 'bankCard' : 'chargingKey');
    expect(hold?.captured).toEqual(context.paid === 'card' ? receipt.total : undefined);
    expect(receipt.energyWh).toBeGreaterThan(0);
  },
  async released({ context }: Situation) {
    const { fault } = await sees('released', ({ hold: now }) => now === null || now.state === 'released');
    expect(fault).toBe('cancelledByDriver');
    if (context.paid === 'card') expect(openHolds()).toEqual([]);
  },
  gone: () =>
    until(
      'the screen is free for the next',
      ({ screen }) => screen.name === 'attract' || screen.name === 'unavailable',
    ),
};

const terminalBook = () => station.simulation?.terminal.book() ?? [];
const openHolds = () => terminalBook().filter(({ state }) => state === 'held');

/** What the driver takes along, so that the next finds everything as it was. */
async function tidyUp(): Promise<void> {
  const bay = station.simulation?.charger.state().evses[0];
  if (bay?.emergencyStopPressed) await hand({ type: 'emergencyStop', evse: 1, pressed: false });
  if (bay?.car) await hand({ type: 'unplug', evse: 1 });
  await until('everything is free', everythingIsFree);
}

const isReceipt = ({ state }: { state: SnapshotFrom<typeof driverMachine> }): boolean => state.matches('receipt');

describe('a driver', () => {
  it('has stories that do everything a driver can do', () => {
    expect(new Set(paths.flatMap(({ steps }) => steps.map(({ event }) => event.type)))).toEqual(
      new Set([...Object.keys(deeds), 'xstate.init']),
    );
  });

  it.each(
    paths.map(
      (path) =>
        [
          path.steps
            .slice(1)
            .map(({ event }) => event.type)
            .join(' > '),
          path,
        ] as const,
    ),
  )('%s', async (_, path) => {
    await path.test({ states: screens, events: deeds });
    await tidyUp();
  });

  it('after all of them the books agree', async () => {
    await until('nothing is held', () => openHolds().length === 0);
    expect(disagreements(station)).toEqual([]);
    const paidByCard = paths.filter(({ state, steps }) => state.context.paid === 'card' && steps.some(isReceipt));
    expect(terminalBook().filter(({ state }) => state === 'captured')).toHaveLength(paidByCard.length);
  });
});
