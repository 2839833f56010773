import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { ChargeEvent } from '../../machines/charge.model.ts';
import type { PowerController } from '../../machines/ports/powerController.ts';
import { ok } from '../../machines/result.ts';
import { authorization, freshFile } from '../store/fixtures.ts';
import { openStoreOn } from '../store/openStore.ts';
import { createCharge } from './chargeActor.ts';
import { createChargingKeys } from './chargingKeys.ts';
import { createTestClock, createTestTerminal, exampleConfig, settled, silent, visa } from './fixtures.ts';
import { createOrders } from './orders.ts';
import { createSettlements } from './settlements.ts';

/** The disk fills up, or turns read-only, while the station runs: no new sale begins, and a charge under way loses nothing. */

const config = exampleConfig();
const [evse] = config.evses;

function createBench() {
  const clock = createTestClock();
  const db = new DatabaseSync(freshFile());
  const opened = openStoreOn(db, clock);
  if (!opened.ok || !evse) throw new Error('the example has a connector and a store');
  const calls: string[] = [];
  const terminal = createTestTerminal(calls);
  const store = opened.value;
  const common = { config, store, terminal, clock, log: silent };
  const orders = createOrders({
    ...common,
    config: config.payment,
    holdAmount: { minor: 6_000, currency: 'EUR' },
    onReconciled: () => {},
  });
  const settlements = createSettlements({ ...common, config: config.payment, orders, onChange: () => {} });
  const answer = () => Promise.resolve(ok(undefined));
  const controller = { authorize: answer, withdraw: answer, stopTransaction: answer } as Partial<PowerController>;
  const charge = createCharge(evse, {
    ...common,
    orders,
    settlements,
    keys: createChargingKeys([]),
    controller: controller as PowerController,
    chance: { sessionId: () => 'S1', stopCode: () => '4711' },
  });
  const send = async (...events: ChargeEvent[]) => {
    for (const event of events) charge.send(event);
    await settled();
    await settled();
  };
  return {
    clock,
    calls,
    terminal,
    store,
    send,
    state: () => charge.getSnapshot(),
    /** Read-only from one write to the next, as when the file system turns so. */
    disk: (state: 'read-only' | 'writable') => db.exec(`PRAGMA query_only = ${state === 'read-only' ? 1 : 0}`),
    /** Not one page more than there is. */
    fill: () => db.exec(`PRAGMA max_page_count = ${Number(db.prepare('PRAGMA page_count').get()?.page_count)}`),
    empty: () => db.exec('PRAGMA max_page_count = 1000000'),
  };
}
const atThePrice: readonly ChargeEvent[] = [
  { type: 'CONTROLLER_LINK', up: true },
  { type: 'TERMINAL_LINK', up: true },
  { type: 'SELECT' },
];
const reading = (energyWh: number) => ({ energyWh, atMs: 0, powerW: 50_000, meterId: 'M1' });

describe('a new sale', () => {
  test('is refused before the terminal is asked for anything, and goes on when there is room again', async () => {
    const bench = createBench();
    await bench.send(...atThePrice);
    bench.disk('read-only');
    await bench.send({ type: 'START' });
    expect(bench.state().matches({ authorize: 'declined' })).toBe(true);
    expect(bench.state().context.fault).toBe('notRecorded');
    expect(bench.calls).toEqual([]);
    bench.disk('writable');
    await bench.send({ type: 'TRY_AGAIN' });
    expect(bench.state().matches({ authorize: { reading: 'presentCard' } })).toBe(true);
  });

  test('is not ordered when the disk fills up between card and order', async () => {
    const bench = createBench();
    await bench.send(...atThePrice, { type: 'START' });
    bench.disk('read-only');
    bench.terminal.present(visa);
    await bench.send();
    expect(bench.state().matches({ authorize: 'declined' })).toBe(true);
    expect(bench.state().context.fault).toBe('notRecorded');
    expect(bench.calls.filter((call) => call.includes('preAuthorize'))).toEqual([]);
    expect([...bench.store.journal()]).toEqual([]);
  });
});

test('a charge under way ends with its receipt and its capture once there is room', async () => {
  const bench = createBench();
  await bench.send(...atThePrice, { type: 'START' });
  bench.terminal.present(visa);
  await bench.send({ type: 'VEHICLE_CONNECTED' });
  await bench.send({ type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(0) });
  await bench.send({ type: 'CHARGING_STARTED', atMs: 0 });
  expect(bench.state().matches('charging')).toBe(true);

  bench.fill();
  expect(() => {
    for (let i = 0; i < 1_000; i++) bench.store.recordAuthorization(authorization(`other${i}`));
  }).toThrow('full');
  await bench.send({
    type: 'TRANSACTION_FINISHED',
    controllerSessionId: 'c1',
    meter: reading(5_000),
    atMs: 1_000_000,
    endReason: null,
    signed: null,
    signedStart: null,
  });
  await bench.send({ type: 'VEHICLE_DISCONNECTED', atMs: 1_000_000 });
  expect(bench.state().matches({ receipt: 'issuingLater' })).toBe(true);
  expect(bench.store.receipts()).toEqual([]);

  bench.empty();
  await bench.clock.advance(config.timeouts.stopRetryMs + 1);
  await bench.send();
  expect(bench.state().matches({ receipt: 'shown' })).toBe(true);
  await bench.clock.advance(1);
  expect(bench.store.hold('S1')).toMatchObject({ state: 'captured', captured: bench.store.receiptOf('S1')?.total });
  expect(bench.store.verify().ok).toBe(true);
});
