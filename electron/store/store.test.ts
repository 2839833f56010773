import { beforeEach, describe, expect, test } from 'vitest';
import * as sample from './fixtures.ts';
import { approved, booked, charge, eur, hold, intent, opened, placeHold, receipt, refused } from './fixtures.ts';
import type { Store } from './store.ts';

let store: Store;
beforeEach(() => {
  store = opened();
});
const rows = () => [...store.journal()].length;

describe('an order', () => {
  test('is known once it was intended, and unanswered until its outcome is recorded', () => {
    expect(store.recordIntent(intent('preAuthorize'))).toBe('new');
    expect(store.recordIntent(intent('preAuthorize'))).toBe('known');
    expect(store.unansweredOrders()).toEqual([intent('preAuthorize')]);
    expect(store.order('s1:preAuthorize')).toEqual({ intent: intent('preAuthorize'), outcome: null });
    store.recordOutcome('s1:preAuthorize', refused);
    store.recordOutcome('s1:preAuthorize', refused);
    expect(store.unansweredOrders()).toEqual([]);
    expect(store.order('s1:preAuthorize')?.outcome).toEqual(refused);
    expect(store.order('s2:preAuthorize')).toBeNull();
    expect(rows()).toBe(2);
  });

  test('under a key that was used for another order throws', () => {
    store.recordIntent(intent('preAuthorize'));
    expect(() => store.recordIntent(intent('preAuthorize', eur(1)))).toThrow('intended differently');
  });

  test('with another outcome than before throws', () => {
    placeHold(store);
    expect(() => store.recordOutcome('s1:preAuthorize', refused)).toThrow('another outcome');
    expect(store.hold('s1')?.state).toBe('held');
  });

  test('that was never intended has no outcome', () => {
    expect(() => store.recordOutcome('s1:capture', booked(eur(1)))).toThrow('never intended');
  });

  test('cannot have an outcome of another kind', () => {
    store.recordIntent(intent('preAuthorize'));
    expect(() => store.recordOutcome('s1:preAuthorize', booked(eur(1)))).toThrow('cannot be booked');
  });

  test('captures only what is due, and only once', () => {
    placeHold(store);
    expect(() => store.recordIntent(intent('capture', eur(1234)))).toThrow('not what is due');
    store.recordDue({ sessionId: 's1', amount: eur(1234), reason: 'driver' });
    expect(() => store.recordIntent(intent('capture', eur(1235)))).toThrow('not what is due');
    expect(() => store.recordIntent(intent('reverse'))).toThrow('price to pay');
    store.recordIntent(intent('capture', eur(1234)));
    expect(() => store.recordIntent({ ...intent('capture', eur(1234)), key: 'again' })).toThrow('no outcome yet');
    store.recordOutcome('s1:capture', booked(eur(1234)));
    expect(() => store.recordIntent({ ...intent('capture', eur(1234)), key: 'again' })).toThrow('already captured');
    expect(store.hold('s1')).toMatchObject({ state: 'captured', captured: eur(1234) });
  });

  test('may be made anew under another key after a refusal', () => {
    charge(store);
    store.recordIntent(intent('capture', eur(1234)));
    store.recordOutcome('s1:capture', { result: 'refused', code: 'out_of_service', hostCode: '9C' });
    expect(store.hold('s1')).toMatchObject({ state: 'held', lastError: 'out_of_service' });
    expect(store.recordIntent({ ...intent('capture', eur(1234)), key: 's1:capture:2' })).toBe('new');
    store.recordOutcome('s1:capture:2', booked(eur(1234)));
    expect(store.hold('s1')).toMatchObject({ state: 'captured', lastError: null });
  });

  test('takes back a hold whose approval never reached us, without touching the hold we know', () => {
    store.recordIntent({ ...intent('preAuthorize'), key: 'lost' });
    placeHold(store);
    store.recordIntent({ ...intent('reverse', eur(0)), key: 'orphan', holdReceiptNumber: '0041' });
    store.recordOutcome('orphan', booked(eur(0)));
    store.recordOutcome('lost', { result: 'refused', code: 'never_answered', hostCode: null });
    expect(store.hold('s1')).toMatchObject({ state: 'held', lastError: null });
    expect(() => store.recordIntent({ ...intent('capture'), key: 'x', holdReceiptNumber: '0041' })).toThrow(
      'no such hold',
    );
  });

  test('places one hold a session: a second approval throws, so that the terminal undoes it', () => {
    store.recordIntent({ ...intent('preAuthorize'), key: 'lost' });
    placeHold(store);
    expect(() => store.recordOutcome('lost', approved)).toThrow('second hold');
    expect(() => store.recordIntent({ ...intent('preAuthorize'), key: 'third' })).toThrow('already has a hold');
  });
});

