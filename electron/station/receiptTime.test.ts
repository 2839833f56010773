import { beforeEach, expect, it } from 'vitest';
import type { PowerController } from '../../machines/ports/powerController.ts';
import { ok } from '../../machines/result.ts';
import { opened } from '../store/fixtures.ts';
import { type ChargeActor, createCharge } from './chargeActor.ts';
import { createChargingKeys } from './chargingKeys.ts';
import {
  createTestClock,
  createTestTerminal,
  eur,
  exampleConfig,
  settled,
  silent,
  type TestClock,
  visa,
} from './fixtures.ts';
import { createIntents } from './intents.ts';
import { createKiosk } from './kioskActor.ts';
import { createOrders } from './orders.ts';
import { createSettlements } from './settlements.ts';

/** How long a receipt stays on the screen. */

const SPAN_MS = 60_000;
let clock: TestClock;
let charge: ChargeActor;
let touch: ReturnType<typeof createIntents>;
const isShown = () => charge.getSnapshot().matches({ receipt: 'shown' });
const leftMs = () => (charge.getSnapshot().context.deadlines.receipt ?? 0) - clock.now();

beforeEach(async () => {
  const config = exampleConfig({ timeouts: { receiptMs: SPAN_MS } });
  const [evse] = config.evses;
  if (!evse) throw new Error('the example has a connector');
  clock = createTestClock();
  const terminal = createTestTerminal();
  const common = { config, store: opened(), terminal, clock, log: silent };
  const orders = createOrders({ ...common, config: config.payment, holdAmount: eur(6_000), onReconciled: () => {} });
  const settlements = createSettlements({ ...common, config: config.payment, orders, onChange: () => {} });
  const answer = async () => ok(undefined);
  const controller: Partial<PowerController> = { authorize: answer, withdraw: answer, stopTransaction: answer };
  charge = createCharge(evse, {
    ...common,
    orders,
    settlements,
    keys: createChargingKeys([]),
    controller: controller as PowerController,
    chance: { sessionId: () => 'S1', stopCode: () => '4711' },
  });
  const kiosk = createKiosk(config, clock).start();
  touch = createIntents(kiosk, new Map([[evse.evse, charge]]));
  for (const type of ['CONTROLLER_LINK', 'TERMINAL_LINK'] as const) charge.send({ type, up: true });
  touch({ type: 'SELECT_CONNECTOR', connectorId: evse.evse });
  touch({ type: 'START', connectorId: evse.evse });
  await settled();
  terminal.present(visa);
  await settled();
  await settled();
  const reading = (energyWh: number) => ({ energyWh, atMs: clock.now(), powerW: 50_000, meterId: 'M1' });
  charge.send({ type: 'VEHICLE_CONNECTED' });
  charge.send({ type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1_000) });
  charge.send({ type: 'CHARGING_STARTED', atMs: clock.now() });
  const end = { controllerSessionId: 'c1', meter: reading(5_000), atMs: clock.now(), endReason: null };
  charge.send({ type: 'TRANSACTION_FINISHED', ...end, signed: null, signedStart: null });
  charge.send({ type: 'VEHICLE_DISCONNECTED', atMs: clock.now() });
  await settled();
});

it('untouched it goes after its time', async () => {
  expect(isShown()).toBe(true);
  await clock.advance(SPAN_MS - 1);
  expect(isShown()).toBe(true);
  await clock.advance(1);
  expect(isShown()).toBe(false);
});

it('each touch gives it its whole time again', async () => {
  await clock.advance(SPAN_MS - 5_000);
  touch({ type: 'TOUCH' });
  expect(leftMs()).toBe(SPAN_MS);
  await clock.advance(SPAN_MS - 1);
  expect(isShown()).toBe(true);
});

it('touched for ever it still goes, after five times as long', async () => {
  for (let nth = 1; nth < 10; nth += 1) {
    await clock.advance(SPAN_MS / 2);
    touch({ type: 'TOUCH' });
    expect(isShown()).toBe(true);
  }
  expect(leftMs()).toBe(SPAN_MS / 2);
  await clock.advance(SPAN_MS / 2);
  expect(isShown()).toBe(false);
});
