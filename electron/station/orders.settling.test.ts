import { beforeEach, describe, expect, it } from 'vitest';
import { eur, settled } from './fixtures.ts';
import { calls, due, fresh, held, orders, start, store, terminal } from './ordersBench.ts';

beforeEach(fresh);

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
