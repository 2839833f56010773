import { beforeEach, describe, expect, it } from 'vitest';
import { energyWh } from '../../machines/charge.model.ts';
import { done, reading } from '../../machines/charge.samples.ts';
import { err, ok } from '../../machines/result.ts';
import {
  answerStop,
  charge,
  clock,
  config,
  fresh,
  hear,
  pay,
  plugIn,
  resync,
  state,
  stopped,
  store,
  transactionFinished,
  transactionStarted,
} from './controllerBench.ts';

beforeEach(fresh);

describe('a charge as the controller tells it', () => {
  it('first and last reading are in the journal, and the machine bills their difference', () => {
    pay();
    plugIn();
    expect(state().matches({ charging: 'delivering' })).toBe(true);
    hear(transactionFinished());
    expect(store.session('S1')).toMatchObject({
      started: { reading: { energyWh: 1_000 }, controllerSessionId: 'ev-1' },
      finished: { reading: { energyWh: 5_000 }, signed: { encoding: 'OCMF' } },
    });
    expect(energyWh(state().context)).toBe(4_000);
    expect(state().context.endReason).toBe('driver');
  });

  it('the journal has the reading before the machine hears of it', () => {
    pay();
    let known: unknown = 'never asked';
    charge.subscribe(({ context }) => {
      if (context.meterStart) known ??= store.session('S1')?.started;
    });
    known = null;
    hear({ type: 'vehicleConnected', sessionId: 'ev-1' });
    hear(transactionStarted());
    expect(known).toMatchObject({ reading: { energyWh: 1_000 } });
  });

  it('everything told twice is as told once', () => {
    pay();
    plugIn();
    plugIn();
    hear(transactionFinished());
    hear(transactionFinished('ev-1', 9_000));
    expect(energyWh(state().context)).toBe(4_000);
    expect(stopped).toEqual([]);
  });

  it('the end of another session is not ours', () => {
    pay();
    plugIn();
    hear(transactionFinished('ev-0', 2_000));
    expect(state().matches({ charging: 'delivering' })).toBe(true);
    hear(transactionFinished('', 5_000, 'PowerLoss'));
    expect(state().context).toMatchObject({ meterEnd: { energyWh: 5_000 }, endReason: 'controllerLost' });
  });
});

describe('energy nobody paid for', () => {
  it('is stopped when it begins in idle', () => {
    hear(transactionStarted());
    expect(stopped).toEqual(['1 deauthorized']);
    expect(store.session('S1')).toBeNull();
  });

  it("is stopped when it is another's token", () => {
    pay();
    hear(transactionStarted('ev-1', 1_000, 'SOMEBODY'));
    expect(stopped).toEqual(['1 deauthorized']);
    expect(state().context.meterStart).toBeNull();
  });

  it('is stopped when it is found running after a lost link', () => {
    hear(resync(true));
    expect(stopped).toEqual(['1 deauthorized']);
  });
});

describe('a transaction that outlives its session', () => {
  const withdrawnInVain = () => {
    pay();
    hear({ type: 'sessionStarted', sessionId: 'ev-1', vehicleConnected: true });
    hear(transactionStarted());
    charge.send({ type: 'CANCEL' });
    charge.send(done('withdrawEvse', err({ code: 'refused', detail: '' })));
    charge.send({ type: 'DEADLINE.meter' });
  };

  it('is waited for, however long its withdrawal has taken', () => {
    pay();
    hear({ type: 'sessionStarted', sessionId: 'ev-1', vehicleConnected: true });
    hear(transactionStarted());
    charge.send({ type: 'CANCEL' });
    hear({ type: 'meter', reading: reading(1_400) });
    charge.send({ type: 'DEADLINE.withdraw' });
    expect(state().matches({ plug: 'withdrawing' })).toBe(true);
  });

  it('is asked to stop while the withdrawal waits for its end', () => {
    pay();
    hear({ type: 'sessionStarted', sessionId: 'ev-1', vehicleConnected: true });
    hear(transactionStarted());
    charge.send({ type: 'CANCEL' });
    charge.send(done('withdrawEvse', err({ code: 'refused', detail: '' })));
    expect(state().value).toEqual({ plug: { withdrawing: 'awaitingEnd' } });
    expect(Object.keys(state().children)).toContain('stopWithdrawn');
  });

  it('is stopped when the meter shows that it still runs', () => {
    withdrawnInVain();
    hear({ type: 'meter', reading: reading(1_500) });
    expect(stopped).toEqual(['1 deauthorized']);
  });

  it('is asked again until the controller has heard it', async () => {
    withdrawnInVain();
    answerStop(err({ code: 'timed_out' }));
    hear({ type: 'meter', reading: reading(1_500) });
    await clock.advance(config.timeouts.stopRetryMs);
    expect(stopped).toHaveLength(2);
    answerStop(ok(undefined));
    await clock.advance(config.timeouts.stopRetryMs);
    await clock.advance(config.timeouts.stopRetryMs);
    expect(stopped).toHaveLength(3);
  });

  it('and has ended after all is left in peace', () => {
    withdrawnInVain();
    hear(transactionFinished());
    hear({ type: 'meter', reading: reading(1_500) });
    expect(stopped).toEqual([]);
  });
});
