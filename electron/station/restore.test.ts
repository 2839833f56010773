import { describe, expect, it } from 'vitest';
import type { ChargeEvent, DeadlineName } from '../../machines/charge.model.ts';
import { done } from '../../machines/charge.samples.ts';
import type { ControllerError, PowerController } from '../../machines/ports/powerController.ts';
import { ok, type Result } from '../../machines/result.ts';
import { RESTORED } from '../store/backupBooks.ts';
import { opened } from '../store/fixtures.ts';
import type { Store, TransactionEnd } from '../store/store.ts';
import { type ChargeActor, createCharge } from './chargeActor.ts';
import { createChargingKeys } from './chargingKeys.ts';
import { createTestClock, createTestTerminal, eur, exampleConfig, settled, silent, visa } from './fixtures.ts';
import { createOrders } from './orders.ts';
import { recoverSessions } from './recovery.ts';
import { createSettlements } from './settlements.ts';

/** The machine is killed and revived in every state: it stands where it stood, and nothing is asked twice for money. */

const PIN_HASH = 'scrypt$16$00$00';
const key = { uid: '04CC0000000002', account: 'Boss', pinHash: PIN_HASH };
const config = exampleConfig({ idTokens: [key] });
const [evse] = config.evses;
if (!evse) throw new Error('the example has a connector');

const never = () => new Promise<never>(() => {});

