import { afterEach, describe, expect, test } from 'vitest';
import { money } from '../../../../machines/money.ts';
import { type Bench, euros, openBench } from './testBench.ts';

let bench: Bench;
afterEach(() => bench?.close());
const start = async (...args: Parameters<typeof openBench>): Promise<Bench> => {
  bench = await openBench(...args);
  await bench.up();
  return bench;
};

describe('pre-authorize', () => {
  test('approved > hold with all a receipt needs, stored before it is acknowledged', async () => {
    const { simulator } = await start();
    simulator.presentCard('visa');
    const unconfirmed: unknown[] = [];
    const held = await bench.hold(6_000, undefined, () => unconfirmed.push(simulator.book()[0]?.unconfirmed));
    expect(held).toEqual({
      ok: true,
      value: {
        receiptNumber: '0001',
        traceNumber: '000001',
        terminalId: '52523535',
        amount: euros(6_000),
        authorizationNumber: expect.stringMatching(/^\d{6}$/),
        card: { brand: 'VISA', last4: '1111', entryMode: 'contactless' },
        token: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    expect(unconfirmed).toEqual(['hold']);
    expect(simulator.book()).toMatchObject([
      { state: 'held', heldMinor: 6_000, unconfirmed: null, reference: 'S1session0001' },
    ]);
  });

  test('declined by the issuer', async () => {
    const { simulator, hold, prompts, stored } = await start();
    simulator.presentCard('declined');
    expect(await hold()).toEqual({ ok: false, error: { code: 'declined', hostCode: '05', advice: 'otherCard' } });
    expect(prompts).toContain('declined');
    expect(stored).toEqual([]);
    expect(simulator.book()).toEqual([]);
  });

  test('bank unreachable', async () => {
    const { simulator, hold } = await start();
    simulator.faults.once('bankUnreachable');
    simulator.presentCard('visa');
    expect(await hold()).toEqual({ ok: false, error: { code: 'declined', hostCode: '5B', advice: 'bankUnreachable' } });
  });

  test('PIN: wrong, then right', async () => {
    const { simulator, hold, prompts, until } = await start();
    simulator.presentCard('girocardPin');
    const holding = hold();
    await until(() => simulator.state().waitsForPin);
    expect(prompts.at(-1)).toBe('enterPin');
    simulator.enterPin('0000');
    await until(() => simulator.state().waitsForPin);
    simulator.enterPin('1234');
    expect(await holding).toMatchObject({ ok: true, value: { card: { brand: 'girocard', last4: '0142' } } });
    expect(simulator.enterPin('1234')).toBe(false);
  });

  test('card that must be inserted > advice, then chip and PIN', async () => {
    const { simulator, hold, until } = await start();
    simulator.presentCard('insertOnly');
    expect(await hold()).toEqual({ ok: false, error: { code: 'declined', hostCode: '41', advice: 'insertAndPin' } });
    simulator.presentCard('insertOnly');
    const holding = hold();
    await until(() => simulator.state().waitsForPin);
    simulator.enterPin('1234');
    expect(await holding).toMatchObject({ ok: true, value: { card: { entryMode: 'chip' } } });
  });

  test('less approved than asked > that is the hold', async () => {
    const { simulator, hold } = await start();
    simulator.presentCard('smallLimit');
    const held = await hold(6_000);
    expect(held).toMatchObject({ ok: true, value: { amount: euros(2_000) } });
    expect(held.ok && (await bench.capture(held.value, 1_205))).toMatchObject({ value: { amount: euros(1_205) } });
    expect(simulator.book()).toMatchObject([{ heldMinor: 2_000, capturedMinor: 1_205, state: 'captured' }]);
  });

  test('charging key at a payment > refused', async () => {
    const { simulator, hold } = await start();
    simulator.presentCard('keyFleet7');
    expect(await hold()).toEqual({ ok: false, error: { code: 'declined', hostCode: '7A', advice: 'otherCard' } });
  });

  test('no card > timed out', async () => {
    const { hold } = await start({ simulator: { cardTimeoutMs: 60 } });
    expect(await hold()).toEqual({ ok: false, error: { code: 'timed_out', waitedFor: 'card' } });
  });

  test('cancel while it waits for the card > cancelled', async () => {
    const { hold, until, prompts, simulator } = await start();
    const cancel = new AbortController();
    const holding = hold(6_000, cancel.signal);
    await until(() => simulator.state().display.includes('Present or insert card'));
    await until(() => prompts.includes('presentCard'));
    cancel.abort();
    expect(await holding).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(simulator.book()).toEqual([]);
  });

  test('cancel while the bank is asked > too late: the hold comes back', async () => {
    const { hold, until, prompts, simulator } = await start({ simulator: { bankDelayMs: 150 } });
    const cancel = new AbortController();
    simulator.presentCard('visa');
    const holding = hold(6_000, cancel.signal);
    await until(() => prompts.includes('wait'));
    cancel.abort();
    expect(await holding).toMatchObject({ ok: true, value: { receiptNumber: '0001' } });
  });

  test('cancelled before it could begin > nothing is sent', async () => {
    const { hold, logged } = await start();
    expect(await hold(6_000, AbortSignal.abort())).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(logged.some((line) => line.includes('→ 0622'))).toBe(false);
  });

  test('store throws > the terminal undoes the hold', async () => {
    const { simulator, until } = await start();
    simulator.presentCard('visa');
    const held = await bench.hold(6_000, undefined, () => {
      throw new Error('disk full');
    });
    expect(held).toEqual({ ok: false, error: { code: 'not_stored' } });
    await until(() => simulator.book()[0]?.state === 'released');
    expect(simulator.book()).toMatchObject([{ autoReversed: true }]);
    expect(await bench.terminal.listOpenPreAuthorizations()).toEqual({
      ok: true,
      value: { receipts: [], complete: true },
    });
  });
});

describe('settle', () => {
  test.each(['partialReversal', 'bookTotal'] as const)(
    'capture by %s > the used amount is taken, the rest is free',
    async (captureWith) => {
      const { simulator, capture, stored } = await start({ config: { captureWith } });
      const hold = await bench.held(2_500);
      const booked = await capture(hold, 1_205);
      expect(booked).toEqual({
        ok: true,
        value: { receiptNumber: '0002', traceNumber: '000002', amount: euros(1_205) },
      });
      expect(stored).toHaveLength(2);
      expect(simulator.book()).toMatchObject([{ state: 'captured', capturedMinor: 1_205, settledBy: '0002' }]);
    },
  );

  test('capture of all of it', async () => {
    const { simulator, capture } = await start();
    const hold = await bench.held(2_500);
    expect(await capture(hold, 2_500)).toMatchObject({ ok: true, value: { amount: euros(2_500) } });
    expect(simulator.book()).toMatchObject([{ capturedMinor: 2_500 }]);
  });

  test('capture of nothing or too much > a bug, thrown before anything is sent', async () => {
    const { capture, logged } = await start();
    const hold = await bench.held(2_500);
    await expect(capture(hold, 0)).rejects.toThrow(RangeError);
    await expect(capture(hold, 2_501)).rejects.toThrow(RangeError);
    expect(logged.some((line) => line.includes('→ 0623'))).toBe(false);
  });

  test('from before the currency was changed > no amount is sent, and a hold is given back all the same', async () => {
    const { terminal, simulator, stored, prompts } = await start();
    const held = await bench.held();
    stored.length = 0;
    const hold = { ...held, amount: money(6_000, 'CHF') };
    const order = { hold, reference: 'S1', store: (booking: unknown) => void stored.push(booking) };
    const refused = { ok: false, error: { code: 'out_of_service', hostCode: 'other currency' } };
    expect(await terminal.capture({ ...order, amount: money(1_205, 'CHF') })).toEqual(refused);
    const asked = { ...order, amount: hold.amount, onPrompt: () => void prompts.push('presentCard') };
    prompts.length = 0;
    expect(await terminal.preAuthorize(asked, new AbortController().signal)).toEqual(refused);
    expect(prompts).toEqual([]);
    expect(stored).toEqual([]);
    expect(simulator.book()).toMatchObject([{ state: 'held' }]);
    expect(await terminal.reverse(order)).toMatchObject({ ok: true });
    expect(simulator.book()).toMatchObject([{ state: 'released' }]);
  });

  test('captured twice > the second finds nothing open', async () => {
    const { simulator, capture } = await start();
    const hold = await bench.held();
    await capture(hold, 1_000);
    expect(await capture(hold, 1_000)).toEqual({ ok: false, error: { code: 'nothing_open', hostCode: 'B4' } });
    expect(await bench.reverse(hold)).toEqual({ ok: false, error: { code: 'nothing_open', hostCode: 'B4' } });
    expect(await bench.reverse({ ...hold, receiptNumber: '4711' })).toEqual({
      ok: false,
      error: { code: 'nothing_open', hostCode: 'B8' },
    });
    expect(simulator.book()).toMatchObject([{ capturedMinor: 1_000 }]);
  });

  test('what keeps it from being sent is asked when its turn has come, behind the driver at the reader', async () => {
    const { terminal, simulator, prompts, until } = await start();
    const hold = await bench.held();
    const asked: string[] = [];
    prompts.length = 0;
    const reading = bench.hold();
    await until(() => prompts.includes('presentCard'));
    const order = {
      hold,
      reference: 'S1',
      mayBegin: () => asked.push('asked') === 0,
      store: (booking: unknown) => void bench.stored.push(booking),
    };
    const both = [terminal.capture({ ...order, amount: euros(500) }), terminal.reverse(order)];
    expect(asked).toEqual([]);
    simulator.presentCard('visa');
    expect((await reading).ok).toBe(true);
    for (const one of both) expect(await one).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(asked).toEqual(['asked', 'asked']);
    expect(simulator.book()).toMatchObject([{ state: 'held' }, { state: 'held' }]);
  });

  test('reverse > nothing stays charged', async () => {
    const { simulator, reverse } = await start();
    const hold = await bench.held();
    expect(await reverse(hold)).toEqual({
      ok: true,
      value: { receiptNumber: '0002', traceNumber: '000002', amount: money(0, 'EUR') },
    });
    expect(simulator.book()).toMatchObject([{ state: 'released', capturedMinor: null, autoReversed: false }]);
  });

  test('a card without a reversal (67) > freed by its full amount, and not at all when that is unknown or of another currency', async () => {
    const { terminal, simulator, reverse, logged } = await start();
    const hold = await bench.held();
    simulator.faults.always('noReversal');
    const order = { reference: 'S1', store: (booking: unknown) => void bench.stored.push(booking) };
    const refused = { ok: false, error: { hostCode: '67' } };
    for (const amount of [null, money(6_000, 'CHF')])
      expect(await terminal.reverse({ ...order, hold: { ...hold, amount } })).toMatchObject(refused);
    expect(logged.some((line) => line.includes('→ 0623'))).toBe(false);
    expect(simulator.book()).toMatchObject([{ state: 'held' }]);
    expect(await reverse(hold)).toMatchObject({ ok: true, value: { amount: euros(0) } });
    expect(simulator.book()).toMatchObject([{ state: 'released', capturedMinor: null }]);
  });

  test('open pre-authorizations: none, several, and without the list only the oldest', async () => {
    const { terminal, simulator, capture } = await start();
    expect(await terminal.listOpenPreAuthorizations()).toEqual({ ok: true, value: { receipts: [], complete: true } });
    const first = await bench.held();
    await bench.held();
    await bench.held();
    expect(await terminal.listOpenPreAuthorizations()).toEqual({
      ok: true,
      value: { receipts: ['0001', '0002', '0003'], complete: true },
    });
    simulator.faults.once('listWithoutTlv');
    expect(await terminal.listOpenPreAuthorizations()).toEqual({
      ok: true,
      value: { receipts: ['0001'], complete: false },
    });
    await capture(first, 500);
    expect(await terminal.listOpenPreAuthorizations()).toEqual({
      ok: true,
      value: { receipts: ['0002', '0003'], complete: true },
    });
  });

  test('last booking: none, then the last one', async () => {
    const { terminal, capture } = await start();
    expect(await terminal.lastBooking()).toEqual({ ok: true, value: null });
    const hold = await bench.held();
    const booked = await capture(hold, 777);
    expect(await terminal.lastBooking()).toEqual(booked);
  });

  test('diagnosis', async () => {
    const { terminal } = await start();
    expect(await terminal.diagnosis()).toEqual({ ok: true, value: undefined });
  });

  test.each([false, true])('customer receipt of a capture is printed (before 04 0F: %s)', async (early) => {
    const { simulator, capture, notices } = await start();
    if (early) simulator.faults.once('printsFirst');
    const hold = await bench.held();
    expect((await capture(hold, 1_000)).ok).toBe(true);
    const [printed] = notices.filter((notice) => notice.type === 'printed');
    expect(printed).toMatchObject({
      kind: 'customer',
      lines: expect.arrayContaining(['Card 411111******1111', 'Paid 10.00']),
    });
  });

  test('settlement goes before a driver who waits, and the reading goes on after it', async () => {
    const { simulator, read, capture, until, logged } = await start({ config: { readTimeoutS: 1 } });
    const hold = await bench.held();
    const reading = read(10_000);
    await until(() => logged.some((line) => line.includes('→ 06C0')));
    const booked = await capture(hold, 900);
    expect(booked.ok).toBe(true);
    simulator.presentCard('keyFleet7');
    expect(await reading).toMatchObject({ ok: true, value: { uid: '04A1B2C3D4E5F6' } });
  });
});
