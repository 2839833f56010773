import { describe, expect, it } from 'vitest';
import type { ChargeEvent, DeadlineName } from '../../machines/charge.model.ts';
import { done } from '../../machines/charge.samples.ts';
import { ok } from '../../machines/result.ts';
import { settled } from './fixtures.ts';
import {
  type Bench,
  cancelled,
  charging,
  createBench,
  dialog,
  fault,
  free,
  grace,
  handshake,
  idleFee,
  inTurn,
  key,
  nameOf,
  present,
  price,
  reading,
  saved,
  stopping,
  storeRefuses,
  stuck,
  terminalSilent,
  unplugged,
  type Way,
  withCard,
} from './restoreBench.ts';

/** The machine is killed and revived in every state: it stands where it stood. */

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
  'unavailable fault': { way: inTurn(free, fault(true)) },
  'unavailable emergencyStop': { way: inTurn(free, fault(true, true)) },
  'idle free': { way: free },
  'idle vehicleWaiting': { way: inTurn(free, { type: 'VEHICLE_CONNECTED' }) },
  'idle vehicleLeft': { way: inTurn(charging, { type: 'TRANSACTION_LOST', atMs: 1 }, settled, { type: 'DONE' }) },
  'authorize priceShown': { way: price, wait: 'priceShown' },
  'authorize opening': { way: price, last: [{ type: 'START' }] },
  'authorize reading presentCard': { way: present, wait: 'presentCard' },
  'authorize placingHold': { way: inTurn(terminalSilent, withCard) },
  'authorize secondFactor entering': {
    way: inTurn(present, ({ terminal }) => terminal.present({ kind: 'chargingKey', uid: key.uid }), settled),
    wait: 'secondFactor',
  },
  'authorize declined': {
    way: inTurn(({ terminal }) => void terminal.fail('preAuthorize', 'declined'), withCard),
    wait: 'declined',
  },
  'plug authorizing': { way: inTurn(stuck('authorize'), withCard) },
  'plug awaitingCable': { way: withCard, wait: 'plugIn' },
  'plug handshake': { way: handshake, wait: 'handshake' },
  'plug cameOut ending': { way: inTurn(handshake, unplugged), wait: 'withdraw' },
  'plug withdrawing asking': { way: inTurn(stuck('withdraw'), withCard, { type: 'CANCEL' }), anew: 'meter' },
  'plug withdrawing awaitingEnd': { way: inTurn(handshake, { type: 'CANCEL' }, settled), anew: 'meter' },
  'charging delivering flow active stopDialog closed': { way: charging },
  'charging delivering flow pausedByCar stopDialog closed': {
    way: inTurn(charging, { type: 'PAUSED_BY_CAR' }),
    wait: 'carPaused',
  },
  'charging delivering flow pausedByStation stopDialog closed': {
    way: inTurn(charging, { type: 'PAUSED_BY_STATION' }),
  },
  'charging delivering flow outOfTouch stopDialog closed': {
    way: inTurn(charging, { type: 'CONTROLLER_LINK', up: false }),
    anew: 'controllerLost',
  },
  'charging delivering flow active stopDialog open ask': { way: dialog, wait: 'stopDialog' },
  'charging delivering flow active stopDialog open refusedCode': {
    way: inTurn(dialog, { type: 'STOP_WITH_CODE', code: '0000' }),
    wait: 'stopDialog',
  },
  'charging delivering flow active stopDialog open presentCard': {
    way: inTurn(dialog, { type: 'STOP_WITH_CARD' }),
    wait: 'stopDialog',
  },
  'charging delivering flow active stopDialog choosingBudget': {
    way: inTurn(charging, { type: 'ASK_BUDGET' }, { type: 'STOP_WITH_CODE', code: '4711' }),
    wait: 'stopDialog',
  },
  'charging stopping': { way: stopping, anew: 'stop' },
  'charging grace': { way: grace, wait: 'grace' },
  'charging idleFee': { way: idleFee, wait: 'idle' },
  'receipt issuing': { way: grace, last: [unplugged] },
  'receipt issuingLater': { way: inTurn(storeRefuses('issueReceipt'), grace, unplugged, settled), wait: 'retry' },
  'receipt shown': { way: inTurn(grace, unplugged, settled), wait: 'receipt' },
  'receipt releasing': {
    way: inTurn(stuck('withdraw'), withCard, { type: 'CANCEL' }),
    last: [done('withdrawEvse', ok(undefined)), { type: 'METER', reading: reading(1_000) }],
  },
  'receipt releasingLater': { way: inTurn(storeRefuses('recordDue'), cancelled, settled), wait: 'retry' },
  'receipt released': { way: cancelled, wait: 'released' },
};

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