/** One connector with its books; `kill` is a power cut, `revive` the next start. */
function createBench() {
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
type Bench = ReturnType<typeof createBench>;

/** The machine has come to rest and its snapshot is written; whatever else goes on has not. */
const saved = Promise.resolve();

const reading = (energyWh: number) => ({ energyWh, atMs: 0, powerW: 50_000, meterId: 'M1' });
const finished: ChargeEvent = {
  type: 'TRANSACTION_FINISHED',
  controllerSessionId: 'c1',
  meter: reading(5_000),
  atMs: 1_000_000,
  endReason: null,
  signed: null,
  signedStart: null,
};
const fault = (inoperative: boolean, emergencyStop = false): ChargeEvent => ({
  type: 'AVAILABILITY',
  enabled: true,
  reserved: false,
  faults: [{ type: 'x', emergencyStop, inoperative }],
});

type Way = (bench: Bench) => Promise<void> | void;
const then =
  (...ways: readonly (Way | ChargeEvent)[]): Way =>
  async (bench) => {
    for (const way of ways) {
      if (typeof way === 'function') await way(bench);
      else bench.send(way);
    }
  };

const free: Way = ({ send }) => send({ type: 'CONTROLLER_LINK', up: true }, { type: 'TERMINAL_LINK', up: true });
const price = then(free, { type: 'SELECT' });
const present = then(price, { type: 'START' }, settled);
const withCard = then(present, ({ terminal }) => terminal.present(visa), settled, settled);
const stuck =
  (what: keyof Bench['controller']): Way =>
  ({ controller }) => {
    controller[what] = never;
  };
const terminalSilent: Way = ({ terminal }) => {
  terminal.preAuthorize = never;
};
const handshake = then(
  withCard,
  { type: 'VEHICLE_CONNECTED' },
  {
    type: 'TRANSACTION_STARTED',
    controllerSessionId: 'c1',
    meter: reading(1_000),
  },
);
/** Mere readings are saved every five seconds. */
const later: Way = ({ clock }) => clock.advance(16_000);
const charging = then(handshake, { type: 'CHARGING_STARTED', atMs: 1 }, later, {
  type: 'METER',
  reading: reading(5_000),
});
const stopping = then(charging, { type: 'ASK_STOP' }, { type: 'STOP_WITH_CODE', code: '4711' });
const grace = then(charging, finished);
const unplugged: ChargeEvent = { type: 'VEHICLE_DISCONNECTED', atMs: 1_000_000 };
const storeRefuses =
  (what: 'issueReceipt' | 'recordDue'): Way =>
  ({ store }) => {
    store[what] = () => {
      throw new Error('disk full');
    };
  };
const cancelled = then(withCard, { type: 'CANCEL' }, settled, { type: 'METER', reading: reading(1_000) }, settled);
const dialog = then(charging, { type: 'ASK_STOP' });

type Killed = {
  readonly way: Way;
  readonly last?: readonly ChargeEvent[];
  readonly wait?: DeadlineName;
  /** A wait for the controller, which has its whole time again. */
  readonly anew?: DeadlineName;
};

/** Every state a kill can meet, the way there (`last` is followed by the kill at once), and the wait that runs in it. */
const states: Record<string, Killed> = {
  'unavailable controllerAway': { way: () => {} },
  'unavailable fault': { way: then(free, fault(true)) },
  'unavailable emergencyStop': { way: then(free, fault(true, true)) },
  'idle free': { way: free },
  'idle vehicleWaiting': { way: then(free, { type: 'VEHICLE_CONNECTED' }) },
  'idle vehicleLeft': { way: then(grace, unplugged, settled, { type: 'VEHICLE_CONNECTED' }, { type: 'DONE' }) },
  'authorize priceShown': { way: price, wait: 'priceShown' },
  'authorize opening': { way: price, last: [{ type: 'START' }] },
  'authorize reading presentCard': { way: present, wait: 'presentCard' },
  'authorize placingHold': { way: then(terminalSilent, withCard) },
  'authorize secondFactor entering': {
    way: then(present, ({ terminal }) => terminal.present({ kind: 'chargingKey', uid: key.uid }), settled),
    wait: 'secondFactor',
  },
  'authorize declined': {
    way: then(({ terminal }) => void terminal.fail('preAuthorize', 'declined'), withCard),
    wait: 'declined',
  },
  'plug authorizing': { way: then(stuck('authorize'), withCard) },
  'plug awaitingCable': { way: withCard, wait: 'plugIn' },
  'plug handshake': { way: handshake, wait: 'handshake' },
  'plug withdrawing asking': { way: then(stuck('withdraw'), withCard, { type: 'CANCEL' }), anew: 'meter' },
  'plug withdrawing awaitingEnd': { way: then(handshake, { type: 'CANCEL' }, settled), anew: 'meter' },
  'charging delivering flow active stopDialog closed': { way: charging },
  'charging delivering flow pausedByCar stopDialog closed': {
    way: then(charging, { type: 'PAUSED_BY_CAR' }),
    wait: 'carPaused',
  },
  'charging delivering flow pausedByStation stopDialog closed': { way: then(charging, { type: 'PAUSED_BY_STATION' }) },
  'charging delivering flow outOfTouch stopDialog closed': {
    way: then(charging, { type: 'CONTROLLER_LINK', up: false }),
    anew: 'controllerLost',
  },
  'charging delivering flow active stopDialog open ask': { way: dialog, wait: 'stopDialog' },
  'charging delivering flow active stopDialog open refusedCode': {
    way: then(dialog, { type: 'STOP_WITH_CODE', code: '0000' }),
    wait: 'stopDialog',
  },
  'charging delivering flow active stopDialog open presentCard': {
    way: then(dialog, { type: 'STOP_WITH_CARD' }),
    wait: 'stopDialog',
  },
  'charging stopping': { way: stopping, anew: 'stop' },
  'charging grace': { way: grace, wait: 'grace' },
  'charging idleFee': { way: then(grace, ({ clock }) => clock.advance(config.payment.idleGraceMs)), wait: 'idle' },
  'receipt issuing': { way: grace, last: [unplugged] },
  'receipt issuingLater': { way: then(storeRefuses('issueReceipt'), grace, unplugged, settled), wait: 'retry' },
  'receipt shown': { way: then(grace, unplugged, settled), wait: 'receipt' },
  'receipt releasing': {
    way: then(stuck('withdraw'), withCard, { type: 'CANCEL' }),
    last: [done('withdrawEvse', ok(undefined)), { type: 'METER', reading: reading(1_000) }],
  },
  'receipt releasingLater': { way: then(storeRefuses('recordDue'), cancelled, settled), wait: 'retry' },
  'receipt released': { way: cancelled, wait: 'released' },
};

const nameOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value as object)
        .map(([outer, inner]) => `${outer} ${nameOf(inner)}`)
        .join(' ');

