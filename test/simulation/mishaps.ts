import type { TerminalFault } from '../../electron/simulators/cardTerminal/faults.ts';
import type { FaultId } from '../../electron/simulators/charger/faults.ts';
import type { Chance } from './chance.ts';
import { robust } from './mortalStation.ts';
import { fair } from './weather.ts';
import type { World } from './world.ts';

/** What goes wrong around the station: each begins by itself and ends after a while. `hides`: readings may go unheard. */
type Mishap = {
  readonly weight: number;
  readonly lastsMs: readonly [number, number];
  readonly hides: boolean;
  /** @returns what ends it, where it does not end by itself. */
  readonly begin: (world: World, chance: Chance) => unknown;
};

const atTheMoney: readonly TerminalFault[] = [
  'noAck',
  'lateAck',
  'dropBeforeAck',
  'dropAfterAck',
  'dropBeforeStatus',
  'dropAfterStatus',
  'ackLost',
  'dropBeforeCompletion',
  'duplicateStatus',
  'lowerApproval',
  'printsFirst',
  'abortCrosses',
  'busy',
  'unknownBmp',
  'unknownTag',
  'splitBytes',
  'coalesceFrames',
  'garbage',
  'bankUnreachable',
  'longHostWait',
  'dropInEndOfDay',
];
const atTheEvse: readonly FaultId[] = [
  'isolationFault',
  'connectorLock',
  'contactorFault',
  'powerSupplyFault',
  'overTemperatureWarning',
  'meterFail',
  'rejectTokens',
  'muteRequests',
  'silentHeartbeat',
  'duplicateEvents',
];

const minutes = (from: number, to: number) => [from * 60_000, to * 60_000] as const;
const terminalFault = (fault: TerminalFault) => (world: World) => {
  world.terminal.faults.always(fault);
  return () => world.terminal.faults.clear(fault);
};

export const mishaps = {
  oneTerminalFault: {
    weight: 12,
    lastsMs: [0, 0],
    hides: false,
    begin: ({ terminal }, chance) => terminal.faults.once(chance.pick(atTheMoney)),
  },
  bankAway: { weight: 2, lastsMs: minutes(1, 20), hides: false, begin: terminalFault('bankUnreachable') },
  shortList: { weight: 2, lastsMs: minutes(5, 40), hides: false, begin: terminalFault('listWithoutTlv') },
  terminalBusy: { weight: 1, lastsMs: minutes(0.5, 3), hides: false, begin: terminalFault('statusBusy') },
  terminalOut: { weight: 1, lastsMs: minutes(0.5, 5), hides: false, begin: terminalFault('outOfOrder') },
  terminalCable: {
    weight: 2,
    lastsMs: minutes(0.1, 10),
    hides: false,
    begin: ({ terminal }) => {
      void terminal.setLink(false);
      return () => void terminal.setLink(true);
    },
  },
  terminalReboot: { weight: 2, lastsMs: [0, 0], hides: false, begin: ({ terminal }) => void terminal.reboot() },
  terminalStorm: {
    weight: 3,
    lastsMs: minutes(1, 6),
    hides: false,
    begin: ({ weather }) => {
      weather.terminal.turn({ lost: 0.01, late: 0.05, doubled: 0, cut: 0.03 });
      return () => weather.terminal.turn(fair);
    },
  },
  controllerStorm: {
    weight: 3,
    lastsMs: minutes(1, 6),
    hides: false,
    begin: ({ weather }) => {
      weather.controller.turn({ lost: 0.03, late: 0.05, doubled: 0.05, cut: 0.01 });
      return () => weather.controller.turn(fair);
    },
  },
  controllerDoubles: {
    weight: 2,
    lastsMs: minutes(1, 10),
    hides: false,
    begin: ({ weather }) => {
      weather.controller.turn({ lost: 0, late: 0.02, doubled: 0.5, cut: 0 });
      return () => weather.controller.turn(fair);
    },
  },
  controllerCable: {
    weight: 3,
    lastsMs: minutes(0.1, 8),
    hides: false,
    begin: ({ charger }) => {
      void charger.setLink(false);
      return () => void charger.setLink(true);
    },
  },
  /** Longer than the station waits before it bills what the meter last showed. */
  controllerGone: {
    weight: 1,
    lastsMs: minutes(10, 20),
    hides: true,
    begin: ({ charger }) => {
      void charger.setLink(false);
      return () => void charger.setLink(true);
    },
  },
  controllerRestart: {
    weight: 1,
    lastsMs: minutes(0.2, 0.5),
    hides: false,
    begin: ({ charger }) => void charger.restart(),
  },
  brokerRestart: {
    weight: 1,
    lastsMs: minutes(0.2, 0.5),
    hides: false,
    begin: ({ broker, time }) => broker.restart(3_000, time.current),
  },
  evseFault: {
    weight: 3,
    lastsMs: minutes(0.2, 4),
    hides: false,
    begin: ({ charger, config }, chance) => {
      const { evse } = chance.pick(config.evses);
      const fault = chance.pick(atTheEvse);
      charger.setFault(evse, fault, true);
      return () => void charger.setFault(evse, fault, false);
    },
  },
  powerCut: {
    weight: 4,
    lastsMs: minutes(0.02, 6),
    hides: false,
    begin: ({ station }, chance) => {
      station.kill();
      return () => station.start({ withoutSnapshots: chance.happens(0.4) });
    },
  },
  frailProcess: {
    weight: 6,
    lastsMs: minutes(1, 8),
    hides: false,
    begin: ({ station }) => {
      station.setFrailty({ beforeWrite: 0.01, afterWrite: 0.01 });
      return () => station.setFrailty(robust);
    },
  },
  diskFull: {
    weight: 1,
    lastsMs: minutes(0.1, 6),
    // A start that cannot be written down is stopped, and what flowed until then is nobody's.
    hides: true,
    begin: ({ station }) => {
      station.setDiskFull(true);
      return () => station.setDiskFull(false);
    },
  },
  clockJump: {
    weight: 1,
    lastsMs: [0, 0],
    hides: false,
    begin: ({ station }, chance) => station.jumpClock(Math.round(chance.between(-2, 2) * 3_600_000)),
  },
} as const satisfies Record<string, Mishap>;
export type MishapName = keyof typeof mishaps;

const names = Object.keys(mishaps) as MishapName[];

/** Lets things go wrong until told to stop, about every `everyMs`; returns when the last is over. */
export async function letThingsGoWrong(
  world: World,
  chance: Chance,
  everyMs: number,
  isOver: () => boolean,
  tell: (name: MishapName) => void,
): Promise<void> {
  const deck = names.flatMap((name) => Array.from({ length: mishaps[name].weight }, () => name));
  const underWay = new Map<MishapName, Promise<void>>();

  async function suffer(name: MishapName): Promise<void> {
    const mishap: Mishap = mishaps[name];
    tell(name);
    const calm = world.disturb(name, mishap.hides);
    const end = mishap.begin(world, chance);
    await world.sleep(chance.between(...mishap.lastsMs));
    if (typeof end === 'function') end();
    // What was hidden may still be in the air.
    world.post(60_000, calm);
    underWay.delete(name);
  }

  while (!isOver()) {
    await world.sleep(chance.waitMs(everyMs));
    const name = chance.pick(deck);
    if (!isOver() && !underWay.has(name)) underWay.set(name, suffer(name));
  }
  await Promise.all(underWay.values());
}
