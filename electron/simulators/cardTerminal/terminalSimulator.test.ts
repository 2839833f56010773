import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBook } from './book.ts';
import { startTerminalSimulator, type TerminalSimulator, type TerminalSimulatorOptions } from './terminalSimulator.ts';

let dir: string;
let simulator: TerminalSimulator;
let socket: Socket | null = null;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'terminal-'));
});
afterEach(async () => {
  socket?.destroy();
  await simulator?.close();
  rmSync(dir, { recursive: true });
});

const options = (): TerminalSimulatorOptions & { readonly bookFile: string } => ({
  port: 0,
  host: '127.0.0.1',
  bookFile: join(dir, 'book.json'),
  seed: 1,
  password: '123456',
  bankDelayMs: 1,
  t3Ms: 200,
});

/** A bare client that sends hex and collects what comes, without any of our driver. */
async function connected(changes: Partial<TerminalSimulatorOptions> = {}) {
  const started = await startTerminalSimulator({ ...options(), ...changes });
  if (!started.ok) throw new Error(started.error.code);
  simulator = started.value;
  let heard = '';
  let closed = false;
  const client = connect(simulator.port, '127.0.0.1');
  socket = client;
  client.on('data', (bytes) => {
    heard += bytes.toString('hex');
  });
  client.on('close', () => {
    closed = true;
  });
  client.on('error', () => {});
  return {
    isClosed: () => closed,
    /** Sends and waits until nothing more comes. */
    async send(hex: string): Promise<string> {
      heard = '';
      client.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
      await new Promise((resolve) => setTimeout(resolve, 40));
      return heard;
    },
  };
}

const REGISTER = '06 00 06 12 34 56 8E 09 78';
const PRE_AUTHORIZE = '06 22 0C 19 40 49 09 78 04 00 00 00 00 25 00';

describe('strict about bytes (7.1)', () => {
  test('registers with ack, Completion with terminal id and currency', async () => {
    const { send } = await connected();
    expect(await send(REGISTER)).toBe('800000060f0a19102952523535490978');
  });

  test('wrong password, wrong currency, unknown command, unknown field', async () => {
    const { send } = await connected();
    expect(await send('06 00 06 65 43 21 8E 09 78')).toBe('800000061e019a');
    await send('80 00 00');
    expect(await send('06 00 06 12 34 56 8E 08 40')).toBe('841e036f0978');
    expect(await send('06 E7 00')).toBe('848300');
    expect(await send('06 22 02 99 00')).toBe('848300');
  });

  test('money only after registration', async () => {
    const { send } = await connected();
    expect(await send(PRE_AUTHORIZE)).toBe('846b00');
  });

  test('bytes that are no ZVT > hangs up', async () => {
    const { send, isClosed } = await connected();
    await send('10 02 06 00');
    expect(isClosed()).toBe(true);
  });

  test('second client > hung up at once', async () => {
    const { isClosed } = await connected();
    const second = connect(simulator.port, '127.0.0.1');
    await new Promise((resolve) => second.once('close', resolve));
    expect(isClosed()).toBe(false);
  });

  test('pre-authorization never acknowledged > undone after T3', async () => {
    const { send } = await connected();
    await send(REGISTER);
    simulator.presentCard('visa');
    expect(await send(`80 00 00 ${PRE_AUTHORIZE}`)).toContain('04ff010a');
    await send('80 00 00');
    expect(await send('80 00 00')).toContain('040f');
    expect(simulator.book()).toMatchObject([{ unconfirmed: 'hold', state: 'held' }]);
    await new Promise((resolve) => setTimeout(resolve, 220));
    expect(simulator.book()).toMatchObject([{ unconfirmed: null, state: 'released', autoReversed: true }]);
  });
});

describe('the book', () => {
  const hold = {
    heldMinor: 6_000,
    cardId: 'visa',
    card: 'Visa',
    maskedPan: '411111******1111',
    authorizationNumber: '1',
    reference: null,
    atMs: 0,
  };
  const open = () => {
    const book = openBook(options().bookFile);
    if (!book.ok) throw new Error(book.error.detail);
    return book.value;
  };
  const last = { receiptNumber: '0001', traceNumber: '000001', amountMinor: 6_000 };

  test('power cut before the acknowledgement > undone at the next start; after it > kept', () => {
    const book = open();
    const kept = book.hold(hold);
    book.confirm(kept.receiptNumber, last);
    const cut = book.hold(hold);
    const again = open();
    expect(again.open().map(({ receiptNumber }) => receiptNumber)).toEqual([kept.receiptNumber]);
    expect(again.find(cut.receiptNumber)).toMatchObject({ state: 'released', autoReversed: true });
  });

  test('power cut before a capture is acknowledged > the hold is open again', () => {
    const book = open();
    book.confirm(book.hold(hold).receiptNumber, last);
    book.settle('0001', 1_500);
    expect(open().findOpen('0001')).toMatchObject({ state: 'held', capturedMinor: null, settledBy: null });
  });

  test('receipt numbers go on after a restart and wrap past those still open', () => {
    const book = open();
    book.confirm(book.hold(hold).receiptNumber, last);
    const file = options().bookFile;
    writeFileSync(file, readFileSync(file, 'utf8').replace('"nextReceipt": 2', '"nextReceipt": 9999'));
    const wrapped = open();
    expect(wrapped.hold(hold).receiptNumber).toBe('9999');
    expect(wrapped.hold(hold).receiptNumber).toBe('0002');
  });

  test('file that is no book > said, not overwritten', () => {
    writeFileSync(options().bookFile, '{"version":9}');
    expect(openBook(options().bookFile)).toMatchObject({ ok: false, error: { code: 'book_unreadable' } });
    writeFileSync(options().bookFile, 'no json');
    expect(openBook(options().bookFile)).toMatchObject({ ok: false, error: { code: 'book_unreadable' } });
  });
});

test('port taken > said', async () => {
  await connected();
  const second = await startTerminalSimulator({
    ...options(),
    port: simulator.port,
    bookFile: join(dir, 'other.json'),
  });
  expect(second).toEqual({ ok: false, error: { code: 'port_taken', port: simulator.port } });
});

test('bench: cards, faults and changes are told', async () => {
  await connected();
  let changes = 0;
  const stop = simulator.onChange(() => changes++);
  expect(simulator.presentCard('nobody')).toBe(false);
  expect(simulator.presentCard('keyFleet7')).toBe(true);
  simulator.faults.always('ackLost');
  expect(simulator.state()).toMatchObject({ linkUp: true, cardPresented: 'keyFleet7', waitsForPin: false, book: [] });
  expect(simulator.state().faults).toContainEqual({ id: 'ackLost', on: true });
  simulator.removeCard();
  simulator.faults.clear();
  expect(simulator.state().cardPresented).toBeNull();
  expect(simulator.state().faults.some(({ on }) => on)).toBe(false);
  expect(changes).toBe(5);
  stop();
  simulator.setBankDelay(9);
  expect(changes).toBe(5);
});
