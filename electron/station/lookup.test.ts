import { beforeEach, describe, expect, it } from 'vitest';
import type { FindView } from '../../machines/findView.ts';
import { ok } from '../../machines/result.ts';
import { authorization, charge, hold, opened, receipt } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { createChargingKeys } from './chargingKeys.ts';
import { type Deliveries, noDeliveries } from './deliveries.ts';
import {
  createTestClock,
  createTestTerminal,
  exampleConfig,
  settled,
  silent,
  type TestClock,
  type TestTerminal,
} from './fixtures.ts';
import { createIntents } from './intents.ts';
import { createKiosk } from './kioskActor.ts';
import { createLookup } from './lookup.ts';
import { noLinks } from './receiptLinks.ts';

/** The search as a driver at the screen meets it, over real books and a terminal that is worked by hand. */

const paidWith = { kind: 'bankCard', card: hold.card, token: hold.token } as const;

let store: Store;
let terminal: TestTerminal;
let clock: TestClock;
let readerWanted: boolean;
let printed: string[];
let called: string[];
let kiosk: ReturnType<typeof createKiosk>;
let touch: ReturnType<typeof createIntents>;
let see: () => FindView | null;

beforeEach(() => {
  const config = exampleConfig();
  store = opened();
  terminal = createTestTerminal();
  clock = createTestClock();
  readerWanted = false;
  called = [];
  const lookup = createLookup({
    config,
    store,
    terminal,
    settlements: { settled: () => null },
    links: noLinks,
    clock,
    log: silent,
    readerWanted: () => readerWanted,
    keys: createChargingKeys(
      [{ uid: '04DD0000000009', account: 'Staff', status: 'accepted', staffNumber: '4821' }],
      () => false,
      (number) => called.push(number),
    ),
  });
  kiosk = createKiosk(config, clock, lookup.machine).start();
  printed = [];
  const print: Deliveries['print'] = (sessionId) => {
    printed.push(sessionId);
    return ok(undefined);
  };
  touch = createIntents(kiosk, new Map(), { deliveries: { print, mail: print } });
  see = () => {
    const search = kiosk.getSnapshot().children.lookup?.getSnapshot();
    return search ? lookup.view(search, noDeliveries) : null;
  };
});
const open = () => touch({ type: 'OPEN_FIND' });
const ask = async (number: number, amountMinor: number) => {
  touch({ type: 'FIND_NUMBER', number, amountMinor });
  await settled();
};

