import { opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import {
  createTestClock,
  createTestTerminal,
  eur,
  exampleConfig,
  silent,
  type TestClock,
  type TestTerminal,
  telling,
} from './fixtures.ts';
import { createOrders, type Orders } from './orders.ts';

/** What the tests of money orders speak in: a station's orders on its books, with a terminal that tells what it was asked. */

export let calls: string[];
export let store: Store;
export let terminal: TestTerminal;
export let clock: TestClock;
export let orders: Orders;

/** Empty books and a terminal that has seen nobody. */
export function fresh(): void {
  calls = [];
  store = telling(opened(), calls);
  terminal = createTestTerminal(calls);
  clock = createTestClock();
  start();
}

/** A station on the same books: what a restart leaves. */
export function start(): void {
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

/** The terminal is taken away and a new one put in its place; the station is started on it. */
export async function replaceTerminal(terminalId = '52529999'): Promise<TestTerminal> {
  const old = terminal;
  orders.stop();
  terminal = createTestTerminal(calls, terminalId);
  start();
  await orders.onTerminalUp();
  return old;
}

export const never = new AbortController().signal;
export const preAuthorize = (sessionId = 's1', attempt = 1, signal = never) =>
  orders.preAuthorize({ sessionId, connectorId: 1, attempt, amount: eur(6000), onPrompt: () => {} }, signal);

export async function held(sessionId = 's1') {
  const result = await preAuthorize(sessionId);
  if (!result.ok) throw new Error('no hold');
  return result.value;
}
export async function due(minor: number, sessionId = 's1') {
  const hold = await held(sessionId);
  store.recordDue({ sessionId, amount: eur(minor), reason: 'driver' });
  calls.length = 0;
  return { sessionId, connectorId: 1, hold, due: eur(minor) };
}
