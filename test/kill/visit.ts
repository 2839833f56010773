import type { Random } from '../../electron/simulators/charger/random.ts';
import { between, oneOf } from './chance.ts';

/** What one driver means to do, decided beforehand, and how far it has come. */
export type Visit = {
  /** Another one after it was refused. */
  card: string;
  readonly plugsFirst: boolean;
  readonly car: string;
  /** Has enough then. */
  readonly goalWh: number;
  readonly ending: 'code' | 'card' | 'unplug' | 'carStops' | 'emergencyStop';
  /** Where the driver changes their mind. */
  readonly cancelsAt: 'price' | 'present' | 'hold' | 'cable' | 'handshake' | 'never';
  /** Types a wrong PIN or stop code, or shows a wrong card to stop, the first time. */
  errs: boolean;
  /** Leaves the cable in for so long after the charge. */
  lingersMs: number;
  readonly closesReceipt: boolean;
  /** Plugs in, or pulls the plug, though the screen is dark. */
  readonly actsInTheDark: boolean;
  /** Something happened at the connector: when it is free again, the visit is over. */
  hasBegun: boolean;
  /** Was refused once. */
  hasRetried: boolean;
  /** Paid and plugged in, no energy yet. */
  waitsSinceMs: number | null;
  chargesSinceMs: number | null;
  /** Wants the charge to end. */
  endsSinceMs: number | null;
};

export const newVisit = (random: Random): Visit => ({
  card: oneOf(random, cardWeights),
  plugsFirst: random() < 0.5,
  car: oneOf(random, { ioniq: 8, zoe: 4, nearlyFull: 4, pausing: 4, truck: 4, stubborn: 1 }),
  goalWh: between(random, 20, 1_000),
  ending: oneOf(random, { code: 4, card: 3, unplug: 5, carStops: 2, emergencyStop: 2 }),
  cancelsAt: oneOf(random, { never: 24, price: 1, present: 1, hold: 2, cable: 2, handshake: 2 }),
  errs: random() < 0.2,
  lingersMs: random() < 0.2 ? between(random, 500, 2_500) : 0,
  closesReceipt: random() < 0.6,
  actsInTheDark: random() < 0.35,
  hasBegun: false,
  hasRetried: false,
  waitsSinceMs: null,
  chargesSinceMs: null,
  endsSinceMs: null,
});

const cardWeights = {
  visa: 8,
  mastercard: 5,
  phoneVisa: 4,
  smallLimit: 2,
  girocardPin: 2,
  insertOnly: 1,
  keyFleet7: 4,
  keyWithPin: 2,
  declined: 1,
  keyUnknown: 1,
  keyBlocked: 1,
} as const;

/** Of every card and account with one (simulators/cardTerminal/cards.ts, example.config.json). */
export const PIN = '1234';