describe('a hold', () => {
  test('comes into being when it is approved', () => {
    placeHold(store);
    expect(store.openHolds()).toEqual([
      {
        sessionId: 's1',
        connectorId: 1,
        hold,
        heldAtMs: 1_000,
        due: null,
        state: 'held',
        captured: null,
        attempts: 0,
        lastError: null,
        outside: null,
      },
    ]);
  });

  test('is released by a reversal', () => {
    placeHold(store);
    store.recordDue({ sessionId: 's1', amount: eur(0), reason: 'cancelled' });
    expect(() => store.recordIntent(intent('capture', eur(0)))).toThrow('not what is due');
    store.recordIntent(intent('reverse', eur(0)));
    expect(store.hold('s1')?.state).toBe('releasing');
    store.recordOutcome('s1:reverse', booked(eur(0)));
    expect(store.hold('s1')).toMatchObject({ state: 'released', captured: null });
    expect(store.openHolds()).toEqual([]);
    expect(store.holds()).toHaveLength(1);
  });

  test('whose reversal was booked with an amount is not released but left to staff, and settled no further', () => {
    placeHold(store);
    store.recordDue({ sessionId: 's1', amount: eur(0), reason: 'cancelled' });
    store.recordIntent(intent('reverse', eur(0)));
    store.recordOutcome('s1:reverse', booked(eur(500)));
    expect(store.openHolds()).toMatchObject([
      { state: 'staff', captured: eur(500), lastError: expect.stringContaining('reversal was booked with') },
    ]);
    expect(() => store.recordIntent({ ...intent('reverse', eur(0)), key: 'again' })).toThrow('already booked');
    store.undoOrder('s1:reverse', 'still open');
    expect(store.hold('s1')).toMatchObject({ state: 'releasing', captured: null });
  });

  test('keeps what its session owes, from before it was known', () => {
    store.recordIntent(intent('preAuthorize'));
    store.recordDue({ sessionId: 's1', amount: eur(0), reason: 'cancelled' });
    store.recordOutcome('s1:preAuthorize', approved);
    expect(store.hold('s1')?.due).toEqual(eur(0));
  });

  test('is settled for one amount, of at most what is held', () => {
    placeHold(store);
    expect(() => store.recordDue({ sessionId: 's1', amount: eur(6001), reason: 'driver' })).toThrow(
      'more than is held',
    );
    expect(() => store.recordDue({ sessionId: 's1', amount: eur(-1), reason: 'driver' })).toThrow('less than nothing');
    store.recordDue({ sessionId: 's1', amount: eur(10), reason: 'driver' });
    store.recordDue({ sessionId: 's1', amount: eur(10), reason: 'said again' });
    expect(() => store.recordDue({ sessionId: 's1', amount: eur(11), reason: 'driver' })).toThrow('another amount');
    expect(store.hold('s1')?.due).toEqual(eur(10));
  });

  test('counts failed attempts and can be left to staff, who may still settle it', () => {
    charge(store);
    store.noteAttempt('s1', 'link_lost');
    store.noteAttempt('s1', 'timed_out');
    store.markForStaff('s1', 'unclear');
    store.markForStaff('s1', 'still unclear');
    expect(store.openHolds()).toMatchObject([{ state: 'staff', attempts: 2, lastError: 'unclear' }]);
    sample.capture(store);
    expect(store.hold('s1')).toMatchObject({ state: 'captured', attempts: 2, lastError: null });
    expect(() => store.markForStaff('s1', 'late')).toThrow('already captured');
    expect(() => store.noteAttempt('s2', 'link_lost')).toThrow('no hold');
  });

  test('left to staff while its order is out stays with staff when the order is refused', () => {
    charge(store);
    store.recordIntent(intent('capture', eur(1234)));
    store.markForStaff('s1', 'unclear');
    store.recordOutcome('s1:capture', refused);
    expect(store.hold('s1')?.state).toBe('staff');
  });
});