describe('by card', () => {
  it('one receipt is shown at once, with where its money is', async () => {
    charge(store);
    open();
    expect(see()).toEqual({ name: 'find', step: 'choose', trouble: null });
    touch({ type: 'FIND_BY_CARD' });
    await settled();
    expect(see()).toEqual({ name: 'find', step: 'card', prompt: 'presentCard' });
    terminal.present(paidWith);
    await settled();
    expect(see()).toMatchObject({
      step: 'receipt',
      several: false,
      receipt: { receiptNumber: '000001' },
      hold: { held: hold.amount },
    });
    // No money order was sent for it.
    expect(terminal.calls).toEqual(['readCard']);
  });

  it('what was found leaves the station as a new receipt does, as long as it is shown', async () => {
    for (const sessionId of ['s1', 's2']) charge(store, sessionId);
    open();
    touch({ type: 'FIND_BY_CARD' });
    terminal.present(paidWith);
    await settled();
    expect(touch({ type: 'PRINT_RECEIPT', sessionId: 's1' })).toMatchObject({ ok: false });
    touch({ type: 'FIND_CHOOSE', sessionId: 's1' });
    expect(touch({ type: 'PRINT_RECEIPT', sessionId: 's2' })).toMatchObject({ ok: false });
    expect(touch({ type: 'PRINT_RECEIPT', sessionId: 's1' })).toEqual({ ok: true });
    touch({ type: 'FIND_BACK' });
    expect(touch({ type: 'PRINT_RECEIPT', sessionId: 's1' })).toMatchObject({ ok: false });
    expect(printed).toEqual(['s1']);
  });

  it('of several one is chosen, the newest first; a stranger’s cannot be', async () => {
    for (const sessionId of ['s1', 's2']) charge(store, sessionId);
    store.recordAuthorization({ ...authorization('s3'), paidBy: 'chargingKey', idToken: '04A1' });
    store.issueReceipt('s3', (number) => ({ ...receipt(number), sessionId: 's3' }), null);
    open();
    touch({ type: 'FIND_BY_CARD' });
    terminal.present(paidWith);
    await settled();
    const view = see();
    expect(view?.step === 'list' && view.receipts.map(({ receiptNumber }) => receiptNumber)).toEqual([
      '000002',
      '000001',
    ]);
    expect(touch({ type: 'FIND_CHOOSE', sessionId: 's3' })).toMatchObject({ ok: false, error: { code: 'unfit' } });
  });

  it('a card that paid nothing here is told so', async () => {
    charge(store);
    open();
    touch({ type: 'FIND_BY_CARD' });
    terminal.present({ ...paidWith, token: 'another' });
    await settled();
    expect(see()).toEqual({ name: 'find', step: 'choose', trouble: 'cardUnknown' });
  });

  it('a key of staff finds nothing here, and opens the door for its number', async () => {
    open();
    touch({ type: 'FIND_BY_CARD' });
    terminal.present({ kind: 'chargingKey', uid: '04DD0000000009' });
    await settled();
    expect(called).toEqual(['4821']);
    expect(see()).toMatchObject({ step: 'choose', trouble: 'cardUnknown' });
  });

  it('the reader is not asked while somebody pays', async () => {
    readerWanted = true;
    open();
    touch({ type: 'FIND_BY_CARD' });
    await settled();
    expect(see()).toEqual({ name: 'find', step: 'choose', trouble: 'readerTaken' });
    expect(terminal.calls).toEqual([]);
  });

  it('whoever leaves takes the order back from the reader', async () => {
    open();
    touch({ type: 'FIND_BY_CARD' });
    await settled();
    touch({ type: 'BACK' });
    expect(see()).toBeNull();
    terminal.present(paidWith);
    await settled();
    open();
    expect(see()).toEqual({ name: 'find', step: 'choose', trouble: null });
  });
});

describe('by number', () => {
  beforeEach(() => {
    charge(store);
    open();
    touch({ type: 'FIND_BY_NUMBER' });
  });

  it('number and amount together bring it', async () => {
    await ask(1, 1234);
    expect(see()).toMatchObject({ step: 'receipt', receipt: { receiptNumber: '000001' } });
  });

  it('a miss reads the same whether there is such a number or not', async () => {
    await ask(1, 1235);
    const known = see();
    await ask(2, 1234);
    expect(see()).toEqual(known);
    expect(known).toMatchObject({ step: 'number', trouble: 'noMatch', pausedUntilMs: null });
  });

  it('after three misses even the right one has to wait, also for whoever comes next', async () => {
    await ask(1, 1);
    for (const number of [2, 3]) await ask(number, 1234);
    expect(see()).toMatchObject({ trouble: 'tooManyTries', pausedUntilMs: clock.now() + 30_000 });
    touch({ type: 'BACK' });
    open();
    touch({ type: 'FIND_BY_NUMBER' });
    await ask(1, 1234);
    expect(see()).toMatchObject({ step: 'number', trouble: 'tooManyTries' });
    await clock.advance(30_000);
    await ask(1, 1234);
    expect(see()).toMatchObject({ step: 'receipt' });
  });
});

it('nobody there: it is asked, then nothing of it is left', async () => {
  const { absentMs, absentQuestionMs } = exampleConfig().timeouts;
  charge(store);
  open();
  touch({ type: 'FIND_BY_NUMBER' });
  await ask(1, 1234);
  await clock.advance(absentMs);
  expect(kiosk.getSnapshot().context.absentBy).not.toBeNull();
  expect(see()).toMatchObject({ step: 'receipt' });
  await clock.advance(absentQuestionMs);
  expect(see()).toBeNull();
  expect(kiosk.getSnapshot().matches({ place: 'attract' })).toBe(true);
});
