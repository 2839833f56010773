import { describe, expect, it } from 'vitest';
import { RESTORED } from '../store/backupBooks.ts';
import type { TransactionEnd } from '../store/store.ts';
import { eur, exampleConfig, settled, silent, visa } from './fixtures.ts';
import { recoverSessions } from './recovery.ts';
import {
  type Bench,
  charging,
  config,
  createBench,
  finished,
  free,
  inTurn,
  nameOf,
  present,
  price,
  reading,
  unplugged,
  withCard,
} from './restoreBench.ts';

/** Starts on a memory that is gone, spoiled or older than the config. */

it('a PIN under check never reaches the disk', () => {
  const { store } = createBench();
  const children = { secondFactor: { snapshot: { input: { uid: '04CC0000000002', pin: '9173' } } } };
  store.saveSnapshot('charge:1', '4', { value: 'checking', children });
  const written = JSON.stringify(store.snapshot('charge:1'));
  expect(written).toContain('04CC0000000002');
  expect(written).not.toContain('9173');
});

it('more time asked for > the power fails > it is still there, and as many more can be had', async () => {
  const bench = createBench();
  price(bench);
  await bench.clock.advance(30_000);
  bench.send({ type: 'UNHURRIED', on: true }, { type: 'MORE_TIME' });
  const { deadlines, extensions, unhurried } = bench.state().context;
  expect(deadlines.priceShown).toBe(bench.clock.now() + 3 * config.timeouts.priceShownMs);
  await bench.clock.advance(0);
  bench.kill();
  bench.revive();
  expect(bench.state().context).toMatchObject({ deadlines, extensions, unhurried });
  expect(extensions.priceShown).toBe(1);
});

it('a receipt made to stay > a touch does not take the time back', async () => {
  const bench = createBench();
  await inTurn(charging, finished, unplugged, settled)(bench);
  const left = () => (bench.state().context.deadlines.receipt ?? 0) - bench.clock.now();
  const span = config.timeouts.receiptMs;
  for (let i = 0; i < 8; i++) {
    await bench.clock.advance(span - 1);
    bench.send({ type: 'STAY' }, { type: 'MORE_TIME' }, { type: 'STAY' });
    expect(left()).toBe(span);
  }
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
      await inTurn(unplugged, settled)(bench);
      await bench.clock.advance(0);
      expect(bench.store.receiptOf('S1')).toMatchObject({ energyWh: 4_000 - begun.reading.energyWh });
      expect(bench.store.hold('S1')?.state).toBe('captured');
    },
  );

  it.each([
    ['the price had just changed', false],
    ['its snapshot is gone', true],
  ])('mid-charge, %s > each part is billed at its own price', async (_, isGone) => {
    const bench = createBench();
    await charging(bench);
    bench.store.recordTransaction(begun);
    const first = { atMs: bench.clock.now() - 9_000, energyWh: 0, powerW: 50_000, watched: true };
    const mark = { atMs: bench.clock.now(), energyWh: 1_500, powerW: 50_000, watched: true };
    const sinceMs = isGone ? first.atMs : bench.state().context.energySinceMs;
    for (const each of [first, mark]) bench.store.recordPriceMark({ sessionId: 'S1', mark: each });
    bench.kill();
    if (isGone) bench.store.clearSnapshot('charge:1');
    bench.revive();
    const nowFinished = { ...finished, atMs: bench.clock.now() } as const;
    bench.send({ type: 'METER', reading: reading(4_000) }, nowFinished, unplugged);
    await bench.clock.advance(0);
    const { periods, startedAtMs } = bench.store.receiptOf('S1') ?? {};
    expect(periods?.map(({ startMs, energyWh }) => [startMs, energyWh])).toEqual([
      [first.atMs, 1_500],
      [mark.atMs, 2_500],
    ]);
    expect(startedAtMs).toBe(sinceMs);
  });

  it('mid-charge > it still ends where its driver wanted it to', async () => {
    const bench = createBench();
    const budget = { kind: 'amount', amountMinor: 2_000 } as const;
    await inTurn(price, { type: 'SET_BUDGET', budget }, { type: 'START' }, settled)(bench);
    bench.terminal.present(visa);
    await inTurn(settled, settled, { type: 'VEHICLE_CONNECTED' })(bench);
    bench.store.recordTransaction(begun);
    bench.kill();
    bench.store.clearSnapshot('charge:1');
    bench.revive();
    expect(bench.state().context.budget).toEqual(budget);
  });

  it('mid-charge > the price that holds for the charge is still that of the moment the driver agreed to it', async () => {
    const bench = createBench();
    await present(bench);
    const openedAtMs = bench.clock.now();
    await bench.clock.advance(30_000);
    bench.terminal.present(visa);
    await inTurn(settled, settled, { type: 'VEHICLE_CONNECTED' })(bench);
    bench.store.recordTransaction(begun);
    bench.kill();
    bench.store.clearSnapshot('charge:1');
    bench.revive();
    expect(bench.state().context.session).toMatchObject({ sessionId: 'S1', openedAtMs });
  });

  it('as its driver sets another budget > the one in the journal counts', async () => {
    const bench = createBench();
    await charging(bench);
    bench.store.recordBudget('S1', { kind: 'time', minutes: 30 });
    bench.kill();
    bench.revive();
    expect(bench.state().context.budget).toEqual({ kind: 'time', minutes: 30 });
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
    await inTurn(unplugged, settled)(bench);
    expect(bench.store.receiptOf('S1')).toMatchObject({ meterEndWh: 3_000 });
  });
});

describe('the config changed while it was off', () => {
  const dearer = exampleConfig({ payment: { holdMinor: 8_000, stopProtection: 'nothing' } });

  it('nobody there > the next driver gets the new terms', async () => {
    const bench = createBench();
    await inTurn(free)(bench);
    bench.kill();
    bench.revive(dearer);
    expect(bench.state().context.settings).toMatchObject({ holdAmount: eur(8_000), stopNeeds: 'nothing' });
  });

  it('mid-session > the driver keeps the terms that were shown, and the next one gets the new ones', async () => {
    const bench = createBench();
    await charging(bench);
    bench.kill();
    bench.revive(dearer);
    expect(bench.state().context.settings).toMatchObject({ holdAmount: eur(6_000), stopNeeds: 'cardOrCode' });
    await inTurn(free, finished, unplugged, settled, { type: 'DONE' })(bench);
    expect(bench.state().context.session).toBeNull();
    expect(bench.state().context.settings).toMatchObject({ holdAmount: eur(8_000), stopNeeds: 'nothing' });
  });
});
