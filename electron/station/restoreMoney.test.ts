import { describe, expect, it } from 'vitest';
import type { ChargeEvent } from '../../machines/charge.model.ts';
import { ok } from '../../machines/result.ts';
import { settled } from './fixtures.ts';
import { graceEndsAt } from './idleTime.ts';
import { costAt } from './pricing.ts';

import {
  cancelled,
  charging,
  config,
  createBench,
  grace,
  idleFee,
  inTurn,
  later,
  nameOf,
  never,
  reading,
  saved,
  unplugged,
  withCard,
} from './restoreBench.ts';

/** Power cuts while money moves: nothing is asked for twice, and nothing is billed that nobody saw. */

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

  it('the receipt was written while the machine still charged, by its last snapshot > nothing is charged on', async () => {
    const bench = createBench();
    await charging(bench);
    await saved;
    bench.store.saveSnapshot = () => {
      throw new Error('disk full');
    };
    await inTurn({ type: 'TRANSACTION_LOST', atMs: bench.clock.now() }, settled)(bench);
    const [issued] = bench.store.receipts();
    bench.kill(60_000);
    bench.revive();
    await settled();
    expect(bench.state().matches({ receipt: 'shown' })).toBe(true);
    expect(bench.state().context.receipt).toEqual(issued);
    expect(bench.store.receipts()).toEqual([issued]);
  });

  it('the end was written, the machine did not hear > it ended then, however long the station was off', async () => {
    const bench = createBench();
    await charging(bench);
    const endedAtMs = bench.clock.now();
    const end = { ...reading(5_500), atMs: endedAtMs };
    const unsigned = { signed: null, signedStart: null };
    bench.store.recordTransaction({
      sessionId: 'S1',
      phase: 'started',
      controllerSessionId: 'c1',
      reading: reading(1_000),
      ...unsigned,
    });
    bench.store.recordTransaction({
      sessionId: 'S1',
      phase: 'finished',
      controllerSessionId: 'c1',
      reading: end,
      ...unsigned,
    });
    for (const spoil of [() => {}, () => bench.store.clearSnapshot('charge:1')]) {
      bench.kill(2 * 3_600_000);
      spoil();
      bench.revive();
      expect(bench.state().context).toMatchObject({ meterEnd: end, finishedAtMs: endedAtMs });
      // The time free of charge begins when the station is there to tell it.
      expect(nameOf(bench.state().value)).toBe('charging grace');
      bench.send({ type: 'CONTROLLER_LINK', up: true }, { type: 'IN_TOUCH', atMs: bench.clock.now() });
      expect(graceEndsAt(bench.state().context)).toBe(bench.clock.now() + config.payment.idleGraceMs);
    }
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

describe('the controller was being told of the payment as the power failed', () => {
  /** Revived, with a link and the cable in, and how often the controller has been told since. */
  async function revived() {
    const bench = createBench();
    bench.controller.authorize = never;
    await withCard(bench);
    bench.send({ type: 'METER', reading: reading(1_000) });
    await saved;
    bench.kill(4_000);
    let told = 0;
    bench.controller.authorize = async () => {
      told++;
      return ok(undefined);
    };
    bench.revive();
    bench.send({ type: 'CONTROLLER_LINK', up: true }, { type: 'VEHICLE_CONNECTED' });
    await settled();
    return { ...bench, state: bench.state, told: () => told };
  }

  it('the meter has not spoken > it is not told again, and after a while the money goes home', async () => {
    const bench = await revived();
    expect([nameOf(bench.state().value), bench.told()]).toEqual(['plug authorizing', 0]);
    await bench.clock.advance(config.timeouts.withdrawMs);
    expect([bench.state().matches({ plug: 'withdrawing' }), bench.told()]).toEqual([true, 0]);
  });

  it('nothing flowed > it is told again', async () => {
    const bench = await revived();
    bench.send({ type: 'METER', reading: reading(1_000) });
    await settled();
    expect([nameOf(bench.state().value), bench.told()]).toEqual(['plug handshake', 1]);
  });

  it('a car charged and left meanwhile > that is billed, and the next one is not let charge on it', async () => {
    const bench = await revived();
    bench.send(
      { type: 'TRANSACTION_STARTED', controllerSessionId: '', meter: reading(1_000) },
      { type: 'METER', reading: reading(1_356) },
    );
    await settled();
    bench.send({ type: 'TRANSACTION_LOST', atMs: bench.clock.now() });
    await bench.clock.advance(0);
    expect(bench.told()).toBe(0);
    expect(bench.state().context).toMatchObject({ meterStart: { energyWh: 1_000 }, meterEnd: { energyWh: 1_356 } });
    expect(bench.state().matches('receipt')).toBe(true);
  });
});

describe('the cable was pulled while the station was off', () => {
  it('an idle fee runs no longer than the station lived, whatever the clock says when it is back', async () => {
    const bench = createBench();
    await idleFee(bench);
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

  it('the controller tells of the cable before it tells how it stands > the outage costs nothing all the same', async () => {
    const bench = createBench();
    await idleFee(bench);
    await bench.clock.advance(60_000);
    const shown = costAt(bench.state().context, config, bench.clock.now());
    bench.send({ type: 'OUT_OF_TOUCH', atMs: bench.clock.now() }, { type: 'CONTROLLER_LINK', up: false });
    await bench.clock.advance(3_600_000);
    bench.send({ type: 'CONTROLLER_LINK', up: true }, { type: 'VEHICLE_CONNECTED' });
    bench.send({ type: 'IN_TOUCH', atMs: bench.clock.now() });
    expect(costAt(bench.state().context, config, bench.clock.now())).toEqual(shown);
  });
});

describe('the hold is about to expire', () => {
  it('the charge is stopped an hour before the bank lets it go, also after a restart', async () => {
    const bench = createBench();
    const started: ChargeEvent = { type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1_000) };
    await inTurn(withCard, later, { type: 'VEHICLE_CONNECTED' }, started, { type: 'CHARGING_STARTED', atMs: 1 })(bench);
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
