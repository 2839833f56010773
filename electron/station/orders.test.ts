import { beforeEach, describe, expect, it } from 'vitest';
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
  telling,
} from './fixtures.ts';
import { createOrders, type Orders } from './orders.ts';

let calls: string[];
let store: Store;
let terminal: TestTerminal;
let clock: TestClock;
let orders: Orders;

beforeEach(() => {
  calls = [];
  store = telling(opened(), calls);
  terminal = createTestTerminal(calls);
  clock = createTestClock();
  start();
});

/** A station on the same books: what a restart leaves. */
function start(): void {
  orders = createOrders({
    store,
    terminal,
    clock,
    config: exampleConfig().payment,
    log: silent,
    holdAmount: eur(6_000),
    onReconciled: () => {},
  });
}

const never = new AbortController().signal;
const preAuthorize = (sessionId = 's1', attempt = 1, signal = never) =>
  orders.preAuthorize({ sessionId, connectorId: 1, attempt, amount: eur(6000), onPrompt: () => {} }, signal);

async function held(sessionId = 's1') {
  const result = await preAuthorize(sessionId);
  if (!result.ok) throw new Error('no hold');
  return result.value;
}
async function due(minor: number, sessionId = 's1') {
  const hold = await held(sessionId);
  store.recordDue({ sessionId, amount: eur(minor), reason: 'driver' });
  calls.length = 0;
  return { sessionId, connectorId: 1, hold, due: eur(minor) };
}

describe('a pre-authorization', () => {
  it('is in the journal before the terminal hears of it, its outcome before the terminal is told so', async () => {
    expect(await preAuthorize()).toMatchObject({ ok: true });
    expect(calls).toEqual(['recordIntent', 'preAuthorize', 'recordOutcome', 'confirmOrder']);
  });

  it('stands although the journal could not note so; it is noted later, also when it was settled meanwhile', async () => {
    const { confirmOrder } = store;
    store.confirmOrder = () => {
      throw new Error('disk full');
    };
    const hold = await held();
    store.recordDue({ sessionId: 's1', amount: eur(500), reason: 'driver' });
    const row = { sessionId: 's1', connectorId: 1, hold, due: eur(500) };
    expect(await orders.capture(row)).toMatchObject({ ok: true });
    store.confirmOrder = confirmOrder;
    await clock.advance(3_600_000);
    expect(store.unconfirmedOrders()).toEqual([]);
    expect(store.hold('s1')).toMatchObject({ state: 'captured', captured: eur(500) });
  });

  it('is not sent when the journal cannot take it', async () => {
    store.recordIntent = () => {
      throw new Error('disk full');
    };
    await expect(preAuthorize()).rejects.toThrow('disk full');
    expect(calls).not.toContain('preAuthorize');
  });

  it('is undone at the terminal when its approval cannot be stored', async () => {
    store.recordOutcome = () => {
      throw new Error('disk full');
    };
    await preAuthorize().catch(() => {});
    expect(terminal.open.size).toBe(0);
    expect(store.hold('s1')).toBeNull();
  });

  it('declined > refused in the journal, nothing held, and the key answers no more', async () => {
    terminal.fail('preAuthorize', 'declined');
    expect(await preAuthorize()).toMatchObject({ ok: false, error: { code: 'declined' } });
    expect(store.order('s1:preAuthorize:1')?.outcome).toEqual({ result: 'refused', code: 'declined', hostCode: '05' });
    expect(await preAuthorize()).toMatchObject({ ok: false });
    expect(calls.filter((call) => call === 'preAuthorize')).toHaveLength(1);
  });

  it('asked again with the same key > the first hold, no second order', async () => {
    const first = await held();
    start();
    expect(await preAuthorize()).toEqual({ ok: true, value: first });
    expect(terminal.open.size).toBe(1);
    expect(calls.filter((call) => call === 'preAuthorize')).toHaveLength(1);
  });

  it('taken back before it was sent > nothing is written', async () => {
    expect(await preAuthorize('s1', 1, AbortSignal.abort())).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(calls).toEqual([]);
  });

  it('answer lost > the driver is told so, and what the terminal holds is given back', async () => {
    terminal.fail('preAuthorize', 'answerLost');
    expect(await preAuthorize()).toEqual({ ok: false, error: { code: 'link_lost', orderSent: true } });
    await orders.onTerminalUp();
    expect([...terminal.open]).toEqual([]);
    expect(store.unansweredOrders()).toEqual([]);
    expect(store.hold('s1')).toBeNull();
  });

  it('answer lost while the link stays up > given back without waiting for the link to come again', async () => {
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize();
    await clock.advance(60_000);
    expect([...terminal.open]).toEqual([]);
    expect(store.unansweredOrders()).toEqual([]);
  });

  it('never arrived > closed as refused once the terminal says that it holds nothing', async () => {
    terminal.fail('preAuthorize', 'neverArrives');
    await preAuthorize();
    await orders.onTerminalUp();
    expect(store.order('s1:preAuthorize:1')?.outcome).toMatchObject({ result: 'refused' });
    expect(calls).not.toContain('reverse');
  });

  it('the station died before the answer > the same key is looked up, never sent again', async () => {
    terminal.fail('preAuthorize', 'answerLost', 'answerLost');
    await preAuthorize();
    start();
    expect(await preAuthorize()).toMatchObject({ ok: false });
    expect(calls.filter((call) => call === 'preAuthorize')).toHaveLength(1);
    expect([...terminal.open]).toEqual([]);
  });

  it('acknowledgement lost > the terminal took it back, and so does the journal', async () => {
    terminal.fail('preAuthorize', 'ackLost');
    expect(await preAuthorize()).toEqual({ ok: false, error: { code: 'link_lost', orderSent: true } });
    await orders.onTerminalUp();
    expect(store.openHolds()).toEqual([]);
  });

  it("a comparison leaves the other connector's order under way alone", async () => {
    let answer = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const order = terminal.preAuthorize;
    terminal.preAuthorize = async (...args) => slow.then(() => order(...args));
    const second = preAuthorize('s2');
    await settled();
    store.recordIntent({
      key: 's0:preAuthorize:1',
      kind: 'preAuthorize',
      sessionId: 's0',
      connectorId: 2,
      amount: eur(6000),
      holdReceiptNumber: null,
    });
    await orders.onTerminalUp();
    answer();
    expect(await second).toMatchObject({ ok: true });
    expect(store.order('s0:preAuthorize:1')?.outcome).toMatchObject({ code: 'never_answered' });
    expect(store.hold('s2')?.state).toBe('held');
  });
});

