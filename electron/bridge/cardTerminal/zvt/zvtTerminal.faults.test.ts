import { afterEach, describe, expect, test } from 'vitest';
import type { TerminalFault } from '../../../simulators/cardTerminal/faults.ts';
import { type Bench, euros, openBench, PASSWORD } from './testBench.ts';

let bench: Bench;
afterEach(() => bench?.close());
const start = async (...args: Parameters<typeof openBench>): Promise<Bench> => {
  bench = await openBench(...args);
  await bench.up();
  return bench;
};

const unknownOutcome = { ok: false, error: { code: 'link_lost', orderSent: true } };

describe('the link breaks in the middle of an order (chapter 6)', () => {
  // What the terminal's book must say once the dust has settled: nobody acknowledged, so it undid the order.
  const undone: readonly TerminalFault[] = ['dropBeforeStatus', 'dropAfterStatus', 'ackLost'];
  const neverBegun: readonly TerminalFault[] = ['noAck', 'dropBeforeAck', 'dropAfterAck'];

  test.each([...neverBegun, ...undone])('pre-authorization, %s > outcome unknown; nothing is held', async (fault) => {
    const { simulator, hold, terminal } = await start();
    simulator.faults.once(fault);
    simulator.presentCard('visa');
    expect(await hold()).toEqual(unknownOutcome);
    await bench.up();
    expect(await terminal.listOpenPreAuthorizations()).toEqual({ ok: true, value: { receipts: [], complete: true } });
    expect(simulator.book().every((entry) => entry.state === 'released' && entry.autoReversed)).toBe(true);
    expect(simulator.book()).toHaveLength(undone.includes(fault) ? 1 : 0);
  });

  test('pre-authorization, drop after our acknowledgement > outcome unknown; the list has it', async () => {
    const { simulator, hold, terminal, stored } = await start();
    simulator.faults.once('dropBeforeCompletion');
    simulator.presentCard('visa');
    expect(await hold()).toEqual(unknownOutcome);
    expect(stored).toMatchObject([{ receiptNumber: '0001' }]);
    await bench.up();
    expect(await terminal.listOpenPreAuthorizations()).toEqual({
      ok: true,
      value: { receipts: ['0001'], complete: true },
    });
  });

  test.each([...neverBegun, ...undone])('capture, %s > still open; captured once when repeated', async (fault) => {
    const { simulator, capture, terminal } = await start();
    const hold = await bench.held();
    simulator.faults.once(fault);
    expect(await capture(hold, 1_500)).toEqual(unknownOutcome);
    await bench.up();
    expect(await terminal.listOpenPreAuthorizations()).toEqual({
      ok: true,
      value: { receipts: ['0001'], complete: true },
    });
    expect(await capture(hold, 1_500)).toMatchObject({ ok: true, value: { amount: euros(1_500) } });
    expect(simulator.book()).toMatchObject([{ state: 'captured', capturedMinor: 1_500 }]);
  });

  test('capture, drop after our acknowledgement > booked: the list lacks it and it is the last booking', async () => {
    const { simulator, capture, terminal, stored } = await start();
    const hold = await bench.held();
    simulator.faults.once('dropBeforeCompletion');
    expect(await capture(hold, 1_500)).toEqual(unknownOutcome);
    await bench.up();
    expect(await terminal.listOpenPreAuthorizations()).toEqual({ ok: true, value: { receipts: [], complete: true } });
    expect(await terminal.lastBooking()).toEqual({ ok: true, value: stored.at(-1) });
  });

  test('terminal falls silent after accepting (T4) > outcome unknown, connection given up', async () => {
    const { simulator, hold, terminal, until } = await start({
      config: { t4Ms: 100 },
      simulator: { bankDelayMs: 1_000 },
    });
    simulator.presentCard('visa');
    const before = Date.now();
    expect(await hold()).toEqual(unknownOutcome);
    expect(Date.now() - before).toBeLessThan(900);
    await until(() => terminal.link !== 'up');
  });

  test('terminal asks for patience (T4 in 04 FF) > we wait longer', async () => {
    const { simulator, hold } = await start({ config: { t4Ms: 100 }, simulator: { bankDelayMs: 400 } });
    simulator.faults.once('longHostWait');
    simulator.presentCard('visa');
    expect((await hold()).ok).toBe(true);
  });

  test('late acknowledgement within T3 > all is well', async () => {
    const { simulator, hold } = await start();
    simulator.faults.once('lateAck');
    simulator.presentCard('visa');
    expect((await hold()).ok).toBe(true);
  });

  test('cable out while the bank is asked > outcome unknown, nothing held', async () => {
    const { simulator, hold, prompts, until } = await start({ simulator: { bankDelayMs: 150 } });
    simulator.presentCard('visa');
    const holding = hold();
    await until(() => prompts.includes('wait'));
    await simulator.setLink(false);
    expect(await holding).toEqual(unknownOutcome);
    await simulator.setLink(true);
    await bench.up();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(simulator.book()).toEqual([]);
  });
});