describe.each(Object.entries(states))('killed in %s', (name, { way, last, wait, anew }) => {
  async function there(): Promise<Bench> {
    const bench = createBench();
    await way(bench);
    if (last) bench.send(...last);
    expect(nameOf(bench.state().value)).toBe(name);
    return bench;
  }
  const deadlineOf = (bench: Bench): number => (wait && bench.state().context.deadlines[wait]) ?? Number.NaN;

  it('> it stands there again, knowing what it knew', async () => {
    const bench = await there();
    await saved;
    const { value, context } = bench.state();
    bench.kill(1_000);
    bench.revive();
    expect(bench.state().value).toEqual(value);
    // What became of cable and meter meanwhile it cannot know.
    const { outOfTouchSinceMs, deadlines } = bench.state().context;
    const meterBefore = context.idToken === null ? null : context.meterBefore;
    const told = { outOfTouchSinceMs, deadlines, meterBefore, meterHeard: false };
    expect(bench.state().context).toEqual({ ...context, ...told });
    expect({ ...deadlines, ...(anew && { [anew]: 0 }) }).toEqual({
      ...context.deadlines,
      ...(anew && { [anew]: 0 }),
    });
  });

  if (anew)
    it('> the controller has its whole time again', async () => {
      const bench = await there();
      const spanMs = (bench.state().context.deadlines[anew] ?? Number.NaN) - bench.clock.now();
      bench.kill(2 * spanMs);
      bench.revive();
      await bench.clock.advance(spanMs - 1);
      expect(nameOf(bench.state().value)).toBe(name);
      await bench.clock.advance(1);
      expect(nameOf(bench.state().value)).not.toBe(name);
    });

  if (!wait) return;

  it('> its wait ends at the same instant', async () => {
    const bench = await there();
    const endsAt = deadlineOf(bench);
    const leftMs = endsAt - bench.clock.now();
    expect(leftMs).toBeGreaterThan(0);
    bench.kill(Math.floor(leftMs / 2));
    bench.revive();
    expect(bench.clock.due()).toContain(endsAt);
    expect(deadlineOf(bench)).toBe(endsAt);
    await bench.clock.advance(endsAt - bench.clock.now() - 1);
    expect(nameOf(bench.state().value)).toBe(name);
    await bench.clock.advance(1);
    expect(nameOf(bench.state().value)).not.toBe(name);
  });

  it('> a wait that passed while it was off ends at once', async () => {
    const bench = await there();
    bench.kill(deadlineOf(bench) - bench.clock.now() + 1);
    bench.revive();
    await bench.clock.advance(0);
    expect(nameOf(bench.state().value)).not.toBe(name);
  });
});

describe('a money order under way when the power fails', () => {
  it('the terminal had approved, we never heard > given back, not asked again', async () => {
    const bench = createBench();
    const { preAuthorize } = bench.terminal;
    bench.terminal.fail('preAuthorize', 'answerLost');
    bench.terminal.preAuthorize = async (...args) => preAuthorize(...args).then(never);
    await withCard(bench);
    bench.kill();
    bench.terminal.preAuthorize = preAuthorize;
    bench.revive();
    await bench.clock.advance(0);
    expect(bench.state().context.fault).toBe('paymentUnclear');
    expect(bench.terminal.calls.filter((call) => call === 'preAuthorize')).toHaveLength(1);
    expect([...bench.terminal.open]).toEqual([]);
  });

  it('the approval was in the journal > it is used, not asked again', async () => {
    const bench = createBench();
    const { preAuthorize } = bench.terminal;
    bench.terminal.preAuthorize = async (...args) => preAuthorize(...args).then(never);
    await withCard(bench);
    bench.kill();
    bench.terminal.preAuthorize = preAuthorize;
    bench.revive();
    await bench.clock.advance(0);
    expect(nameOf(bench.state().value)).toBe('plug awaitingCable');
    expect(bench.terminal.calls.filter((call) => call === 'preAuthorize')).toHaveLength(1);
  });

  it('as the controller is told of the payment > what is on disk is past taking it back', async () => {
    const bench = createBench();
    const values: unknown[] = [];
    bench.controller.authorize = async () => {
      const saved = bench.store.snapshot('charge:1')?.snapshot as { value: unknown } | undefined;
      values.push(saved?.value);
      return ok(undefined);
    };
    await withCard(bench);
    expect(values).toEqual([{ authorize: 'recordingAuthorization' }]);
  });

  it('the receipt was written, the machine did not hear > the same receipt, captured once', async () => {
    const bench = createBench();
    await grace(bench);
    bench.send(unplugged);
    await saved;
    const before = bench.store.snapshot('charge:1');
    await settled();
    bench.kill();
    if (before) bench.store.saveSnapshot('charge:1', before.version, before.snapshot);
    bench.revive();
    bench.settlements.resume();
    await bench.clock.advance(0);
    expect(bench.state().context.receipt?.receiptNumber).toBe('S1-000001');
    expect(bench.store.receipts()).toHaveLength(1);
    expect(bench.terminal.booked).toEqual([{ of: '0001', minor: bench.store.receipts()[0]?.total.minor }]);
  });

  it('the release was ordered, the answer never came > looked up, released once', async () => {
    const bench = createBench();
    bench.terminal.fail('reverse', 'answerLost');
    await cancelled(bench);
    bench.kill();
    bench.revive();
    bench.settlements.resume();
    await bench.clock.advance(0);
    expect(bench.store.hold('S1')?.state).toBe('released');
    expect(bench.terminal.calls.filter((call) => call === 'reverse')).toHaveLength(1);
  });
});

