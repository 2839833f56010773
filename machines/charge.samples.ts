import type { ChargeEvent, ChargeInput } from './charge.model.ts';
import type { CardRead, Hold } from './ports/cardTerminal.ts';
import { err, ok } from './result.ts';

/** What tests of the charge speak in: one of each thing that can happen, answers of actors and bugs of theirs included. */

const waits = new Proxy({} as ChargeInput['settings']['waits'], { get: () => 1000 });
export const input: ChargeInput = {
  connectorId: 1,
  evse: 1,
  settings: {
    holdAmount: { minor: 6000, currency: 'EUR' },
    leastHold: { minor: 60, currency: 'EUR' },
    stopNeeds: 'cardOrCode',
    waits,
  },
};
export const hold: Hold = {
  receiptNumber: '0231',
  traceNumber: '000975',
  terminalId: '52523535',
  amount: { minor: 6000, currency: 'EUR' },
  authorizationNumber: null,
  card: { brand: 'Visa', last4: '1111', entryMode: 'contactless' },
  token: 'T1',
};
export const bankCard: CardRead = { kind: 'bankCard', card: hold.card, token: 'T1' };
export const reading = (energyWh: number) => ({ energyWh, atMs: 0, powerW: 50_000, meterId: 'M1' });
export const finished = (wh: number): ChargeEvent => ({
  type: 'TRANSACTION_FINISHED',
  controllerSessionId: 'c1',
  meter: reading(wh),
  atMs: 5,
  endReason: null,
  signed: null,
  signedStart: null,
});
export const available: ChargeEvent = { type: 'AVAILABILITY', enabled: true, reserved: false, faults: [] };
export const fault = (emergencyStop: boolean): ChargeEvent => ({
  type: 'AVAILABILITY',
  enabled: true,
  reserved: false,
  faults: [{ type: 'x', emergencyStop, inoperative: true }],
});
export const session = { sessionId: 'S1', stopCode: '4711', openedAtMs: 0, tariff: null, tariffHash: 'h' };
export const done = (id: string, output: unknown) =>
  ({ type: `xstate.done.actor.${id}`, output }) as unknown as ChargeEvent;
const bug = (id: string) => ({ type: `xstate.error.actor.${id}`, error: new Error('bug') }) as unknown as ChargeEvent;

const deadlines = [
  'priceShown', 'turn', 'presentCard', 'secondFactor', 'declined', 'plugIn', 'handshake', 'withdraw', 'meter', 'carPaused', 'controllerLost',
  'stopDialog', 'stop', 'holdExpiry', 'grace', 'idle', 'retry', 'receipt', 'released',
] as const; // biome-ignore format: a list

