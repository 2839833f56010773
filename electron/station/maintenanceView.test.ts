import { beforeEach, expect, it } from 'vitest';
import type { Settled } from '../../machines/charge.model.ts';
import { authorization, charge, eur, hold, intent, opened, placeHold, transaction } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { maintenanceView } from './maintenanceView.ts';

const NOW_MS = 90_000_000;
const noneWaits = { count: 0, oldestAtMs: null, isOverdue: false };
let store: Store;
const look = (underWay: Settled | null = null) =>
  maintenanceView(store, () => underWay, noneWaits, NOW_MS).openSettlements;
const delayed: Settled = { state: 'delayed', captured: null };
const book = (kind: 'capture' | 'reverse', due: number, minor: number) => {
  store.recordIntent(intent(kind, eur(due)));
  const booking = { receiptNumber: '0043', traceNumber: '000108', amount: eur(minor) };
  store.recordOutcome(`s1:${kind}`, { result: 'booked', booking });
};

beforeEach(() => {
  store = opened();
});

it('a running charge and a settled one are nobody’s business', () => {
  placeHold(store, 's2');
  charge(store);
  book('capture', 1234, 1234);
  expect(look()).toEqual([]);
});

it('on its way > everything that names it, and nothing to do', () => {
  charge(store);
  store.noteAttempt('s1', 'declined 91');
  expect(look(delayed)).toEqual([
    {
      sessionId: 's1',
      connectorId: 1,
      state: 'delayed',
      stillTrying: true,
      trouble: 'declined',
      detail: 'declined 91',
      attempts: 1,
      heldAtMs: 1_000,
      ageMs: NOW_MS - 1_000,
      held: eur(6000),
      due: eur(1234),
      booked: null,
      hold: {
        receiptNumber: '0042',
        traceNumber: '000107',
        terminalId: '52500041',
        authorizationNumber: '123456',
        card: hold.card,
      },
      receiptNumber: '000001',
      meter: { meterId: 'M1', startWh: 0, endWh: 20_000 },
      todo: 'wait',
    },
  ]);
});

it('no card token and nothing else of the terminal goes along', () => {
  charge(store);
  expect(JSON.stringify(look())).not.toContain('token');
});

it('open for too long > by hand, while the station goes on trying', () => {
  charge(store);
  store.noteAttempt('s1', 'link_lost');
  store.markForStaff('s1', 'link_lost');
  expect(look(delayed)).toMatchObject([{ state: 'staff', stillTrying: true, trouble: 'link_lost', todo: 'capture' }]);
  expect(look({ state: 'staff', captured: null })).toMatchObject([{ state: 'staff', stillTrying: false }]);
});

it('nothing was delivered > to be given back', () => {
  placeHold(store);
  store.recordDue({ sessionId: 's1', amount: eur(0), reason: 'plugTimeout' });
  store.markForStaff('s1', 'timed_out');
  expect(look()).toMatchObject([{ todo: 'release', due: eur(0), receiptNumber: null, meter: null }]);
});

it('nobody can tell > the books are compared', () => {
  charge(store);
  store.markForStaff('s1', 'unclear: receipt 0042 is no longer open and no booking of ours was found');
  expect(look()).toMatchObject([{ trouble: 'unclear', todo: 'compareBooks' }]);
});

it('interrupted while energy may have flowed > what is due is worked out', () => {
  placeHold(store);
  store.recordAuthorization(authorization());
  store.recordTransaction(transaction('started', 500));
  store.markForStaff('s1', 'the session was interrupted while energy may have flowed');
  expect(look()).toMatchObject([
    { trouble: 'interrupted', todo: 'workOutDue', due: null, meter: { startWh: 500, endWh: null } },
  ]);
});

it.each([
  ['capture', 1234, 1300],
  ['reverse', 0, 5],
] as const)('the terminal booked another amount by %s > corrected by hand', (kind, due, booked) => {
  if (kind === 'capture') charge(store);
  else {
    placeHold(store);
    store.recordDue({ sessionId: 's1', amount: eur(0), reason: 'plugTimeout' });
  }
  book(kind, due, booked);
  expect(look()).toMatchObject([
    { state: 'staff', stillTrying: false, trouble: 'otherAmount', booked: eur(booked), todo: 'correctBooking' },
  ]);
});

it('our own bug > named as one', () => {
  charge(store);
  store.noteAttempt('s1', 'TypeError: x is not a function');
  expect(look(delayed)).toMatchObject([{ trouble: 'stationError', detail: 'TypeError: x is not a function' }]);
});
