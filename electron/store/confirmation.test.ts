import { beforeEach, describe, expect, test } from 'vitest';
import { booked, eur, intent, opened, placeHold, refused } from './fixtures.ts';
import type { Store } from './store.ts';

let store: Store;
beforeEach(() => {
  store = opened();
});
function captured(): void {
  placeHold(store);
  store.confirmOrder('s1:preAuthorize');
  store.recordDue({ sessionId: 's1', amount: eur(1234), reason: 'driver' });
  store.recordIntent(intent('capture', eur(1234)));
  store.recordOutcome('s1:capture', booked(eur(1234)));
}
const doubted = () => store.unconfirmedOrders().map((order) => order.intent.key);

describe('an outcome whose acknowledgement may have been lost', () => {
  test('is in doubt until it is confirmed, and confirming twice is one row', () => {
    placeHold(store);
    expect(doubted()).toEqual(['s1:preAuthorize']);
    store.confirmOrder('s1:preAuthorize');
    const rows = [...store.journal()].length;
    store.confirmOrder('s1:preAuthorize');
    expect([...store.journal()].length).toBe(rows);
    expect(doubted()).toEqual([]);
  });

  test('an approval that never stood holds nothing, and its session may order again', () => {
    placeHold(store);
    store.undoOrder('s1:preAuthorize', 'the terminal holds nothing');
    expect(store.hold('s1')?.state).toBe('released');
    expect(store.openHolds()).toEqual([]);
    expect(store.order('s1:preAuthorize')?.outcome).toMatchObject({ result: 'refused', code: 'undone' });
    expect(doubted()).toEqual([]);
  });

  test('a booking that was not made is ordered again under the same key', () => {
    captured();
    store.undoOrder('s1:capture', 'still open');
    expect(store.hold('s1')).toMatchObject({ state: 'capturing', captured: null, due: eur(1234) });
    expect(store.openHolds()).toHaveLength(1);
    expect(store.recordIntent(intent('capture', eur(1234)))).toBe('known');
    store.recordOutcome('s1:capture', booked(eur(1234)));
    expect(store.hold('s1')?.state).toBe('captured');
  });

  test('once confirmed it stands', () => {
    captured();
    store.confirmOrder('s1:capture');
    expect(() => store.undoOrder('s1:capture', 'late')).toThrow('stands');
    expect(store.hold('s1')?.state).toBe('captured');
  });

  test('an order without outcome can be neither confirmed nor undone; a refusal needs no confirmation', () => {
    store.recordIntent(intent('preAuthorize'));
    expect(() => store.confirmOrder('s1:preAuthorize')).toThrow('no outcome');
    expect(() => store.undoOrder('s1:preAuthorize', 'x')).toThrow('no outcome');
    store.recordOutcome('s1:preAuthorize', refused);
    expect(doubted()).toEqual([]);
  });

  test('the tables are what the journal says after all of it', () => {
    captured();
    store.undoOrder('s1:capture', 'still open');
    expect(store.verify().ok).toBe(true);
  });
});
