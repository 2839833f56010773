import { expect, test } from 'vitest';
import type { Buyer } from '../../machines/buyer.ts';
import { authorization, capture, charge, freshFile, hold, opened, placeHold, receipt } from './fixtures.ts';

const sol: Buyer = { companyName: 'Sol, S.L.', vatNumber: 'ESB12345682', countryCode: 'ES' };
const nord: Buyer = { companyName: 'Nord GmbH', vatNumber: 'DE123456796', countryCode: 'DE' };
const kinds = (store: ReturnType<typeof opened>) => [...store.journal()].map(({ kind }) => kind);

test('the newest buyer counts, and the journal keeps each', () => {
  const file = freshFile();
  const store = opened(file);
  charge(store);
  expect(store.buyerOf('s1')).toBeNull();
  const issued = store.receiptOf('s1');
  store.recordBuyer('s1', sol);
  store.recordBuyer('s1', { ...sol });
  store.recordBuyer('s1', nord);
  expect(store.buyerOf('s1')).toEqual(nord);
  expect(kinds(store).filter((kind) => kind === 'buyer')).toHaveLength(2);
  expect(store.receiptOf('s1')).toEqual(issued);
  expect(store.verify().ok).toBe(true);
  store.close();
  const again = opened(file);
  expect(again.buyerOf('s1')).toEqual(nord);
  expect(again.verify().ok).toBe(true);
  again.close();
});

test('a buyer may be told while the car still charges', () => {
  const store = opened();
  placeHold(store);
  store.recordAuthorization(authorization());
  store.recordBuyer('s1', sol);
  expect(store.buyerOf('s1')).toEqual(sol);
});

test('of a session nobody knows, and with a card number, nothing is written', () => {
  const store = opened();
  expect(() => store.recordBuyer('s1', sol)).toThrow('never authorized');
  charge(store);
  const before = kinds(store).length;
  expect(() => store.recordBuyer('s1', { ...sol, companyName: '4111 1111 1111 1111' })).toThrow('card number');
  expect(kinds(store)).toHaveLength(before);
});

test('receipts are found by number, and by what paid them, the newest first', () => {
  const store = opened();
  for (const sessionId of ['s1', 's2', 's3']) charge(store, sessionId);
  capture(store, 's1');
  store.recordAuthorization({ ...authorization('s4'), paidBy: 'chargingKey', idToken: '04A1' });
  store.issueReceipt('s4', receipt, null);
  const numbers = (receipts: readonly { receiptNumber: string }[]) =>
    receipts.map(({ receiptNumber }) => receiptNumber);
  const card = { kind: 'bankCard', card: hold.card, token: hold.token } as const;
  expect(store.receiptNumbered(2)?.sessionId).toBe(store.receiptOf('s2')?.sessionId);
  expect(store.receiptNumbered(5)).toBeNull();
  expect(numbers(store.receiptsPaidWith(card, 2))).toEqual(['000003', '000002']);
  expect(store.receiptsPaidWith({ ...card, token: 'b'.repeat(64) }, 2)).toEqual([]);
  expect(store.receiptsPaidWith({ ...card, token: null }, 2)).toEqual([]);
  expect(numbers(store.receiptsPaidWith({ kind: 'chargingKey', uid: '04A1' }, 2))).toEqual(['000004']);
  // A bank card's idToken is the session's name, which is no key.
  expect(store.receiptsPaidWith({ kind: 'chargingKey', uid: 'SURs1' }, 2)).toEqual([]);
});