describe('a session', () => {
  test('is authorized once and metered at both ends', () => {
    expect(() => store.recordTransaction(sample.transaction('started', 0))).toThrow('never authorized');
    store.recordAuthorization(sample.authorization());
    store.recordAuthorization({ ...sample.authorization(), atMs: 777 });
    expect(() => store.recordAuthorization({ ...sample.authorization(), tariffHash: '0' })).toThrow('differently');
    store.recordTransaction(sample.transaction('started', 10));
    store.recordTransaction(sample.transaction('started', 11));
    expect(store.session('s1')).toEqual({
      authorization: sample.authorization(),
      started: sample.transaction('started', 10),
      finished: null,
      priceMarks: [],
      budget: null,
      isOver: false,
    });
    store.recordTransaction(sample.transaction('finished', 20));
    expect(store.session('s1')?.finished?.reading.energyWh).toBe(20);
    expect(store.session('s2')).toBeNull();
    expect(store.lastSession(sample.authorization().connectorId)?.authorization.sessionId).toBe('s1');
    store.recordDue({ sessionId: 's1', amount: eur(0), reason: 'cancelled' });
    expect(store.session('s1')?.isOver).toBe(true);
    expect(rows()).toBe(4);
  });
});

describe('a transaction in which nothing flowed', () => {
  test('makes room for the next one; what flowed is never forgotten', () => {
    store.recordAuthorization(sample.authorization());
    store.recordNoCharge('s1');
    for (const phase of ['started', 'finished'] as const) store.recordTransaction(sample.transaction(phase, 10));
    store.recordNoCharge('s1');
    expect(store.session('s1')).toMatchObject({ started: null, finished: null });
    store.recordTransaction(sample.transaction('started', 10));
    store.recordTransaction(sample.transaction('finished', 30));
    expect(() => store.recordNoCharge('s1')).toThrow('energy flowed');
    expect(store.session('s1')?.finished?.reading.energyWh).toBe(30);
    expect(store.verify().ok).toBe(true);
    expect(rows()).toBe(6);
  });
});

describe('a budget', () => {
  test('is kept for an authorized session; the newest word counts, and the same again is not written', () => {
    const twenty = { kind: 'amount', amountMinor: 2_000 } as const;
    expect(() => store.recordBudget('s1', twenty)).toThrow('never authorized');
    store.recordAuthorization(sample.authorization());
    for (const budget of [twenty, twenty]) store.recordBudget('s1', budget);
    expect(store.session('s1')?.budget).toEqual(twenty);
    store.recordBudget('s1', null);
    expect(store.session('s1')?.budget).toBeNull();
    expect(rows()).toBe(3);
  });
});

