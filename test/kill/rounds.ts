import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../electron/simulators/charger/random.ts';
import { openStore } from '../../electron/store/openStore.ts';
import { between } from './chance.ts';
import { type Comparison, compare } from './compare.ts';
import { createDriver } from './driver.ts';
import { startHardware } from './hardware.ts';
import { killMoment } from './moments.ts';
import { createPlace } from './place.ts';
import { loseSnapshots } from './snapshots.ts';
import { type StationProcess, spawnStation } from './stationProcess.ts';

const configFile = fileURLToPath(new URL('../../electron/station/example.config.json', import.meta.url));

/** Of so many rounds one is killed again while it still recovers. */
const KILLED_AGAIN = 0.2;
const RECOVERING_MS = 900;
/** Of so many restarts one has no snapshot to go on from. */
const SNAPSHOTS_LOST = 0.1;
const STEP_MS = 25;
const SHOWS_WITHIN_MS = 20_000;
const REST_WITHIN_MS = 30_000;
/** At rest so long: what is not to be seen from outside (a comparison with the terminal) has ended too. */
const AT_REST_MS = 1_000;

/** One station folder, its hardware and drivers, with the station killed again and again. */
export async function startKilling({ seed, dir }: { seed: number; dir: string }) {
  const dataDir = mkdtempSync(join(dir, `surtidor-kill-${seed}-`));
  const hardware = await startHardware({ configFile, dataDir, seed });
  const random = seededRandom(seed);
  const place = createPlace();
  const crashes: string[] = [];
  let kills = 0;
  let lostSnapshots = 0;
  let station: StationProcess | null = null;

  const drivers = [1, 2].map((connectorId) =>
    createDriver(connectorId, {
      ...hardware,
      place,
      random: seededRandom(seed * 1_000 + connectorId),
      station: () => station,
    }),
  );
  const living = setInterval(() => {
    for (const driver of drivers) driver.step();
  }, STEP_MS);

  function spawn(): StationProcess {
    station = spawnStation({
      configFile,
      overrides: hardware.overrides,
      outputFile: join(dataDir, 'station.output'),
      onCrash: (why) => crashes.push(why),
    });
    return station;
  }

  /** Until there is something on its screen. */
  async function showsItself({ ready }: StationProcess): Promise<void> {
    const inTime = await Promise.race([ready.then(() => true), pause(SHOWS_WITHIN_MS, false, { ref: false })]);
    if (!inTime) crashes.push(`the station showed nothing within ${SHOWS_WITHIN_MS / 1_000} s of its start`);
  }

  async function kill(): Promise<void> {
    const dying = station;
    station = null;
    kills += 1;
    await dying?.kill();
    if (random() < SNAPSHOTS_LOST) lostSnapshots += loseSnapshots(join(dataDir, 'station.db'));
  }

  /** Everybody has gone and the terminal holds nothing. */
  const isAtRest = (): boolean =>
    station?.view?.terminal === 'up' &&
    station.view.connectors.every(({ status }) => status === 'free') &&
    hardware.charger.state().evses.every(({ car }) => car === null) &&
    hardware.terminal.book().every(({ state, unconfirmed }) => state !== 'held' && !unconfirmed);

  /** False: it did not come in time. */
  async function rest(): Promise<boolean> {
    const until = performance.now() + REST_WITHIN_MS;
    let since: number | null = null;
    while (performance.now() < until) {
      since = isAtRest() ? (since ?? performance.now()) : null;
      if (since !== null && performance.now() - since > AT_REST_MS) return true;
      await pause(50);
    }
    return false;
  }

  return {
    dataDir,
    get kills() {
      return kills;
    },
    /** Restarts that had none of the machines' memory to go on from. */
    get lostSnapshots() {
      return lostSnapshots;
    },
    /** Waits for the moment, kills, and starts the station again. */
    async round(): Promise<void> {
      if (!station) await showsItself(spawn());
      await killMoment(hardware, random);
      await kill();
      while (random() < KILLED_AGAIN) {
        spawn();
        await pause(between(random, 50, RECOVERING_MS));
        await kill();
      }
      await showsItself(spawn());
    },
    /** Lets every charge come to its end, ends the station as Ctrl-C does, and compares the books. */
    async audit(): Promise<Comparison> {
      for (const driver of drivers) driver.goHome();
      const rested = await rest();
      const standing = JSON.stringify([station?.view?.connectors, station?.view?.screen]);
      const ending = station;
      station = null;
      const code = await ending?.interrupt();
      const store = openStore(join(dataDir, 'station.db'), { now: Date.now });
      if (!store.ok) throw new Error(`the books cannot be opened: ${JSON.stringify(store.error)}`);
      const comparison = compare(store.value, hardware);
      store.value.close();
      for (const driver of drivers) driver.comeBack();
      return {
        ...comparison,
        violations: [
          ...crashes,
          ...(code === 0 ? [] : [`Ctrl-C ended the station with exit code ${code}`]),
          ...(rested ? [] : [`no rest after ${REST_WITHIN_MS / 1_000} s: ${standing}`]),
          ...comparison.violations,
        ],
      };
    },
    async close(): Promise<void> {
      clearInterval(living);
      await station?.kill();
      await hardware.close();
    },
  };
}
