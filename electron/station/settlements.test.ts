import { beforeEach, describe, expect, it } from 'vitest';
import type { Settled } from '../../machines/charge.model.ts';
import { opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import {
  createTestClock,
  createTestTerminal,
  eur,
  exampleConfig,
  settled,
  silent,
  type TestClock,
  type TestTerminal,
} from './fixtures.ts';
import { createOrders, type Orders } from './orders.ts';
import { createSettlements, type Settlements } from './settlements.ts';

const config = exampleConfig({ payment: { settlementStaffAfterMs: 60_000, settlementRetryMaxMs: 40_000 } }).payment;

let store: Store;
let terminal: TestTerminal;
let clock: TestClock;
let orders: Orders;
let settlements: Settlements;
let told: Settled[];

beforeEach(() => {
  clock = createTestClock();
  store = opened(':memory:', clock.now);
  terminal = createTestTerminal();
  told = [];
  start();
});

function start(): void {
  orders = createOrders({
    store,
    terminal,
    clock,
    config,
    log: silent,
    holdAmount: eur(6_000),
    onReconciled: () => {},
  });
  settlements = createSettlements({
    store,
    orders,
    clock,
    config,
    log: silent,
    onChange: (_sessionId, now) => told.push(now),
  });
}

/** €60 set aside, of which `minor` is due. */
async function owe(minor: number, sessionId = 's1'): Promise<void> {
  const order = { sessionId, connectorId: 1, attempt: 1, amount: eur(6000), onPrompt: () => {} };
  await orders.preAuthorize(order, new AbortController().signal);
  store.recordDue({ sessionId, amount: eur(minor), reason: 'driver' });
}

it('what is due is captured once, and the driver sees it happen', async () => {
  await owe(1234);
  settlements.begin('s1');
  settlements.begin('s1');
  await settled();
  expect(told.map(({ state }) => state)).toEqual(['capturing', 'captured']);
  expect(told.at(-1)?.captured).toEqual(eur(1234));
  expect(terminal.booked).toEqual([{ of: '0001', minor: 1234 }]);
  expect(settlements.open).toBe(0);
  expect(settlements.settled('s1')).toEqual({ state: 'captured', captured: eur(1234) });
});

it('nothing due > the whole hold is released', async () => {
  await owe(0);
  settlements.begin('s1');
  await settled();
  expect(told.map(({ state }) => state)).toEqual(['releasing', 'released']);
  expect([...terminal.open]).toEqual([]);
});

it('not before it is known what is due', async () => {
  const order = { sessionId: 's1', connectorId: 1, attempt: 1, amount: eur(6000), onPrompt: () => {} };
  await orders.preAuthorize(order, new AbortController().signal);
  settlements.resume();
  await settled();
  expect(settlements.open).toBe(0);
  expect(terminal.calls).toEqual(['preAuthorize']);
});

it('terminal away > tried again after 5, 10, 20 and then every 40 seconds, for as long as it takes', async () => {
  await owe(1234);
  terminal.fail('capture', 'away');
  terminal.fail('list', 'away', 'away', 'away', 'away');
  settlements.begin('s1');
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    await settled();
    expect(settlements.settled('s1')?.state).toBe('delayed');
    const [next = 0] = clock.due();
    waits.push(next - clock.now());
    await clock.advance(next - clock.now());
  }
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 40_000]);
  await settled();
  expect(store.hold('s1')).toMatchObject({ state: 'captured', attempts: 5 });
  expect(terminal.booked).toHaveLength(1);
});

it('terminal back > tried at once, without waiting for the pause to end', async () => {
  await owe(1234);
  terminal.fail('capture', 'away');
  settlements.begin('s1');
  await settled();
  expect(settlements.settled('s1')?.state).toBe('delayed');
  settlements.onTerminalUp();
  await settled();
  expect(settlements.settled('s1')?.state).toBe('captured');
  expect(clock.due()).toEqual([]);
});

it('cannot be told from here > staff, and no clock tries again', async () => {
  await owe(1234);
  terminal.byHand('0001', { receiptNumber: '0777', traceNumber: '000777', amount: eur(999) });
  settlements.begin('s1');
  await settled();
  expect(told.at(-1)?.state).toBe('staff');
  expect(store.hold('s1')).toMatchObject({ state: 'staff' });
  expect(clock.due()).toEqual([]);
});

it('open for longer than the configured time > listed for staff, and still tried until it is captured', async () => {
  await owe(1234);
  terminal.fail('capture', 'away');
  terminal.fail('list', 'away', 'away', 'away');
  settlements.begin('s1');
  await clock.advance(50_000);
  expect(store.hold('s1')?.state).not.toBe('staff');
  terminal.fail('list', 'away');
  await clock.advance(40_000);
  expect(store.hold('s1')?.state).toBe('staff');
  await clock.advance(40_000);
  expect(store.hold('s1')?.state).toBe('captured');
});