describe('giving back what nobody knows', () => {
  it('a hold the journal never heard of > given back once the terminal is up, and once only', async () => {
    terminal.open.set('0042', 6_000);
    await orders.onTerminalUp();
    await orders.onTerminalUp();
    expect([...terminal.open]).toEqual([]);
    expect(calls.filter((call) => call === 'reverse')).toHaveLength(1);
    expect(store.unansweredOrders()).toEqual([]);
    expect(store.unconfirmedOrders()).toEqual([]);
  });

  it('a hold the journal never heard of, answer lost > the same order again, not another', async () => {
    terminal.open.set('0042', 6_000);
    terminal.fail('reverse', 'neverArrives');
    await orders.onTerminalUp();
    expect(store.unansweredOrders()).toHaveLength(1);
    await orders.onTerminalUp();
    expect([...terminal.open]).toEqual([]);
    expect(store.unansweredOrders()).toEqual([]);
  });

  it('a terminal that names only the oldest, and that is ours > nothing to do, not asked without end', async () => {
    await held();
    terminal.listAll(false);
    calls.length = 0;
    await orders.onTerminalUp();
    await clock.advance(60_000);
    expect(calls.filter((call) => call === 'list')).toHaveLength(1);
    expect(terminal.open.size).toBe(1);
  });

  it('is tried again when the bank cannot be reached, although the link never went away', async () => {
    terminal.fail('preAuthorize', 'answerLost');
    terminal.fail('reverse', 'bankAway', 'bankAway');
    await preAuthorize();
    await orders.onTerminalUp();
    await clock.advance(120_000);
    expect([...terminal.open]).toEqual([]);
    expect(store.unansweredOrders()).toEqual([]);
  });

  it('never touches a hold of ours', async () => {
    await held('s1');
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize('s2');
    await orders.onTerminalUp();
    expect([...terminal.open.keys()]).toEqual([store.hold('s1')?.hold.receiptNumber]);
  });

  it('already gone > closed, and asked no more', async () => {
    terminal.fail('preAuthorize', 'answerLost');
    terminal.fail('list', 'away');
    await preAuthorize();
    terminal.reverse = async () => ({ ok: false, error: { code: 'nothing_open', hostCode: 'B8' } });
    await orders.onTerminalUp();
    await clock.advance(60_000);
    expect(store.unansweredOrders()).toEqual([]);
  });
});