describe('odd terminals', () => {
  test('04 0F twice > stored once', async () => {
    const { simulator, stored } = await start();
    simulator.faults.once('duplicateStatus');
    await bench.held();
    expect(stored).toHaveLength(1);
    expect(simulator.book()).toMatchObject([{ state: 'held' }]);
  });

  test('04 0F of a reading twice > not taken for the next order', async () => {
    const { simulator, read, hold, stored } = await start();
    simulator.faults.once('duplicateStatus');
    simulator.presentCard('visa');
    await read();
    expect(await hold()).toMatchObject({ ok: true, value: { receiptNumber: '0001' } });
    expect(stored).toHaveLength(1);
  });

  test('busy (84 9C) > asked again', async () => {
    const { simulator } = await start();
    simulator.faults.once('busy');
    expect((await bench.held()).receiptNumber).toBe('0001');
  });

  test('busy for good > out of service', async () => {
    const { simulator, hold } = await start();
    simulator.faults.always('busy');
    expect(await hold()).toEqual({ ok: false, error: { code: 'out_of_service', hostCode: '9C' } });
  });

  test.each(['splitBytes', 'coalesceFrames', 'longLength'] as const)(
    '%s > a whole charge all the same',
    async (fault) => {
      const { simulator, read, capture } = await start();
      simulator.faults.always(fault);
      simulator.presentCard('visa');
      await read();
      const held = await bench.hold();
      expect(held.ok).toBe(true);
      expect(held.ok && (await capture(held.value, 1_000))).toMatchObject({ ok: true });
      expect(simulator.book()).toMatchObject([{ capturedMinor: 1_000 }]);
    },
  );

  test.each(['unknownBmp', 'unknownTag', 'lowerApproval'] as const)('%s > the rest is understood', async (fault) => {
    const { simulator } = await start();
    simulator.faults.once(fault);
    expect(await bench.held()).toMatchObject({
      amount: euros(fault === 'lowerApproval' ? 3_000 : 6_000),
      card: { last4: '1111' },
    });
  });

  test('unknown field before the amount > not taken for the amount asked: undone', async () => {
    const { simulator, hold, capture, stored, until } = await start();
    simulator.faults.once('unknownBmpBeforeAmount');
    simulator.presentCard('visa');
    expect(await hold()).toMatchObject({ ok: false, error: { code: 'garbled' } });
    expect(stored).toEqual([]);
    await until(() => simulator.book()[0]?.state === 'released');
    expect(simulator.book()).toMatchObject([{ autoReversed: true }]);
    const held = await bench.held();
    simulator.faults.once('unknownBmpBeforeAmount');
    expect(await capture(held, 1_000)).toMatchObject({ ok: false, error: { code: 'garbled' } });
    await until(() => simulator.book()[1]?.state === 'held');
    expect(stored).toHaveLength(1);
  });

  test('approval in another currency > undone, and told to staff in the log', async () => {
    const { simulator, hold, stored, logged, until } = await start();
    simulator.faults.once('otherCurrency');
    simulator.presentCard('visa');
    expect(await hold()).toMatchObject({ ok: false, error: { code: 'garbled' } });
    expect(stored).toEqual([]);
    await until(() => simulator.book()[0]?.state === 'released');
    const errors = logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
    expect(errors).toMatchObject([{ reason: 'it is in currency 0840, not 0978', receiptNumber: '0001' }]);
  });

  test('asks for patience for ever > given up after the limit, outcome unknown, the next order runs', async () => {
    const { simulator, hold, prompts } = await start({ commandLimitMs: 300 });
    simulator.faults.once('waitsForever');
    simulator.presentCard('visa');
    expect(await hold()).toEqual(unknownOutcome);
    expect(prompts.at(-1)).toBe('wait');
    await bench.up();
    expect((await bench.held()).amount).toEqual(euros(6_000));
  });

  test('books another amount than ordered > what it booked is what is stored, also for a reversal', async () => {
    const { simulator, capture, reverse, stored } = await start();
    const captured = await bench.held();
    simulator.faults.once('booksOneMore');
    expect(await capture(captured, 1_000)).toMatchObject({ ok: true, value: { amount: euros(1_001) } });
    const reversed = await bench.held();
    simulator.faults.once('booksOneMore');
    expect(await reverse(reversed)).toMatchObject({ ok: true, value: { amount: euros(1) } });
    expect(stored).toMatchObject([{}, { amount: euros(1_001) }, {}, { amount: euros(1) }]);
  });

  test('last booking whose amount cannot be read > none', async () => {
    const { simulator, capture, terminal } = await start();
    await capture(await bench.held(), 1_000);
    simulator.faults.once('unknownBmpBeforeAmount');
    expect(await terminal.lastBooking()).toEqual({ ok: true, value: null });
  });

  test('no ZVT at all > connection given up, up again', async () => {
    const { simulator, hold, terminal } = await start();
    simulator.faults.once('garbage');
    expect(await hold()).toEqual(unknownOutcome);
    expect(await hold()).toEqual({ ok: false, error: { code: 'link_lost', orderSent: false } });
    await bench.up();
    simulator.faults.once('garbage');
    expect(await terminal.diagnosis()).toEqual({ ok: false, error: { code: 'garbled', hex: '100206… (5 bytes)' } });
    await bench.up();
    expect((await bench.held()).receiptNumber).toBe('0001');
  });
});

describe('secrets', () => {
  test('neither password nor card data reach log, hold or book', async () => {
    const { simulator, read, capture, logged, stored } = await start();
    simulator.faults.always('unmaskedCardData');
    simulator.presentCard('visa');
    await read();
    const held = await bench.hold();
    expect(held).toMatchObject({ ok: true, value: { card: { last4: '1111' } } });
    if (held.ok) await capture(held.value, 1_000);
    await bench.endOfDay();
    const everything = JSON.stringify([logged, stored, simulator.book(), simulator.state()]);
    expect(everything).toContain('0622');
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toMatch(/4111111111111111|2912|411111111111/);
  });
});