describe('the cable was pulled while the station was off', () => {
  it('an idle fee runs no longer than the station lived, whatever the clock says when it is back', async () => {
    const bench = createBench();
    await states['charging idleFee']?.way(bench);
    await bench.clock.advance(61_000);
    bench.send({ type: 'METER', reading: reading(5_000) });
    await saved;
    bench.kill(8 * 3_600_000);
    bench.revive();
    // And dies again as it starts.
    bench.kill();
    bench.revive();
    bench.send({ type: 'VEHICLE_DISCONNECTED', atMs: bench.clock.now() });
    await settled();
    const idle = bench.state().context.receipt?.lines.find(({ kind }) => kind === 'idle');
    expect(idle).toMatchObject({ quantity: '2' });
  });
});

describe('the hold is about to expire', () => {
  it('the charge is stopped an hour before the bank lets it go, also after a restart', async () => {
    const bench = createBench();
    const started: ChargeEvent = { type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1_000) };
    await then(withCard, later, { type: 'VEHICLE_CONNECTED' }, started, { type: 'CHARGING_STARTED', atMs: 1 })(bench);
    const openedAtMs = bench.state().context.session?.openedAtMs ?? 0;
    const expiresAtMs = openedAtMs + 167 * 3_600_000;
    bench.kill(2 * 24 * 3_600_000);
    bench.revive();
    await bench.clock.advance(expiresAtMs - bench.clock.now() - 1);
    expect(nameOf(bench.state().value)).toBe('charging delivering flow active stopDialog closed');
    await bench.clock.advance(1);
    expect(nameOf(bench.state().value)).toBe('charging stopping');
    expect(bench.state().context.endReason).toBe('holdExpiring');
  });

  it('it expired while the station was off > stopped at once', async () => {
    const bench = createBench();
    await charging(bench);
    bench.kill(8 * 24 * 3_600_000);
    bench.revive();
    await bench.clock.advance(0);
    expect(nameOf(bench.state().value)).toBe('charging stopping');
  });
});

it('a PIN under check never reaches the disk', () => {
  const { store } = createBench();
  const children = { secondFactor: { snapshot: { input: { uid: '04CC0000000002', pin: '9173' } } } };
  store.saveSnapshot('charge:1', '4', { value: 'checking', children });
  const written = JSON.stringify(store.snapshot('charge:1'));
  expect(written).toContain('04CC0000000002');
  expect(written).not.toContain('9173');
});

