import { linkTo } from '../electron/receipt/samples.ts';
import { silent } from '../machines/accessView.ts';
import type { KioskView, ScreenName, ScreenView } from '../machines/view.ts';
import {
  changingPrice,
  chargingTile,
  eur,
  hold,
  largePrice,
  NOW,
  price,
  quiet,
  receipt,
  tileA,
  tileB,
} from './fixtures/base.ts';
import { charging, cheaperForAWhile } from './fixtures/charging.ts';
import { buyer, find } from './fixtures/find.ts';
import { help, helpInCharge, requested } from './fixtures/help.ts';

/** The views worth seeing, by screen and name: for the screens' tests, the pictures and the gallery alike. */
export type Fixtures = Readonly<Record<ScreenName, Readonly<Record<string, KioskView>>>>;

const manyLanguages = 'en es de fr it pt nl pl cs sv tr uk ar he zh-CN ja'.split(' ');
const busyA = { ...tileA, status: 'busy' } as const;
const soon = NOW + 52_000;

const on = (screen: ScreenView, change: Partial<KioskView> = {}): KioskView => ({
  ...quiet,
  connectors: [screen.name === 'charging' ? { ...tileA, ...chargingTile } : busyA, tileB],
  ...change,
  screen,
});
const each = <S extends ScreenView>(screens: Readonly<Record<string, S>>): Record<string, KioskView> =>
  Object.fromEntries(Object.entries(screens).map(([name, screen]) => [name, on(screen)]));

const budgetRange = { leastMinor: 61, mostMinor: 6000 };
const priced = {
  name: 'price',
  connectorId: 1,
  vehicleConnected: false,
  hold: eur(6000),
  budget: null,
  budgetRange,
  deadlineMs: soon,
} as const;
const present = {
  name: 'present',
  connectorId: 1,
  hold: eur(6000),
  prompt: 'presentCard',
  step: 'card',
  deadlineMs: soon,
} as const;
const secondFactor = { name: 'secondFactor', connectorId: 1, attemptsLeft: 3, wrong: false, deadlineMs: soon } as const;
const declined = {
  name: 'declined',
  connectorId: 1,
  fault: 'cardDeclined',
  hold: eur(6000),
  deadlineMs: soon,
} as const;
const plug: Extract<ScreenView, { name: 'plug' }> = {
  name: 'plug',
  connectorId: 1,
  connectorType: 'CCS2',
  label: 'A',
  step: 'cable',
  phase: null,
  again: false,
  hold,
  stopCode: '4711',
  deadlineMs: NOW + 105_000,
};
const paid: Extract<ScreenView, { name: 'receipt' }> = {
  name: 'receipt',
  connectorId: 1,
  receipt,
  deliveries: { offers: { print: true, mail: true }, print: 'idle', mail: 'idle' },
  link: await linkTo(receipt),
  endReason: 'driver',
  hold: { ...hold, state: 'captured', captured: eur(1708) },
  buyer: null,
  deadlineMs: soon,
};
const released: Extract<ScreenView, { name: 'released' }> = {
  name: 'released',
  connectorId: 1,
  fault: 'plugTimeout',
  hold: { ...hold, state: 'released' },
  deadlineMs: soon,
};
const unavailable: Extract<ScreenView, { name: 'unavailable' }> = {
  name: 'unavailable',
  connectorId: 1,
  label: 'A',
  reason: 'fault',
  fault: 'connectorFault',
  otherFree: true,
};
/** The example of renderer/theme/exampleBrand, its logo carried along. */
const brand = { name: 'Sierra Charge', ground: '#0b4f3c', ink: '#f4f1e6', logo: './brand/logo.svg', font: null };
const tall = { ...quiet.panel, diagonalInches: 32, lowerEdgeMm: 950 };
const longName = { ...quiet.station, name: 'Schnellladepark Oberschleißheim-Nord, Säule 3', simulated: true };

