import { beforeEach, describe, expect, it } from 'vitest';
import { authorization } from '../store/fixtures.ts';
import { eur, settled } from './fixtures.ts';
import {
  calls,
  due,
  fresh,
  held,
  never,
  orders,
  preAuthorize,
  replaceTerminal,
  store,
  terminal,
} from './ordersBench.ts';

/** What a terminal says is said of its own holds alone, and of no more than it names. */

beforeEach(fresh);

async function settledOutside(): Promise<void> {
  await due(4_500);
  store.markForStaff('s1', 'the bank refuses for days');
  store.settleOutside({ sessionId: 's1', amount: eur(4_500), note: 'in cash', person: 'Bo' });
}

describe('another terminal stands in its place', () => {
  it('a capture in doubt > not confirmed by its empty list, but left to a person, and due all the same', async () => {
    const row = await due(1205);
    terminal.fail('capture', 'ackLost');
    terminal.fail('list', 'away');
    await orders.capture(row);
    const old = await replaceTerminal();
    expect([...old.open.keys()]).toEqual(['0001']);
    expect(store.hold('s1')).toMatchObject({ state: 'staff', captured: null, due: { minor: 1205 } });
    expect(store.hold('s1')?.lastError).toContain('receipt 0001 of terminal 52500041');
    // Nothing is in doubt that another comparison could tell: the day can be closed.
    expect(store.unconfirmedOrders()).toEqual([]);
    expect(await orders.capture(row)).toEqual({
      ok: false,
      error: { code: 'out_of_service', hostCode: 'other terminal' },
    });
  });

  it('a release that was never answered > not found in a last booking of nothing that was somebody else’s', async () => {
    const row = await due(0);
    terminal.fail('reverse', 'neverArrives');
    await orders.reverse(row);
    await replaceTerminal();
    terminal.byHand('0099', { receiptNumber: '0100', traceNumber: '777777', amount: row.due });
    expect(await orders.reverse(row)).toMatchObject({ ok: false, error: { hostCode: 'other terminal' } });
    expect(store.hold('s1')?.state).not.toBe('released');
  });

  it('an approval in doubt > nothing is held here, and the next driver can pay', async () => {
    terminal.fail('preAuthorize', 'ackLost');
    terminal.fail('list', 'away');
    await preAuthorize();
    await replaceTerminal();
    expect(store.unconfirmedOrders()).toEqual([]);
    expect(await preAuthorize('s2')).toMatchObject({ ok: true });
  });

  it('an approval whose confirmation could not be noted > stands for the driver who charged with it', async () => {
    const { confirmOrder } = store;
    store.confirmOrder = () => {
      throw new Error('the disk is full');
    };
    terminal.fail('list', 'away');
    await held();
    store.recordAuthorization(authorization('s1'));
    store.confirmOrder = confirmOrder;
    await replaceTerminal();
    expect(store.hold('s1')?.state).toBe('held');
    expect(store.unconfirmedOrders()).toEqual([]);
  });

  it('an approval whose confirmation could not be noted, captured since > captured it stays', async () => {
    const { confirmOrder } = store;
    store.confirmOrder = (key) => {
      if (key.includes('preAuthorize')) throw new Error('the disk is full');
      confirmOrder(key);
    };
    terminal.fail('list', 'away', 'away');
    await orders.capture(await due(1205));
    store.confirmOrder = confirmOrder;
    await replaceTerminal();
    expect(store.hold('s1')).toMatchObject({ state: 'captured', captured: { minor: 1205 } });
    expect(store.unconfirmedOrders()).toEqual([]);
  });

  it('a stranger that bears the number of a hold of the old one > given back', async () => {
    await held();
    await replaceTerminal();
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize('s2');
    await orders.onTerminalUp();
    expect([...terminal.open]).toEqual([]);
    expect(store.hold('s1')?.state).toBe('held');
  });
});