describe('a terminal that names only the oldest open receipt', () => {
  beforeEach(async () => {
    await held('older');
    terminal.listAll(false);
  });

  it('approval in doubt behind the older one > neither undone nor confirmed until the list tells', async () => {
    terminal.fail('preAuthorize', 'endLost');
    await preAuthorize('s1');
    await orders.onTerminalUp();
    expect(store.hold('s1')?.state).toBe('held');
    expect(store.unconfirmedOrders()).toHaveLength(1);
    terminal.open.delete(store.hold('older')?.hold.receiptNumber ?? '');
    await clock.advance(3_600_000);
    expect(store.unconfirmedOrders()).toEqual([]);
    expect(store.hold('s1')?.state).toBe('held');
  });

  it('booking in doubt > not confirmed by its absence from the list', async () => {
    const row = await due(1234);
    terminal.fail('capture', 'ackLost');
    await orders.capture(row);
    await orders.onTerminalUp();
    expect(store.unconfirmedOrders()).toHaveLength(1);
    terminal.listAll(true);
    expect(await orders.capture(row)).toMatchObject({ ok: true });
    expect(terminal.booked).toEqual([{ of: row.hold.receiptNumber, minor: 1234 }]);
  });

  it('approval that never arrived > its order stays open, and is given back once it is the oldest', async () => {
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize('s1');
    await orders.onTerminalUp();
    expect(store.unansweredOrders()).toHaveLength(1);
    terminal.open.delete(store.hold('older')?.hold.receiptNumber ?? '');
    await clock.advance(3_600_000);
    expect([...terminal.open]).toEqual([]);
    expect(store.unansweredOrders()).toEqual([]);
  });

  it('capture in doubt > asked again later, neither sent twice nor left to a person', async () => {
    const row = await due(1234);
    terminal.fail('capture', 'neverArrives');
    await orders.capture(row);
    const again = await orders.capture(row);
    expect(again).toEqual({ ok: false, error: { code: 'out_of_service', hostCode: 'list incomplete' } });
    expect(calls.filter((call) => call === 'capture')).toHaveLength(1);
    terminal.listAll(true);
    expect(await orders.capture(row)).toMatchObject({ ok: true });
  });
});

describe('a capture', () => {
  it('is in the journal first, and is asked for once', async () => {
    const row = await due(1234);
    expect(await orders.capture(row)).toMatchObject({ ok: true, value: { amount: eur(1234) } });
    expect(calls).toEqual(['recordIntent', 'capture', 'recordOutcome', 'confirmOrder']);
    start();
    expect(await orders.capture(row)).toMatchObject({ ok: true, value: { amount: eur(1234) } });
    expect(terminal.booked).toHaveLength(1);
    expect(store.hold('s1')).toMatchObject({ state: 'captured', captured: eur(1234) });
  });

  it('never arrived > looked up, found open, sent again', async () => {
    const row = await due(1234);
    terminal.fail('capture', 'neverArrives');
    expect(await orders.capture(row)).toMatchObject({ ok: false, error: { code: 'link_lost' } });
    expect(await orders.capture(row)).toMatchObject({ ok: true });
    expect(calls.lastIndexOf('list')).toBeLessThan(calls.lastIndexOf('capture'));
    expect(terminal.booked).toHaveLength(1);
  });

  it('answer lost > looked up and found in the last booking, never captured twice', async () => {
    const row = await due(1234);
    terminal.fail('capture', 'answerLost');
    await orders.capture(row);
    expect(await orders.capture(row)).toMatchObject({ ok: true, value: { amount: eur(1234) } });
    expect(calls.filter((call) => call === 'capture')).toHaveLength(1);
    expect(terminal.booked).toEqual([{ of: row.hold.receiptNumber, minor: 1234 }]);
  });

  it('acknowledgement lost > the terminal undid it, so it is captured again', async () => {
    const row = await due(1234);
    terminal.fail('capture', 'ackLost');
    expect(await orders.capture(row)).toMatchObject({ ok: false });
    await orders.onTerminalUp();
    expect(await orders.capture(row)).toMatchObject({ ok: true });
    expect(terminal.booked).toEqual([{ of: row.hold.receiptNumber, minor: 1234 }]);
  });

  it('only the end lost > it stands, and is not sent again', async () => {
    const row = await due(1234);
    terminal.fail('capture', 'endLost');
    await orders.capture(row);
    await orders.onTerminalUp();
    expect(await orders.capture(row)).toMatchObject({ ok: true });
    expect(terminal.booked).toHaveLength(1);
  });

  it('nothing open, last booking ours > booked', async () => {
    const row = await due(1234);
    const booking = { receiptNumber: '0777', traceNumber: '000777', amount: eur(1234) };
    terminal.byHand(row.hold.receiptNumber, booking);
    expect(await orders.capture(row)).toEqual({ ok: true, value: booking });
    expect(store.hold('s1')?.state).toBe('captured');
  });

  it('nothing open, last booking another amount > unclear, for a person', async () => {
    const row = await due(1234);
    terminal.byHand(row.hold.receiptNumber, { receiptNumber: '0777', traceNumber: '000777', amount: eur(1235) });
    expect(await orders.capture(row)).toMatchObject({ ok: false, error: { code: 'unclear' } });
  });

  it('nothing open, last booking settles another hold of ours > not taken for it', async () => {
    const first = await due(1234, 's1');
    const second = await due(1234, 's2');
    await orders.capture(second);
    terminal.open.delete(first.hold.receiptNumber);
    expect(await orders.capture(first)).toMatchObject({ ok: false, error: { code: 'unclear' } });
  });

  it("nothing open, the last transaction is another driver's hold of the same amount > not taken for it", async () => {
    const first = await due(6000, 's1');
    await held('s2');
    terminal.open.delete(first.hold.receiptNumber);
    expect(await orders.capture(first)).toMatchObject({ ok: false, error: { code: 'unclear' } });
  });
});