describe('a snapshot that cannot be used', () => {
  const begun: TransactionEnd = {
    sessionId: 'S1',
    phase: 'started',
    controllerSessionId: 'c1',
    reading: reading(1_000),
    signed: null,
    signedStart: null,
  };
  const spoil: Record<string, (bench: Bench) => void> = {
    'of another version': ({ store }) =>
      store.saveSnapshot('charge:1', '0', store.snapshot('charge:1')?.snapshot ?? null),
    'with a state that is gone': ({ store }) => {
      const saved = store.snapshot('charge:1');
      store.saveSnapshot('charge:1', saved?.version ?? '', { ...(saved?.snapshot as object), value: { plug: 'gone' } });
    },
    'that is no snapshot': ({ store }) => {
      store.saveSnapshot('charge:1', store.snapshot('charge:1')?.version ?? '', { nonsense: true });
    },
  };

  it.each(Object.entries(spoil))(
    '%s, before energy > the hold is given back once the meter has spoken',
    async (_, ruin) => {
      const bench = createBench();
      await withCard(bench);
      bench.kill();
      ruin(bench);
      bench.revive();
      await bench.clock.advance(0);
      expect(nameOf(bench.state().value)).toBe('plug withdrawing awaitingMeter');
      expect(bench.terminal.open.size).toBe(1);
      bench.send({ type: 'CONTROLLER_LINK', up: true }, { type: 'METER', reading: reading(1_000) });
      await bench.clock.advance(0);
      expect(bench.store.hold('S1')?.state).toBe('released');
      expect([...bench.terminal.open]).toEqual([]);
    },
  );

  it.each(Object.entries(spoil))(
    '%s, mid-charge > the charge goes on from the journal and is billed',
    async (_, ruin) => {
      const bench = createBench();
      await charging(bench);
      bench.store.recordTransaction(begun);
      bench.kill();
      ruin(bench);
      bench.revive();
      expect(bench.state().matches({ charging: 'delivering' })).toBe(true);
      expect(bench.state().context).toMatchObject({ hold: { receiptNumber: '0001' }, meterStart: begun.reading });
      bench.send({ type: 'METER', reading: reading(4_000) });
      bench.send({ type: 'TRANSACTION_LOST', atMs: 9 });
      await then(unplugged, settled)(bench);
      await bench.clock.advance(0);
      expect(bench.store.receiptOf('S1')).toMatchObject({ energyWh: 4_000 - begun.reading.energyWh });
      expect(bench.store.hold('S1')?.state).toBe('captured');
    },
  );

  it('mid-charge, after the price had changed > each part is billed at its own', async () => {
    const bench = createBench();
    await charging(bench);
    bench.store.recordTransaction(begun);
    const first = { atMs: bench.clock.now() - 9_000, energyWh: 0, powerW: 50_000, watched: true };
    const mark = { atMs: bench.clock.now(), energyWh: 1_500, powerW: 50_000, watched: true };
    for (const each of [first, mark]) bench.store.recordPriceMark({ sessionId: 'S1', mark: each });
    bench.kill();
    bench.store.clearSnapshot('charge:1');
    bench.revive();
    const nowFinished = { ...finished, atMs: bench.clock.now() } as const;
    bench.send({ type: 'METER', reading: reading(4_000) }, nowFinished, unplugged);
    await bench.clock.advance(0);
    const { periods, startedAtMs } = bench.store.receiptOf('S1') ?? {};
    expect(periods?.map(({ startMs, energyWh }) => [startMs, energyWh])).toEqual([
      [first.atMs, 1_500],
      [mark.atMs, 2_500],
    ]);
    expect(startedAtMs).toBe(first.atMs);
  });

  it('none, in books restored from a backup > no charge goes on, and the hold is left to staff', async () => {
    const bench = createBench();
    await charging(bench);
    bench.store.recordTransaction(begun);
    bench.kill();
    bench.store.clearSnapshot('charge:1');
    bench.store.saveSnapshot(RESTORED, '1', {});
    bench.revive();
    expect(bench.state().context.session).toBeNull();
    recoverSessions({ store: bench.store, log: silent }, () => false);
    expect(bench.store.hold('S1')?.state).toBe('staff');
  });

  it('lost, when all was over but the receipt > the receipt is written, and the meter’s signature is at hand', async () => {
    const bench = createBench();
    await withCard(bench);
    bench.store.recordTransaction(begun);
    const signed = { data: 'OCMF|{"RV":2935.600}|{"SD":"30"}', encoding: 'OCMF', publicKey: '3059' };
    bench.store.recordTransaction({ ...begun, phase: 'finished', reading: reading(3_000), signed });
    bench.kill();
    bench.store.clearSnapshot('charge:1');
    bench.revive();
    expect(bench.state().context.signed).toEqual(signed);
    await then(unplugged, settled)(bench);
    expect(bench.store.receiptOf('S1')).toMatchObject({ meterEndWh: 3_000 });
  });
});

describe('the config changed while it was off', () => {
  const dearer = exampleConfig({ payment: { holdMinor: 8_000, stopProtection: 'nothing' } });

  it('nobody there > the next driver gets the new terms', async () => {
    const bench = createBench();
    await then(free)(bench);
    bench.kill();
    bench.revive(dearer);
    expect(bench.state().context.settings).toMatchObject({ holdAmount: eur(8_000), stopNeeds: 'nothing' });
  });

  it('mid-session > the driver keeps the terms that were shown', async () => {
    const bench = createBench();
    await charging(bench);
    bench.kill();
    bench.revive(dearer);
    expect(bench.state().context.settings).toMatchObject({ holdAmount: eur(6_000), stopNeeds: 'cardOrCode' });
  });
});