describe('a receipt', () => {
  test('is numbered without gap or repeat', () => {
    const numbers = ['s1', 's2', 's1', 's3'].map(
      (sessionId) => store.issueReceipt(sessionId, receipt, null).receiptNumber,
    );
    expect(numbers).toEqual(['000001', '000002', '000001', '000003']);
    expect(store.receipts().map((one) => one.receiptNumber)).toEqual(['000001', '000002', '000003']);
  });

  test('uses no number when it cannot be built, and nothing of it is written', () => {
    placeHold(store);
    const before = rows();
    const due = { sessionId: 's1', amount: eur(1234), reason: 'driver' };
    const fail = () => {
      throw new Error('no meter');
    };
    expect(() => store.issueReceipt('s1', fail, due)).toThrow('no meter');
    expect(() => store.issueReceipt('s1', receipt, { ...due, amount: eur(1) })).toThrow('not for what is due');
    expect(() => store.issueReceipt('s1', receipt, { ...due, sessionId: 's2' })).toThrow('s2 owes');
    expect(() => store.issueReceipt('s1', () => receipt('000007'), due)).toThrow('another number');
    expect(() => store.issueReceipt('s1', (n) => receipt(n, eur(6001)), { ...due, amount: eur(6001) })).toThrow(
      'is held',
    );
    expect(rows()).toBe(before);
    expect(store.receiptOf('s1')).toBeNull();
    expect(store.hold('s1')?.due).toBeNull();
    expect(store.issueReceipt('s1', receipt, due).receiptNumber).toBe('000001');
  });

  test('comes with what is due, and the same again for the same session', () => {
    const first = charge(store);
    expect(store.hold('s1')?.due).toEqual(eur(1234));
    const again = store.issueReceipt('s1', (n) => receipt(n, eur(99)), null);
    expect(again).toEqual(first);
    expect(store.receiptOf('s1')).toEqual(first);
  });

  test('may bear a prefix', () => {
    expect(store.issueReceipt('s1', (n) => receipt(`S1-${n}`), null).receiptNumber).toBe('S1-000001');
  });
});

describe('a snapshot', () => {
  test('is kept by name with its version, outside the journal', () => {
    store.saveSnapshot('charge:1', 'v1', { value: 'idle' });
    store.saveSnapshot('charge:1', 'v2', { value: 'plug', context: { until: 5 } });
    expect(store.snapshot('charge:1')).toEqual({ version: 'v2', snapshot: { value: 'plug', context: { until: 5 } } });
    store.clearSnapshot('charge:1');
    expect(store.snapshot('charge:1')).toBeNull();
    expect(rows()).toBe(0);
  });
});

describe('card data', () => {
  const journal = () => JSON.stringify([...store.journal()]);

  test('a terminal adds to its answer is left behind', () => {
    store.recordIntent(intent('preAuthorize'));
    const chatty = { ...hold, track2: '4111111111111111=2512', card: { ...hold.card, pan: '4111111111111111' } };
    store.recordOutcome('s1:preAuthorize', { result: 'approved', hold: chatty });
    store.issueReceipt('s1', (n) => ({ ...receipt(n), card: chatty.card }), null);
    expect(journal()).not.toContain('4111');
  });

  test.each([
    ['token', { ...hold, token: '4111 1111 1111 1111' }],
    ['authorizationNumber', { ...hold, authorizationNumber: '4111111111111111' }],
    ['brand', { ...hold, card: { ...hold.card, brand: '5555-5555-5555-4444' } }],
    ['last4', { ...hold, card: { ...hold.card, last4: '378282246310005' } }],
  ])('in the %s is refused without naming it', (field, tainted) => {
    store.recordIntent(intent('preAuthorize'));
    const record = () => store.recordOutcome('s1:preAuthorize', { result: 'approved', hold: tainted });
    expect(record).toThrow(field);
    expect(record).not.toThrow(/\d{4} ?-?\d{4}/);
    expect(store.hold('s1')).toBeNull();
  });

  test('is no idToken of ours, while a charging key may be all digits', () => {
    const pan = { ...sample.authorization(), idToken: '4111111111111111' };
    expect(() => store.recordAuthorization(pan)).toThrow('idToken');
    store.recordAuthorization({ ...pan, paidBy: 'chargingKey', idToken: '04111111111114' });
    expect(store.session('s1')?.authorization.idToken).toBe('04111111111114');
  });
});
