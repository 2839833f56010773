import { beforeEach, describe, expect, it } from 'vitest';
import type { Budget } from '../../machines/budget.ts';
import { charging, paid, reading } from '../../machines/charge.samples.ts';
import { createBudgets } from './budgets.ts';
import type { ChargeActor } from './chargeActor.ts';
import { createIdleHandedCharge, createTestClock, exampleConfig, silent } from './fixtures.ts';

let charge: ChargeActor;
let written: unknown[][];
let isDiskFull: boolean;
let set: (budget: Budget | null) => ReturnType<ReturnType<typeof createBudgets>>;

beforeEach(() => {
  charge = createIdleHandedCharge(1);
  written = [];
  isDiskFull = false;
  const store = {
    recordBudget: (...words: unknown[]) => {
      if (isDiskFull) throw new Error('database or disk is full');
      written.push(words);
    },
  };
  const charges = new Map([[1, charge]]);
  const parts = { config: exampleConfig(), clock: createTestClock(), log: silent, charges, store };
  set = (budget) => createBudgets(parts)(1, budget);
});

const amount = (amountMinor: number) => ({ kind: 'amount', amountMinor }) as const;
const unfit = { ok: false, error: { code: 'unfit' } };

it('before paying it is set at once, within what is held', () => {
  expect(set(amount(2_000))).toMatchObject(unfit);
  charge.send({ type: 'SELECT' });
  expect(set(amount(2_000))).toEqual({ ok: true });
  expect(set(amount(6_001))).toMatchObject(unfit);
  expect(charge.getSnapshot().context.budget).toEqual(amount(2_000));
  expect(written).toEqual([]);
});

describe('while it charges', () => {
  beforeEach(() => {
    for (const event of [...paid, ...charging]) charge.send(event);
    // 10 kWh cost €6.25.
    charge.send({ type: 'METER', reading: reading(11_000) });
  });
  const prove = () => {
    charge.send({ type: 'ASK_BUDGET' });
    charge.send({ type: 'STOP_WITH_CODE', code: '4711' });
  };

  it('by nobody but the owner, and never less than is spent', () => {
    expect(set(amount(2_000))).toMatchObject(unfit);
    prove();
    expect(set(amount(625))).toMatchObject(unfit);
    expect(set(amount(2_000))).toEqual({ ok: true });
    expect(written).toEqual([['S1', amount(2_000)]]);
    expect(charge.getSnapshot().context.budget).toEqual(amount(2_000));
  });

  it('not written down, it does not count', () => {
    prove();
    isDiskFull = true;
    expect(set(amount(2_000))).toMatchObject(unfit);
    expect(charge.getSnapshot().context.budget).toBeNull();
  });
});