describe('station restarted in between', () => {
  const restart = () => {
    settlements.stop();
    start();
    settlements.resume();
  };

  it('the terminal had not answered > captured once when it is up again', async () => {
    await owe(1234);
    terminal.fail('capture', 'answerLost');
    settlements.begin('s1');
    await settled();
    restart();
    await settled();
    expect(terminal.calls.filter((call) => call === 'capture')).toHaveLength(1);
    settlements.onTerminalUp();
    await settled();
    expect(store.hold('s1')?.state).toBe('captured');
    expect(terminal.booked).toEqual([{ of: '0001', minor: 1234 }]);
  });

  it('tries and their pauses go on where they were: neither sooner for it nor from the beginning', async () => {
    await owe(1234);
    terminal.fail('capture', 'bankAway', 'bankAway', 'bankAway', 'bankAway');
    settlements.begin('s1');
    await clock.advance(15_000);
    expect(store.hold('s1')?.attempts).toBe(3);
    for (let i = 0; i < 5; i++) {
      await clock.advance(3_000);
      settlements.stop();
      clock.skip(0);
      restart();
      settlements.onTerminalUp();
      await settled();
    }
    expect(store.hold('s1')?.attempts).toBe(3);
    expect(clock.due()).toEqual([1_000_000 + 35_000]);
    await clock.advance(5_000);
    expect(store.hold('s1')?.attempts).toBe(4);
    expect(clock.due()).toEqual([1_000_000 + 75_000]);
  });

  it('a pause that ended while it was off > tried at once', async () => {
    await owe(1234);
    terminal.fail('capture', 'bankAway');
    settlements.begin('s1');
    await settled();
    settlements.stop();
    clock.skip(3 * 24 * 3_600_000);
    restart();
    await clock.advance(0);
    expect(store.hold('s1')?.state).toBe('captured');
  });
});

it('the bank could not > the terminal’s coming back is no reason to ask it again', async () => {
  await owe(1234);
  terminal.fail('capture', 'bankAway');
  settlements.begin('s1');
  await settled();
  settlements.onTerminalUp();
  await settled();
  expect(store.hold('s1')?.attempts).toBe(1);
  expect(clock.due()).toHaveLength(1);
});

describe('left to staff, because nobody could tell', () => {
  /** The hold is gone, and the last booking at the terminal is for something else. */
  const leave = async () => {
    await owe(1234);
    settlements.begin('s1');
    terminal.byHand('0001', { receiptNumber: '0777', traceNumber: '000777', amount: eur(999) });
    await settled();
    settlements.onTerminalUp();
    await settled();
    expect(store.hold('s1')?.state).toBe('staff');
  };

  it('a booking of what is due comes to light > taken for ours when the terminal is up again', async () => {
    await leave();
    settlements.onTerminalUp();
    await settled();
    expect(store.hold('s1')?.state).toBe('staff');
    terminal.byHand('0001', { receiptNumber: '0778', traceNumber: '000778', amount: eur(1234) });
    settlements.onTerminalUp();
    await settled();
    expect(store.hold('s1')).toMatchObject({ state: 'captured', captured: eur(1234) });
    expect(terminal.calls.filter((call) => call === 'capture')).toHaveLength(1);
  });

  it('looked at again after a restart, too', async () => {
    await leave();
    terminal.byHand('0001', { receiptNumber: '0778', traceNumber: '000778', amount: eur(1234) });
    settlements.stop();
    start();
    settlements.resume();
    settlements.onTerminalUp();
    await settled();
    await settled();
    expect(store.hold('s1')?.state).toBe('captured');
    expect(terminal.calls.filter((call) => call === 'capture')).toHaveLength(1);
  });

  it('its receipt number is borne by a later hold > never ordered again', async () => {
    await leave();
    terminal.countFrom(0);
    const order = { sessionId: 's2', connectorId: 1, attempt: 1, amount: eur(6000), onPrompt: () => {} };
    await orders.preAuthorize(order, new AbortController().signal);
    expect(store.hold('s2')?.hold.receiptNumber).toBe('0001');
    settlements.onTerminalUp();
    await settled();
    expect(store.hold('s1')).toMatchObject({ state: 'staff' });
    expect([...terminal.open.keys()]).toEqual(['0001']);
    expect(terminal.booked).toEqual([]);
  });
});

it('the terminal was emptied while a car charged, and its number given to the next one > not even tried', async () => {
  await owe(4_500);
  terminal.open.clear();
  terminal.countFrom(0);
  await owe(6_000, 's2');
  settlements.begin('s1');
  await settled();
  expect(store.hold('s1')).toMatchObject({ state: 'staff' });
  expect(terminal.booked).toEqual([]);
});

it('a reversal that was booked with an amount > left to staff for good, until they settle it outside', async () => {
  await owe(0);
  terminal.bookMore(5);
  settlements.begin('s1');
  await settled();
  expect(told.at(-1)?.state).toBe('staff');
  settlements.stop();
  start();
  settlements.resume();
  expect(settlements.open).toBe(0);
  expect(store.openHolds()).toHaveLength(1);
  store.settleOutside({ sessionId: 's1', amount: eur(0), note: 'paid back', person: 'Bo' });
  expect(store.openHolds()).toEqual([]);
});

it('the store refuses a note > the settlement goes on all the same', async () => {
  await owe(1234);
  terminal.fail('capture', 'away');
  const { noteAttempt } = store;
  store.noteAttempt = () => {
    throw new Error('disk full');
  };
  settlements.begin('s1');
  await settled();
  store.noteAttempt = noteAttempt;
  await clock.advance(5_000);
  await settled();
  expect(store.hold('s1')?.state).toBe('captured');
});

it('two holds go their own ways', async () => {
  await owe(1234, 's1');
  await owe(0, 's2');
  terminal.fail('capture', 'away');
  settlements.begin('s1');
  settlements.begin('s2');
  await settled();
  expect([store.hold('s1')?.state, store.hold('s2')?.state]).toEqual(['capturing', 'released']);
  await clock.advance(5_000);
  await settled();
  expect(store.hold('s1')?.state).toBe('captured');
});
