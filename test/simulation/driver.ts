import type { DriverIntent } from '../../electron/ipc/contract.ts';
import type { Budget } from '../../machines/budget.ts';
import type { KioskView } from '../../machines/view.ts';
import { type Chance, createChance } from './chance.ts';
import type { World } from './world.ts';

/** A driver's whole visit: what they want, how patient they are, and how they leave. */

const LOOKS_EVERY_MS = 4_000;
/** Somebody who sits in the car meanwhile. */
const GLANCES_EVERY_MS = 20_000;
const cars = ['ioniq', 'zoe', 'nearlyFull', 'pausing', 'truck', 'stubborn'] as const;
/** What drivers bring: first card first; those who are refused try the next. */
const wallets = [
  ['visa'],
  ['visa'],
  ['mastercard'],
  ['phoneVisa'],
  ['girocardPin'],
  ['insertOnly', 'insertOnly'],
  ['smallLimit'],
  ['keyFleet7'],
  ['keyFleet7'],
  ['keyWithPin'],
  ['declined', 'mastercard'],
  ['keyUnknown', 'visa'],
  ['keyBlocked'],
  ['declined'],
] as const;
const endings = [
  'atTheCar',
  'atTheCar',
  'code',
  'code',
  'card',
  'card',
  'unplugs',
  'emergencyStop',
  'waitsForTheEnd',
] as const;
type Quits = 'never' | 'atPrice' | 'atReader' | 'whileAsked' | 'beforePlug' | 'neverPlugs';

type Persona = {
  readonly patienceMs: number;
  readonly plugsFirst: boolean;
  /** The plug did not sit: out and in again, once or for ever. */
  readonly fumbles: number;
  readonly wallet: readonly string[];
  readonly car: string;
  readonly quits: Quits;
  readonly ending: (typeof endings)[number];
  readonly chargesForMs: number;
  readonly lingersMs: number;
  readonly mistypes: boolean;
  readonly saysDone: boolean;
  /** How far they want to charge; some change their mind on the way. */
  readonly budget: Budget | null;
  readonly laterBudget: Budget | null | 'same';
};

const anyBudget = (chance: Chance): Budget | null =>
  chance.pick<(chance: Chance) => Budget | null>([
    () => null,
    () => ({ kind: 'amount', amountMinor: 60 + chance.whole(300) }),
    () => ({ kind: 'soc', socPercent: 20 + chance.whole(81) }),
    () => ({ kind: 'time', minutes: 1 + chance.whole(4) }),
  ])(chance);

function personaOf(chance: Chance): Persona {
  const budget = chance.happens(0.4) ? anyBudget(chance) : null;
  const quits: readonly Quits[] = ['atPrice', 'atReader', 'whileAsked', 'beforePlug', 'neverPlugs'];
  return {
    patienceMs: chance.between(40_000, 200_000),
    plugsFirst: chance.happens(0.35),
    fumbles: chance.happens(0.15) ? 1 + chance.whole(5) : 0,
    wallet: chance.pick(wallets),
    car: chance.pick(cars),
    quits: chance.happens(0.25) ? chance.pick(quits) : 'never',
    // Who said how far often leaves the rest to the station.
    ending: budget && chance.happens(0.4) ? 'waitsForTheEnd' : chance.pick(endings),
    chargesForMs: 15_000 + chance.waitMs(60_000),
    lingersMs: chance.happens(0.1) ? chance.waitMs(900_000) : chance.waitMs(10_000),
    mistypes: chance.happens(0.1),
    saysDone: chance.happens(0.6),
    budget,
    laterBudget: chance.happens(0.15) ? anyBudget(chance) : 'same',
  };
}

