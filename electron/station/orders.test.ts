import { beforeEach, describe, expect, it } from 'vitest';
import { eur, settled } from './fixtures.ts';
import { calls, clock, due, fresh, held, orders, preAuthorize, start, store, terminal } from './ordersBench.ts';

beforeEach(fresh);

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