describe('a hold the journal does not know', () => {
  const amounts: unknown[] = [];
  beforeEach(() => {
    amounts.length = 0;
    const { reverse } = terminal;
    terminal.reverse = (order) => {
      amounts.push(order.hold.amount?.minor ?? null);
      return reverse(order);
    };
  });

  it('is given back without an amount: a guess would leave the rest charged', async () => {
    terminal.open.set('0042', 8_000);
    await orders.onTerminalUp();
    expect(amounts).toEqual([null]);
  });

  it('of the one order without an answer > by what was asked for', async () => {
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize();
    await settled();
    expect(amounts).toEqual([6_000]);
  });

  it('one more than orders without an answer > without an amount, for which is whose is not known', async () => {
    terminal.open.set('0042', 8_000);
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize();
    await settled();
    expect(amounts).toEqual([null, null]);
  });

  it('that cannot be given back without it > is not given that of a later order without an answer', async () => {
    terminal.open.set('0042', 8_000);
    terminal.fail('reverse', 'declined', 'declined');
    await orders.onTerminalUp();
    terminal.fail('preAuthorize', 'answerLost');
    await preAuthorize();
    await settled();
    expect(amounts).toEqual([null, null, 6_000]);
  });

  it('settled outside by staff > freed, by its own amount', async () => {
    await settledOutside();
    terminal.fail('preAuthorize', 'answerLost');
    const asked = { sessionId: 's2', connectorId: 2, attempt: 1, amount: eur(4_000), onPrompt: () => {} };
    await orders.preAuthorize(asked, never);
    await settled();
    expect(amounts).toEqual([6_000, 4_000]);
    expect([...terminal.open]).toEqual([]);
  });

  it('that bears the number of one settled outside, while an order has no answer > without an amount', async () => {
    await settledOutside();
    terminal.open.clear();
    terminal.countFrom(0);
    terminal.fail('preAuthorize', 'answerLost');
    const asked = { sessionId: 's2', connectorId: 2, attempt: 1, amount: eur(8_000), onPrompt: () => {} };
    await orders.preAuthorize(asked, never);
    await settled();
    expect(amounts).toEqual([null]);
  });

  it('whose giving back was begun in another currency > given back all the same', async () => {
    const order = { kind: 'reverse', sessionId: 'stranger', connectorId: 0, holdReceiptNumber: '0042' } as const;
    store.recordIntent({ ...order, key: 'stranger:0042:1', amount: { minor: 0, currency: 'BGN' } });
    terminal.open.set('0042', 8_000);
    await orders.onTerminalUp();
    expect([...terminal.open]).toEqual([]);
  });

  it('of two orders of different amounts without an answer > without an amount', async () => {
    terminal.fail('preAuthorize', 'answerLost', 'answerLost');
    terminal.fail('list', 'away', 'away');
    for (const [sessionId, minor] of [
      ['s2', 4_000],
      ['s3', 6_000],
    ] as const) {
      const asked = { sessionId, connectorId: 2, attempt: 1, amount: eur(minor), onPrompt: () => {} };
      await orders.preAuthorize(asked, never);
    }
    await orders.onTerminalUp();
    await settled();
    expect(amounts).toEqual([null, null]);
  });

  it('settled outside while another is just given back > looked for again', async () => {
    const row = await due(4_500);
    terminal.open.set('0099', 6_000);
    const { reverse } = terminal;
    let settledOnce = false;
    terminal.reverse = (order) => {
      if (!settledOnce) {
        settledOnce = true;
        store.markForStaff(row.sessionId, 'the bank refuses for days');
        store.settleOutside({ sessionId: row.sessionId, amount: eur(4_500), note: 'in cash', person: 'Bo' });
        void orders.freeSettled();
      }
      return reverse(order);
    };
    await orders.onTerminalUp();
    await settled();
    expect([...terminal.open]).toEqual([]);
  });

  it('that bears the number of one settled outside, and of a later one > without an amount', async () => {
    await settledOutside();
    terminal.open.clear();
    terminal.countFrom(0);
    await orders.capture(await due(1205, 's2'));
    terminal.open.set('0001', 8_000);
    await orders.onTerminalUp();
    expect(amounts).toEqual([null]);
  });

  it('behind the one that is named > given back once that one is settled', async () => {
    const row = await due(1205);
    terminal.open.set('0099', 6_000);
    terminal.listAll(false);
    await orders.onTerminalUp();
    expect(calls).not.toContain('reverse');
    await orders.capture(row);
    await settled();
    expect([...terminal.open]).toEqual([]);
  });
});

it('a later hold is given the number while an order waits for its turn > not sent', async () => {
  const row = await due(1_205);
  terminal.open.clear();
  terminal.countFrom(0);
  await held('s2');
  expect(await orders.capture(row)).toEqual({ ok: false, error: { code: 'cancelled' } });
  expect(terminal.booked).toEqual([]);
});