describe('the look-up of a settlement', () => {
  it('is over before another order is sent: its last booking would be taken for ours', async () => {
    const first = await due(1234, 's1');
    const second = await due(500, 's2');
    terminal.fail('capture', 'answerLost');
    await orders.capture(first);
    let goOn = () => {};
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { lastBooking } = terminal;
    terminal.lastBooking = () => slow.then(lastBooking);
    calls.length = 0;
    const looked = orders.capture(first);
    await settled();
    const captured = orders.capture(second);
    const compared = orders.onTerminalUp();
    await settled();
    goOn();
    expect(await looked).toMatchObject({ ok: true, value: { amount: eur(1234) } });
    expect(await captured).toMatchObject({ ok: true });
    await compared;
    const asked = calls.filter((call) => ['list', 'lastBooking', 'capture'].includes(call));
    // The last is the comparison's, which had to wait as well.
    expect(asked).toEqual(['list', 'lastBooking', 'capture', 'list']);
  });
});

describe('a settlement booked for another amount', () => {
  const notes = () => [...store.journal()].filter(({ kind }) => kind === 'leftToStaff').map(({ payload }) => payload);

  it('capture > stands as the terminal said, and the difference is noted for staff', async () => {
    const row = await due(1234);
    terminal.bookMore(1);
    expect(await orders.capture(row)).toMatchObject({ ok: true, value: { amount: eur(1235) } });
    expect(store.hold('s1')).toMatchObject({ state: 'captured', captured: eur(1235) });
    expect(notes()).toEqual([{ sessionId: 's1', why: 'receipt 0002 booked 1235 instead of 1234 EUR' }]);
  });

  it('capture > stands although the note for staff cannot be written', async () => {
    const row = await due(1234);
    terminal.bookMore(1);
    store.markForStaff = () => {
      throw new Error('disk full');
    };
    expect(await orders.capture(row)).toMatchObject({ ok: true, value: { amount: eur(1235) } });
  });

  it('release that left something charged > for a person, also when asked again, and never sent twice', async () => {
    const row = await due(0);
    terminal.bookMore(60);
    const unclear = { ok: false, error: { code: 'unclear', detail: expect.stringContaining('60 EUR') } };
    expect(await orders.reverse(row)).toEqual(unclear);
    expect(await orders.reverse(row)).toEqual(unclear);
    expect(store.order('s1:reverse')?.outcome).toMatchObject({ booking: { amount: eur(60) } });
    expect(notes()).toHaveLength(1);
    expect(terminal.booked).toHaveLength(1);
  });
});

describe('a release', () => {
  it('frees the whole hold once', async () => {
    const row = await due(0);
    expect(await orders.reverse(row)).toMatchObject({ ok: true });
    start();
    expect(await orders.reverse(row)).toMatchObject({ ok: true });
    expect(calls.filter((call) => call === 'reverse')).toHaveLength(1);
    expect(store.hold('s1')?.state).toBe('released');
  });

  it('refused by the bank > still held, and asked again later', async () => {
    const row = await due(0);
    terminal.fail('reverse', 'bankAway');
    expect(await orders.reverse(row)).toMatchObject({ ok: false, error: { code: 'declined' } });
    expect(await orders.reverse(row)).toMatchObject({ ok: true });
    expect([...terminal.open]).toEqual([]);
  });
});
