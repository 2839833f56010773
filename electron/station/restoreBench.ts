import type { ChargeEvent } from '../../machines/charge.model.ts';
import type { ControllerError, PowerController } from '../../machines/ports/powerController.ts';
import { ok, type Result } from '../../machines/result.ts';
import { opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { type ChargeActor, createCharge } from './chargeActor.ts';
import { createChargingKeys } from './chargingKeys.ts';
import { createTestClock, createTestTerminal, eur, exampleConfig, settled, silent, visa } from './fixtures.ts';
import { createOrders } from './orders.ts';
import { createSettlements } from './settlements.ts';

/** What the tests of a power cut speak in: a connector on its books that can be killed and revived, and ways to each state. */

const PIN_HASH = 'scrypt$16$00$00';
export const key = { uid: '04CC0000000002', account: 'Boss', pinHash: PIN_HASH };
export const config = exampleConfig({ idTokens: [key] });
export const [evse] = config.evses;
if (!evse) throw new Error('the example has a connector');

export const never = () => new Promise<never>(() => {});

/** One connector with its books; `kill` is a power cut, `revive` the next start. */
export function createBench() {
  const books = opened();
  const store: Store = { ...books };
  const clock = createTestClock();
  const terminal = createTestTerminal();
  const answer = (): Promise<Result<void, ControllerError>> => Promise.resolve(ok(undefined));
  const controller = { authorize: answer, withdraw: answer, stopTransaction: answer };
  let sessions = 0;
  let charge: ChargeActor;
  let settlements: ReturnType<typeof createSettlements>;

  const revive = (with_ = config) => {
    const common = { config: with_, store, terminal, clock, log: silent };
    const orders = createOrders({ ...common, config: config.payment, holdAmount: eur(6_000), onReconciled: () => {} });
    settlements = createSettlements({ ...common, config: config.payment, orders, onChange: () => {} });
    charge = createCharge(evse as NonNullable<typeof evse>, {
      ...common,
      orders,
      settlements,
      keys: createChargingKeys(config.idTokens),
      controller: controller as Partial<PowerController> as PowerController,
      chance: { sessionId: () => `S${++sessions}`, stopCode: () => '4711' },
    });
  };
  revive();
  return {
    clock,
    terminal,
    controller,
    store,
    revive,
    get settlements() {
      return settlements;
    },
    send: (...events: ChargeEvent[]) => {
      for (const event of events) charge.send(event);
    },
    state: () => charge.getSnapshot(),
    /** The power fails: what was being done never comes to its end. */
    kill(awayMs = 0): void {
      charge.stop();
      settlements.stop();
      Object.assign(store, books);
      clock.skip(awayMs);
    },
  };
}
export type Bench = ReturnType<typeof createBench>;

/** The machine has come to rest and its snapshot is written; whatever else goes on has not. */
export const saved = Promise.resolve();

export const reading = (energyWh: number) => ({ energyWh, atMs: 0, powerW: 50_000, meterId: 'M1' });
export const finished: ChargeEvent = {
  type: 'TRANSACTION_FINISHED',
  controllerSessionId: 'c1',
  meter: reading(5_000),
  atMs: 1_000_000,
  endReason: null,
  signed: null,
  signedStart: null,
};
export const fault = (inoperative: boolean, emergencyStop = false): ChargeEvent => ({
  type: 'AVAILABILITY',
  enabled: true,
  reserved: false,
  faults: [{ type: 'x', emergencyStop, inoperative }],
});

export type Way = (bench: Bench) => Promise<void> | void;
export const inTurn =
  (...ways: readonly (Way | ChargeEvent)[]): Way =>
  async (bench) => {
    for (const way of ways) {
      if (typeof way === 'function') await way(bench);
      else bench.send(way);
    }
  };

export const free: Way = ({ send }) => send({ type: 'CONTROLLER_LINK', up: true }, { type: 'TERMINAL_LINK', up: true });
export const price = inTurn(free, { type: 'SELECT' });
export const present = inTurn(price, { type: 'START' }, settled);
export const withCard = inTurn(present, ({ terminal }) => terminal.present(visa), settled, settled);
export const stuck =
  (what: keyof Bench['controller']): Way =>
  ({ controller }) => {
    controller[what] = never;
  };
export const terminalSilent: Way = ({ terminal }) => {
  terminal.preAuthorize = never;
};
export const handshake = inTurn(
  withCard,
  { type: 'VEHICLE_CONNECTED' },
  {
    type: 'TRANSACTION_STARTED',
    controllerSessionId: 'c1',
    meter: reading(1_000),
  },
);

export const later: Way = ({ clock }) => clock.advance(16_000);
export const charging = inTurn(handshake, { type: 'CHARGING_STARTED', atMs: 1 }, later, {
  type: 'METER',
  reading: reading(5_000),
});
export const stopping = inTurn(charging, { type: 'ASK_STOP' }, { type: 'STOP_WITH_CODE', code: '4711' });
export const grace = inTurn(charging, finished);
export const unplugged: ChargeEvent = { type: 'VEHICLE_DISCONNECTED', atMs: 1_000_000 };
export const storeRefuses =
  (what: 'issueReceipt' | 'recordDue'): Way =>
  ({ store }) => {
    store[what] = () => {
      throw new Error('disk full');
    };
  };
export const cancelled = inTurn(
  withCard,
  { type: 'CANCEL' },
  settled,
  { type: 'METER', reading: reading(1_000) },
  settled,
);
export const dialog = inTurn(charging, { type: 'ASK_STOP' });

/** The car is full and the grace over: waiting costs. */
export const idleFee = inTurn(grace, ({ clock }) => clock.advance(config.payment.idleGraceMs));

export const nameOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as object)
        .map(([outer, inner]) => `${outer} ${nameOf(inner)}`)
        .join(' ');
