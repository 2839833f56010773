import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTerminalSimulator } from '../../electron/simulators/cardTerminal/terminalSimulator.ts';
import { startChargerSimulator } from '../../electron/simulators/charger/chargerSimulator.ts';
import type { Config } from '../../electron/station/config.ts';
import { createMutex } from '../../electron/station/mutex.ts';
import type { KioskView } from '../../machines/view.ts';
import { createMemoryBroker } from './broker.ts';
import { createChance } from './chance.ts';
import { createMortalStation } from './mortalStation.ts';
import { createStreams } from './streams.ts';
import type { Owner, VirtualTime } from './virtualTime.ts';
import { createWeather } from './weather.ts';

const HEARTBEAT_MS = 20_000;
const METER_MS = 10_000;

/** When something went wrong. `hides`: it may keep the station from hearing what the meter counted. */
export type Disturbance = { readonly what: string; readonly hides: boolean; readonly fromMs: number; toMs: number };

/** A station, its terminal, controller and cars, and the wires between them, all in one virtual time. */
export async function createWorld(
  time: VirtualTime,
  seed: number,
  config: Config,
  watch: {
    readonly onView: (view: KioskView) => void;
    readonly onWrite: (name: string, args: readonly unknown[]) => void;
    readonly onDeath: () => void;
    /** What the station logs; null: nobody reads it. */
    readonly onLog: ((line: string) => void) | null;
  },
) {
  const chance = createChance(seed);
  const outside: Owner = { name: 'outside', alive: true, wallOffsetMs: 0, turns: 0 };
  const weather = {
    terminal: createWeather(createChance(chance.seed())),
    controller: createWeather(createChance(chance.seed())),
  };
  const streams = createStreams(time, weather.terminal);
  const broker = createMemoryBroker(time, weather.controller);
  // A memory disk where there is one: a simulated power cut needs no real one.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'surtidor-simulation-'));
  const disturbances: Disturbance[] = [];

  let terminal: Awaited<ReturnType<typeof startHardware>>['terminal'];
  let charger: ReturnType<typeof startChargerSimulator>;

  async function startHardware() {
    const started = await startTerminalSimulator({
      host: config.cardTerminal.host,
      port: config.cardTerminal.port,
      password: config.cardTerminal.password ?? '',
      bookFile: null,
      seed: chance.seed(),
      createServer: streams.createServer,
    });
    if (!started.ok) throw new Error(started.error.code);
    const charger = startChargerSimulator({
      brokerUrl: config.powerController.url,
      modules: config.powerController.modules,
      evses: config.evses,
      seed: chance.seed(),
      speed: 1,
      heartbeatMs: HEARTBEAT_MS,
      meterMs: METER_MS,
      communicationCheckTimeoutMs: 6 * HEARTBEAT_MS,
      connect: broker.connect,
    });
    return { terminal: started.value, charger };
  }

  const file = join(folder, 'station.db');
  const station = createMortalStation({
    time,
    streams,
    broker,
    config,
    file,
    chance: createChance(chance.seed()),
    ...watch,
    // What watches over the process starts it again.
    onCrash: () =>
      void time.post(outside, chance.waitMs(5_000), () => station.start({ withoutSnapshots: chance.happens(0.1) })),
  });

  let isUp = false;
  time.post(outside, 0, () => {
    void startHardware().then((hardware) => {
      ({ terminal, charger } = hardware);
      isUp = true;
    });
  });
  await time.run(() => isUp);

  return {
    time,
    chance,
    config,
    /** The station's books. */
    file,
    station,
    weather,
    broker,
    get terminal() {
      return terminal;
    },
    get charger() {
      return charger;
    },
    /** Does something outside the station after a while. */
    post: (delayMs: number, run: () => void): void => void time.post(outside, delayMs, run),
    sleep: (ms: number): Promise<void> => new Promise((resolve) => time.post(outside, ms, resolve)),
    /** Begins something that goes wrong; call the answer when it is over. */
    disturb(what: string, hides: boolean): () => void {
      const disturbance: Disturbance = { what, hides, fromMs: time.nowMs, toMs: Number.POSITIVE_INFINITY };
      disturbances.push(disturbance);
      return () => {
        disturbance.toMs = time.nowMs;
      };
    },
    /** What flowed while readings went unheard and is on no receipt. */
    unbilledWh: 0,
    note: (line: string): void => watch.onLog?.(line),
    /** One driver at the screen and the reader at a time; the next one waits. */
    atTheScreen: createMutex(),
    wasDisturbed: (fromMs: number, toMs: number): boolean =>
      disturbances.some((each) => each.hides && each.fromMs <= toMs && each.toMs >= fromMs),
    wasCalm: (fromMs: number, toMs: number): boolean =>
      !disturbances.some((each) => each.fromMs <= toMs && each.toMs >= fromMs),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;