export const samples: ChargeEvent[] = [
  ...(
    [
      'SELECT',
      'START',
      'CANCEL',
      'TRY_AGAIN',
      'ASK_STOP',
      'ASK_BUDGET',
      'STOP_WITH_CARD',
      'CLOSE_STOP',
      'DONE',
      'STAY',
      'BILLED',
      'MORE_TIME',
    ] as const
  ).map((type) => ({ type })),
  { type: 'UNHURRIED', on: true },
  { type: 'ENTER_PIN', pin: '1234' },
  { type: 'STOP_WITH_CODE', code: '4711' },
  { type: 'STOP_WITH_CODE', code: '0000' },
  { type: 'VEHICLE_CONNECTED' },
  { type: 'VEHICLE_DISCONNECTED', atMs: 9 },
  available,
  fault(false),
  fault(true),
  { type: 'AVAILABILITY', enabled: false, reserved: false, faults: [] },
  { type: 'AVAILABILITY', enabled: true, reserved: true, faults: [] },
  { type: 'CONTROLLER_LINK', up: true },
  { type: 'CONTROLLER_LINK', up: false },
  { type: 'OUT_OF_TOUCH', atMs: 7 },
  { type: 'IN_TOUCH', atMs: 8 },
  { type: 'TERMINAL_LINK', up: true },
  { type: 'TERMINAL_LINK', up: false },
  { type: 'TERMINAL_PROMPT', prompt: 'presentCard' },
  { type: 'DEAUTHORIZED' },
  { type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1000) },
  { type: 'CHARGING_STARTED', atMs: 2 },
  { type: 'PAUSED_BY_CAR' },
  { type: 'PAUSED_BY_STATION' },
  finished(1000),
  finished(3000),
  { type: 'TRANSACTION_LOST', atMs: 5 },
  { type: 'METER', reading: reading(2000) },
  { type: 'HOLD_NEARLY_SPENT' },
  { type: 'SET_BUDGET', budget: { kind: 'amount', amountMinor: 2000 } },
  { type: 'SET_BUDGET', budget: { kind: 'amount', amountMinor: 60 } },
  { type: 'SET_BUDGET', budget: null },
  { type: 'BUDGET_REACHED' },
  ...deadlines.map((name) => ({ type: `DEADLINE.${name}` }) as ChargeEvent),
  done('openSession', session),
  done('readCard', ok(bankCard)),
  done('readCard', ok({ kind: 'chargingKey', uid: '04A1' })),
  done('readCard', err({ code: 'timed_out', waitedFor: 'card' })),
  done('preAuthorize', ok(hold)),
  done('preAuthorize', ok({ ...hold, amount: { minor: 60, currency: 'EUR' } })),
  done('preAuthorize', err({ code: 'declined', hostCode: '05', advice: 'otherCard' })),
  done('checkKey', { status: 'accepted', account: 'a', needsPin: false }),
  done('checkKey', { status: 'accepted', account: 'a', needsPin: true }),
  done('checkKey', { status: 'unknown' }),
  done('checkPin', true),
  done('checkPin', false),
  done('recordAuthorization', ok(undefined)),
  done('recordAuthorization', err({ code: 'not_stored', detail: '' })),
  done('authorizeEvse', ok(undefined)),
  done('authorizeEvse', err({ code: 'refused', detail: '' })),
  done('withdrawEvse', ok(undefined)),
  done('issueReceipt', ok({ receiptNumber: '1' })),
  done('issueReceipt', err({ code: 'not_stored', detail: '' })),
  done('recordNoCharge', ok(undefined)),
  done('recordNoCharge', err({ code: 'not_stored', detail: '' })),
  done('recordRelease', ok(undefined)),
  done('recordRelease', err({ code: 'not_stored', detail: '' })),
  done('readStopCard', ok(bankCard)),
  done('readStopCard', ok({ kind: 'chargingKey', uid: '04FF' })),
  ...[
    'openSession',
    'readCard',
    'preAuthorize',
    'recordAuthorization',
    'withdrawEvse',
    'issueReceipt',
    'recordNoCharge',
    'recordRelease',
  ].map(bug),
];

/** Answers, bugs and deadlines come only from an actor that is at work. */
export function canCome({ children }: { readonly children: object }, { type }: ChargeEvent): boolean {
  const actor = /^(?:xstate\.(?:done|error)\.actor|DEADLINE)\.(.*)/.exec(type)?.[1];
  return actor === undefined || actor in children;
}

/** A station at peace, and the way from there to energy: each is the one before and more. */
export const ready: readonly ChargeEvent[] = [
  available,
  { type: 'CONTROLLER_LINK', up: true },
  { type: 'TERMINAL_LINK', up: true },
];
export const paid: readonly ChargeEvent[] = [
  { type: 'SELECT' },
  { type: 'START' },
  done('openSession', session),
  done('readCard', ok(bankCard)),
  done('preAuthorize', ok(hold)),
  done('recordAuthorization', ok(undefined)),
  done('authorizeEvse', ok(undefined)),
];
export const charging: readonly ChargeEvent[] = [
  { type: 'VEHICLE_CONNECTED' },
  { type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1000) },
  { type: 'CHARGING_STARTED', atMs: 2 },
];