export async function visit(world: World, connectorId: number, seed: number): Promise<void> {
  const chance = createChance(seed);
  const persona = personaOf(chance);
  const { station, terminal, charger } = world;
  let stopCode: string | null = null;
  let card: string | null = null;

  const touch = (intent: DriverIntent): void => station.touch(intent);
  const mine = (view: KioskView) => view.connectors.find((tile) => tile.connectorId === connectorId);
  const status = (): string => {
    const view = station.view();
    return (view && mine(view)?.status) ?? 'dark';
  };
  /** The screen as it shows this connector; somebody who sees another one asks for theirs. */
  function look(): KioskView['screen'] | null {
    const view = station.view();
    if (!view) return null;
    const { screen } = view;
    if (screen.name === 'outOfService' || screen.name === 'lookedAfter') return screen;
    if (screen.name !== 'attract' && (screen.name === 'find' || screen.connectorId !== connectorId)) return null;
    if ('stopCode' in screen && screen.stopCode) stopCode = screen.stopCode;
    return screen;
  }
  async function until(isThere: () => boolean, patienceMs: number, everyMs = LOOKS_EVERY_MS): Promise<boolean> {
    const givesUpAtMs = world.time.nowMs + patienceMs;
    while (world.time.nowMs < givesUpAtMs) {
      if (isThere()) return true;
      await world.sleep(everyMs);
    }
    return isThere();
  }
  const shows =
    (...names: string[]) =>
    () =>
      names.includes(look()?.name ?? '');
  const selects = () => touch({ type: 'SELECT_CONNECTOR', connectorId });
  const plugsIn = (): boolean => charger.plugIn(connectorId, persona.car).ok;

  /** Pays; true when the charge may begin. */
  async function pays(): Promise<boolean> {
    selects();
    if (!(await until(shows('price'), 12_000))) return false;
    await world.sleep(chance.waitMs(6_000));
    if (persona.quits === 'atPrice') return false;
    if (persona.budget) touch({ type: 'SET_BUDGET', connectorId, budget: persona.budget });
    touch({ type: 'START', connectorId });
    for (const next of persona.wallet) {
      const atReader = () => {
        const screen = look();
        return screen?.name === 'present' && screen.step === 'card';
      };
      if (!(await until(atReader, persona.patienceMs))) return false;
      if (persona.quits === 'atReader') return false;
      await world.sleep(chance.waitMs(3_000));
      card = next;
      terminal.presentCard(next);
      if (persona.quits === 'whileAsked') {
        await world.sleep(chance.waitMs(800));
        return false;
      }
      if (await isAccepted()) return true;
      if (look()?.name !== 'declined') return false;
      touch({ type: 'TRY_AGAIN', connectorId });
      await world.sleep(500);
    }
    return false;
  }

  /** Answers what terminal and screen ask, until it is clear whether the card was taken. */
  async function isAccepted(): Promise<boolean> {
    await until(() => {
      const screen = look();
      const { waitsForPin, display } = terminal.state();
      if (waitsForPin) terminal.enterPin(persona.mistypes ? '9999' : '1234');
      // A terminal that does not remember the card it has read asks for it again.
      if (display[0] === 'Please pay' && card) terminal.presentCard(card);
      if (screen?.name === 'secondFactor' && !screen.wrong)
        touch({ type: 'ENTER_PIN', connectorId, pin: persona.mistypes ? '9999' : '1234' });
      else if (screen?.name === 'secondFactor') touch({ type: 'ENTER_PIN', connectorId, pin: '1234' });
      return ['declined', 'plug', 'charging', 'released', 'unavailable'].includes(screen?.name ?? '');
    }, persona.patienceMs);
    return shows('plug', 'charging')();
  }

  async function leavesTheScreen(): Promise<void> {
    terminal.removeCard();
    const goodbye = chance.random();
    if (goodbye < 0.5) touch({ type: 'CANCEL', connectorId });
    else if (goodbye < 0.75) touch({ type: 'BACK' });
    await world.sleep(1_000);
  }

  const isCharging = () => status() === 'charging';
  const isDone = () => !['charging', 'busy', 'dark'].includes(status());

  async function ends(): Promise<void> {
    switch (persona.ending) {
      case 'atTheCar':
        charger.carStops(connectorId);
        break;
      case 'code':
      case 'card':
        await world.atTheScreen(stopsAtTheScreen);
        break;
      case 'emergencyStop':
        charger.pressEmergencyStop(connectorId);
        world.post(chance.waitMs(60_000), () => charger.releaseEmergencyStop(connectorId));
        break;
      case 'unplugs':
        charger.unplug(connectorId);
        break;
      case 'waitsForTheEnd':
        await until(isDone, 1_200_000, GLANCES_EVERY_MS);
    }
  }

  async function stopsAtTheScreen(): Promise<void> {
    selects();
    if (!(await until(shows('charging'), 10_000))) return;
    touch({ type: 'ASK_STOP', connectorId });
    await world.sleep(1_000);
    if (persona.ending === 'code') {
      const code = persona.mistypes ? '0000' : (stopCode ?? '1111');
      touch({ type: 'STOP_WITH_CODE', connectorId, code });
      return;
    }
    touch({ type: 'STOP_WITH_CARD', connectorId });
    const asks = () => {
      const screen = look();
      return screen?.name === 'charging' && screen.stopDialog?.prompt === 'presentCard';
    };
    if ((await until(asks, 40_000)) && card) terminal.presentCard(persona.mistypes ? 'mastercard' : card);
    await world.sleep(3_000);
    terminal.removeCard();
  }

  async function changesTheBudget(budget: Budget | null): Promise<void> {
    selects();
    if (!(await until(shows('charging'), 10_000))) return;
    touch({ type: 'ASK_BUDGET', connectorId });
    await world.sleep(1_000);
    if (stopCode) touch({ type: 'STOP_WITH_CODE', connectorId, code: stopCode });
    await world.sleep(chance.waitMs(3_000));
    touch({ type: 'SET_BUDGET', connectorId, budget });
  }

  async function takesTheReceipt(): Promise<void> {
    if (!(await until(shows('receipt', 'released'), 8_000))) return;
    await world.sleep(chance.waitMs(5_000));
    if (persona.saysDone) touch({ type: 'DONE', connectorId });
  }

  if (!(await until(() => ['free', 'vehicleWaiting'].includes(status()), persona.patienceMs))) return;
  if (persona.plugsFirst) plugsIn();
  await world.sleep(chance.waitMs(4_000));
  const accepted = await world.atTheScreen(async () => {
    if (!(await pays()) || persona.quits === 'beforePlug') {
      await leavesTheScreen();
      return false;
    }
    return true;
  });
  if (accepted || persona.quits === 'whileAsked') {
    if (!persona.plugsFirst && persona.quits !== 'neverPlugs') {
      await world.sleep(chance.waitMs(15_000));
      plugsIn();
      for (let i = 0; i < persona.fumbles; i++) {
        await world.sleep(chance.waitMs(4_000));
        charger.unplug(connectorId);
        await world.sleep(chance.waitMs(6_000));
        plugsIn();
      }
    }
    if (await until(isCharging, persona.patienceMs)) {
      const { laterBudget } = persona;
      await world.sleep(persona.chargesForMs / 2);
      if (laterBudget !== 'same') await world.atTheScreen(() => changesTheBudget(laterBudget));
      await world.sleep(persona.chargesForMs / 2);
      await ends();
      await until(isDone, 30_000);
      await world.sleep(persona.lingersMs);
    }
  }
  charger.unplug(connectorId);
  await world.atTheScreen(takesTheReceipt);
  terminal.removeCard();
}
