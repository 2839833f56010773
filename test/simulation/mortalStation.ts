import { pino } from 'pino';
import { createZvtTerminal } from '../../electron/bridge/cardTerminal/zvt/zvtTerminal.ts';
import { createEverestController } from '../../electron/bridge/powerController/everest/everestController.ts';
import type { DriverIntent } from '../../electron/ipc/contract.ts';
import { assembleStation } from '../../electron/station/assemble.ts';
import { createSteadyClock } from '../../electron/station/clock.ts';
import { resumeClock } from '../../electron/station/clockWatch.ts';
import type { Config } from '../../electron/station/config.ts';
import { openStore } from '../../electron/store/openStore.ts';
import type { Store } from '../../electron/store/store.ts';
import type { KioskView } from '../../machines/view.ts';
import type { MemoryBroker } from './broker.ts';
import type { Chance } from './chance.ts';
import type { Streams } from './streams.ts';
import type { Owner, VirtualTime } from './virtualTime.ts';

/** Thrown where the process ends in the middle of a call; it reaches nobody who lives. */
class Death extends Error {}

/** How likely each write to the books is the last thing the process does, before or after it reached the disk. */
export type Frailty = { readonly beforeWrite: number; readonly afterWrite: number };
export const robust: Frailty = { beforeWrite: 0, afterWrite: 0 };

const WRITES = [
  'recordIntent',
  'recordOutcome',
  'confirmOrder',
  'undoOrder',
  'recordAuthorization',
  'recordTransaction',
  'recordBudget',
  'recordNoCharge',
  'recordDue',
  'noteAttempt',
  'markForStaff',
  'issueReceipt',
  'recordEndOfDayIntent',
  'recordEndOfDay',
  'saveSnapshot',
  'clearSnapshot',
] as const satisfies readonly (keyof Store)[];

const TICK_MS = 10_000;

/** The real station on wires in memory; it can die at any instant and is started again on the same books. */
export function createMortalStation(deps: {
  readonly time: VirtualTime;
  readonly streams: Streams;
  readonly broker: MemoryBroker;
  readonly config: Config;
  readonly file: string;
  readonly chance: Chance;
  readonly onView: (view: KioskView) => void;
  readonly onWrite: (name: (typeof WRITES)[number], args: readonly unknown[]) => void;
  /** It died of itself, at a write. */
  readonly onCrash: () => void;
  readonly onDeath: () => void;
  readonly onLog: ((line: string) => void) | null;
}) {
  const { time, streams, broker, config, file, chance } = deps;
  let owner: Owner = { name: 'station', alive: false, wallOffsetMs: 0, turns: 0 };
  let store: Store | null = null;
  let station: ReturnType<typeof assembleStation> | null = null;
  const { onLog } = deps;
  const log = onLog ? pino({ base: null, timestamp: false }, { write: onLog }) : pino({ level: 'silent' });
  let frailty = robust;
  let isDiskFull = false;
  let forgets = false;
  let seen: { readonly view: KioskView | null; readonly by: Owner; readonly turns: number } | null = null;

  /** The books as a process that may die or find the disk full reaches them. */
  function mortal(real: Store, self: Owner): Store {
    const write =
      (name: (typeof WRITES)[number]) =>
      (...args: never[]) => {
        if (!self.alive) throw new Death('dead');
        if (isDiskFull) throw new Error('database or disk is full');
        if (chance.happens(frailty.beforeWrite)) die();
        const result = (real[name] as (...args: never[]) => unknown)(...args);
        deps.onWrite(name, args);
        if (chance.happens(frailty.afterWrite)) die();
        return result;
      };
    return Object.assign({ ...real }, ...WRITES.map((name) => ({ [name]: write(name) }))) as Store;
  }

  function die(): never {
    kill();
    deps.onCrash();
    throw new Death('killed');
  }

  function kill(): void {
    if (!owner.alive) return;
    time.kill(owner);
    streams.closeAllOf(owner);
    broker.closeAllOf(owner);
    store?.close();
    store = null;
    station = null;
    seen = null;
    deps.onDeath();
  }

  function begin(): void {
    const clock = createSteadyClock();
    const opened = openStore(file, clock);
    if (!opened.ok) throw new Error(`the books cannot be opened: ${JSON.stringify(opened.error)}`);
    store = opened.value;
    resumeClock(clock, store, log);
    if (forgets) for (const { evse } of config.evses) store.clearSnapshot(`charge:${evse}`);
    const password = config.cardTerminal.password ?? '';
    station = assembleStation({
      config,
      store: mortal(opened.value, owner),
      terminal: createZvtTerminal(
        { ...config.cardTerminal, currency: config.tariff.currency },
        { log, password, connect: streams.connect },
      ),
      controller: createEverestController(
        { ...config.powerController, evses: config.evses.map(({ evse, everest }) => ({ evse, ...everest })) },
        { log, connect: broker.connect },
      ),
      clock,
      chance: {
        sessionId: () =>
          Math.floor(chance.random() * 2 ** 48)
            .toString(16)
            .toUpperCase()
            .padStart(16, '0'),
        stopCode: () => String(chance.whole(10_000)).padStart(4, '0'),
      },
      log,
      tickMs: TICK_MS,
    });
  }

  return {
    /** `withoutSnapshots`: what it remembered beside the journal is gone, or not for this version to read. */
    start({ withoutSnapshots = false } = {}): void {
      if (owner.alive) return;
      forgets = withoutSnapshots;
      owner = { name: 'station', alive: true, wallOffsetMs: owner.wallOffsetMs, turns: 0 };
      time.post(owner, 0, begin);
    },
    kill,
    get isAlive(): boolean {
      return station !== null;
    },
    /** What a person in front of it sees; null while it is dead. */
    view(): KioskView | null {
      if (seen?.by === owner && seen.turns === owner.turns) return seen.view;
      const view = station?.view() ?? null;
      seen = { view, by: owner, turns: owner.turns };
      if (view) deps.onView(view);
      return view;
    },
    touch(intent: DriverIntent): void {
      const touched = station;
      time.post(owner, 1, () => void touched?.handlers.kiosk.handleSendIntent(intent));
    },
    /** The books, for a checker; null while the station is dead. */
    get books(): Store | null {
      return store;
    },
    setFrailty(to: Frailty): void {
      frailty = to;
    },
    setDiskFull(full: boolean): void {
      isDiskFull = full;
    },
    /** Somebody, or a time server, sets the machine's clock. */
    jumpClock(byMs: number): void {
      owner.wallOffsetMs += byMs;
    },
  };
}
export type MortalStation = ReturnType<typeof createMortalStation>;