export const fixtures: Fixtures = {
  attract: {
    free: quiet,
    live: {
      ...quiet,
      connectors: [
        { ...tileA, ...chargingTile },
        { ...tileB, status: 'vehicleWaiting' },
      ],
    },
    'both-busy': {
      ...quiet,
      connectors: [
        { ...tileA, ...chargingTile, status: 'finished', powerW: null, socPercent: 80 },
        { ...tileB, status: 'busy', connectorType: 'CHAdeMO', maxPowerW: 50_000 },
      ],
    },
    'out-of-service': {
      ...quiet,
      connectors: [{ ...tileA, status: 'unavailable', unavailable: 'emergencyStop' }, tileB],
    },
    'terminal-down': { ...quiet, terminal: 'down' },
    one: { ...quiet, connectors: [tileA], station: longName },
    four: {
      ...quiet,
      connectors: [
        tileA,
        { ...tileB, ...chargingTile },
        { ...tileA, connectorId: 3, label: 'C', connectorType: 'NACS' },
        { ...tileA, connectorId: 4, label: 'D', connectorType: 'MCS', maxPowerW: 1_000_000 },
      ],
    },
    help: { ...quiet, help },
    'help-bare': {
      ...quiet,
      station: longName,
      help: { ...help, hours: null, chat: null, takesReports: false, callBack: null },
    },
    'help-large-text': { ...quiet, largeText: true, help },
    languages: { ...quiet, languagesOpen: true },
    'many-languages': { ...quiet, languagesOpen: true, languages: manyLanguages },
    'large-text': { ...quiet, largeText: true },
    'high-contrast': { ...quiet, highContrast: true },
    'low-reach': { ...quiet, lowReach: true, panel: tall },
    branded: { ...quiet, panel: { ...quiet.panel, brand } },
    resting: {
      ...quiet,
      panel: { ...quiet.panel, resting: true, brightnessPercent: 60 },
      connectors: [tileA, { ...tileB, ...chargingTile }],
    },
    access: { ...quiet, largeText: true, accessOpen: true, panel: tall },
    aloud: { ...quiet, accessOpen: true, access: { ...quiet.access, speech: { ...silent, on: true } } },
    'no-voice': { ...quiet, accessOpen: true },
  },
  price: {
    plain: on(priced),
    plugged: on({ ...priced, vehicleConnected: true }),
    budget: on({ ...priced, budget: { kind: 'amount', amountMinor: 2000 } }),
    'every-part': on(priced, {
      station: longName,
      price: {
        ...price,
        parts: [...price.parts.slice(0, 1), { kind: 'time', amount: '0.05', per: 'minute' }, ...price.parts.slice(1)],
      },
    }),
    terms: on(priced, {
      price: {
        ...price,
        vatPercent: null,
        terms: [
          { kind: 'least', amount: '3.00' },
          { kind: 'most', amount: '75.00' },
          { kind: 'stepIdle', ms: 300_000 },
        ],
      },
    }),
    'price-changes': on(priced, {
      price: {
        ...price,
        next: [
          { from: { atMs: NOW + 95 * 60_000 }, parts: [{ kind: 'energy', amount: '0.39', per: 'kWh' }] },
          { from: { energyWh: 50_000 }, parts: [{ kind: 'energy', amount: '0.69', per: 'kWh' }] },
        ],
        notes: ['adHoc', 'calibrated'],
      },
    }),
    pence: on(priced, { price: { ...price, currency: 'GBP', energyIn: 'minor', notes: ['adHoc', 'helpLine'] } }),
    'terminal-down': on(priced, { terminal: 'down' }),
    'large-text': on({ ...priced, vehicleConnected: true }, { largeText: true }),
    absent: on(priced, { absentBy: NOW + 12_000 }),
    'soon-over': on({ ...priced, deadlineMs: NOW + 18_000 }, { canWaitLonger: true }),
  },
  present: each({
    card: present,
    turn: { ...present, step: 'turn', prompt: 'waitingForTurn', deadlineMs: null },
    detected: { ...present, prompt: 'cardDetected' },
    pin: { ...present, step: 'hold', prompt: 'enterPin', deadlineMs: null },
    insert: { ...present, step: 'hold', prompt: 'insertCard', deadlineMs: null },
    wait: { ...present, step: 'hold', prompt: 'wait', deadlineMs: null },
    key: { ...present, step: 'key', prompt: 'wait', deadlineMs: null },
    approved: { ...present, step: 'hold', prompt: 'approved', deadlineMs: null },
    cancelling: { ...present, step: 'cancelling', prompt: 'wait', deadlineMs: null },
  }),
  secondFactor: each({
    first: secondFactor,
    wrong: { ...secondFactor, attemptsLeft: 1, wrong: true },
  }),
  declined: {
    ...each({
      card: declined,
      pin: { ...declined, fault: 'insertAndPin' },
      bank: { ...declined, fault: 'bankUnreachable' },
      key: { ...declined, fault: 'keyUnknown' },
      unclear: { ...declined, fault: 'paymentUnclear' },
    }),
    help: on(declined, { help: helpInCharge }),
  },
  plug: each({
    authorizing: { ...plug, step: 'authorizing', deadlineMs: null },
    cable: plug,
    again: { ...plug, again: true },
    handshake: { ...plug, step: 'handshake', phase: 'safetyCheck' },
    key: { ...plug, hold: null, stopCode: null },
    cancelling: { ...plug, step: 'cancelling', deadlineMs: null },
  }),
  charging: {
    ...each(charging),
    large: on(charging.large as ScreenView, { price: largePrice }),
    'large-text': on(charging.idle as ScreenView, { largeText: true }),
    'help-delivered': on(charging.active as ScreenView, {
      help: requested({ number: 'S1-H7', state: 'delivered', wantsCall: true }),
    }),
    'help-waiting': on(charging.grace as ScreenView, {
      help: requested({ number: 'S1-H7', state: 'waiting', wantsCall: true }),
    }),
    'help-failed': on(charging.active as ScreenView, {
      help: requested({ number: 'S1-H7', state: 'failed', wantsCall: true }),
    }),
    'help-noted': on(charging.active as ScreenView, {
      help: requested({ number: 'S1-H7', state: 'noted', wantsCall: false }),
    }),
    'price-changes': on(cheaperForAWhile, { price: changingPrice }),
  },
  receipt: {
    ...each({
      captured: paid,
      capturing: { ...paid, hold: { ...hold, state: 'capturing' } },
      delayed: { ...paid, endReason: 'holdExpiring', hold: { ...hold, state: 'delayed' } },
      staff: { ...paid, endReason: 'fault', hold: { ...hold, state: 'staff', reference: receipt.receiptNumber } },
      free: { ...paid, hold: { ...hold, state: 'released' } },
      key: {
        ...paid,
        hold: null,
        receipt: { ...receipt, paidBy: 'chargingKey', card: null, authorizationNumber: null, terminalId: null },
      },
      emergency: { ...paid, endReason: 'emergencyStop' },
      printing: { ...paid, deliveries: { ...paid.deliveries, print: 'printing', mail: 'sending' } },
      'handed-over': { ...paid, deliveries: { ...paid.deliveries, print: 'printed', mail: 'sent' } },
      'paper-out': { ...paid, deliveries: { ...paid.deliveries, print: 'printerPaperOut', mail: 'waiting' } },
      'address-refused': { ...paid, deliveries: { ...paid.deliveries, mail: 'mailAddressRefused' } },
      buyer: { ...paid, buyer },
      'no-code': { ...paid, link: null, receipt: { ...receipt, signedMeter: null } },
    }),
    'large-text': on(paid, { largeText: true }),
    'soon-over': on({ ...paid, deadlineMs: NOW + 18_000 }, { canWaitLonger: true }),
  },
  find: each(find),
  released: each({
    timeout: released,
    releasing: { ...released, fault: 'handshakeTimeout', hold: { ...hold, state: 'releasing' } },
    delayed: { ...released, fault: 'carRefused', hold: { ...hold, state: 'delayed' } },
    staff: { ...released, fault: 'connectorFault', hold: { ...hold, state: 'staff' } },
    'small-hold': { ...released, fault: 'holdTooSmall', hold: { ...hold, held: eur(40), state: 'released' } },
    cancelled: { ...released, fault: 'cancelledByDriver', hold: null },
  }),
  unavailable: each({
    fault: unavailable,
    emergency: { ...unavailable, reason: 'emergencyStop', fault: 'emergencyStop', otherFree: false },
    reserved: { ...unavailable, reason: 'reserved', fault: 'reserved' },
    away: { ...unavailable, reason: 'controllerAway', fault: 'controllerAway', otherFree: false },
  }),
  lookedAfter: {
    nobody: on({ name: 'lookedAfter', why: 'staff' }, { connectors: [tileA, tileB] }),
    renewal: on({ name: 'lookedAfter', why: 'renewal' }, { connectors: [tileA, tileB] }),
    charging: on({ name: 'lookedAfter', why: 'staff' }, { connectors: [tileA, { ...tileB, ...chargingTile }] }),
  },
  outOfService: each({
    damaged: { name: 'outOfService', fault: 'booksDamaged' },
    clock: { name: 'outOfService', fault: 'clockWrong' },
  }),
};
