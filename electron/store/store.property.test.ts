import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  approved,
  authorization,
  booked,
  eur,
  hold,
  intent,
  opened,
  receipt,
  refused,
  transaction,
} from './fixtures.ts';
import type { Store } from './store.ts';

const sessionId = fc.constantFrom('s1', 's2', 's3');
const kind = fc.constantFrom('preAuthorize', 'capture', 'reverse') as fc.Arbitrary<
  'preAuthorize' | 'capture' | 'reverse'
>;
const amount = fc.constantFrom(0, 1, 1234, 6000, 6001, -1).map(eur);
const outcome = fc.oneof(fc.constant(approved), fc.constant(refused), amount.map(booked));
const holdReceiptNumber = fc.constantFrom(hold.receiptNumber, hold.receiptNumber, '0041', null);

/** Anything anyone might ask of the store, sound or not. */
const call: fc.Arbitrary<(store: Store) => unknown> = fc.oneof(
  fc
    .record({ kind, amount, sessionId, holdReceiptNumber, suffix: fc.constantFrom('', ':2') })
    .map(({ kind, amount, sessionId, holdReceiptNumber, suffix }) => (store: Store) => {
      const order = intent(kind, amount, sessionId);
      store.recordIntent({ ...order, key: order.key + suffix, holdReceiptNumber });
    }),
  fc
    .record({ sessionId, kind, outcome, suffix: fc.constantFrom('', ':2') })
    .map(({ sessionId, kind, outcome, suffix }) => (store: Store) => {
      store.recordOutcome(`${sessionId}:${kind}${suffix}`, outcome);
    }),
  sessionId.map((id) => (store: Store) => store.recordAuthorization(authorization(id))),
  fc
    .record({
      sessionId,
      phase: fc.constantFrom('started', 'finished') as fc.Arbitrary<'started' | 'finished'>,
      wh: fc.nat(99),
    })
    .map(
      ({ sessionId, phase, wh }) =>
        (store: Store) =>
          store.recordTransaction(transaction(phase, wh, sessionId)),
    ),
  fc.record({ sessionId, amount, reason: fc.string() }).map((due) => (store: Store) => store.recordDue(due)),
  fc
    .record({ sessionId, amount, withDue: fc.boolean(), fails: fc.boolean() })
    .map(({ sessionId, amount, withDue, fails }) => (store: Store) => {
      const build = (number: string) => {
        if (fails) throw new Error('cannot build');
        return receipt(number, amount);
      };
      store.issueReceipt(sessionId, build, withDue ? { sessionId, amount, reason: 'driver' } : null);
    }),
  fc.record({ sessionId, text: fc.string() }).map(
    ({ sessionId, text }) =>
      (store: Store) =>
        store.noteAttempt(sessionId, text),
  ),
  fc.record({ sessionId, text: fc.string() }).map(
    ({ sessionId, text }) =>
      (store: Store) =>
        store.markForStaff(sessionId, text),
  ),
);

/** Bugs throw, and the station goes on: what was refused must leave no trace. */
function attempt(store: Store, ask: (store: Store) => unknown): void {
  const before = [...store.journal()].length;
  try {
    ask(store);
  } catch {
    expect([...store.journal()]).toHaveLength(before);
  }
}

test('after any calls in any order the chain is whole and the tables are what it says', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
      const store = opened();
      for (const ask of calls) attempt(store, ask);
      expect(store.verify()).toEqual({ ok: true, value: { rows: [...store.journal()].length } });
      store.close();
    }),
    { numRuns: 300 },
  );
});

test('after any calls no money is taken twice, beyond what is due, or without a hold', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
      const store = opened();
      for (const ask of calls) attempt(store, ask);
      const orders = [...store.journal()]
        .filter((row) => row.kind === 'orderIntended')
        .map((row) => keyOf(row.payload));
      for (const id of ['s1', 's2', 's3']) {
        const settled = orders
          .filter((key) => key.startsWith(`${id}:`) && !key.includes('preAuthorize'))
          .map((key) => store.order(key))
          .filter(
            (order) => order?.intent.holdReceiptNumber === hold.receiptNumber && order.outcome?.result === 'booked',
          );
        const row = store.hold(id);
        if (row) expect(settled.length).toBeLessThanOrEqual(1);
        expect(
          settled.filter((order) => order?.intent.kind === 'capture').map((order) => order?.intent.amount),
        ).toEqual(row?.state === 'captured' ? [row.due] : []);
        if (row?.due) expect(row.due.minor).toBeGreaterThanOrEqual(0);
      }
      const numbers = store.receipts().map((one) => Number(one.receiptNumber));
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      store.close();
    }),
    { numRuns: 300 },
  );
});

const keyOf = (payload: unknown): string => (payload as { readonly key: string }).key;
