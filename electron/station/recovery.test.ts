import { expect, it } from 'vitest';
import { authorization, eur, opened, placeHold } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { silent } from './fixtures.ts';
import { recoverSessions } from './recovery.ts';

const nobody = () => false;
/** Approved, and the terminal has gone on since. */
function held(store: Store): void {
  placeHold(store, 's1');
  store.confirmOrder('s1:preAuthorize');
}

it('a hold nobody was authorized with is given back', () => {
  const store = opened();
  held(store);
  recoverSessions({ store, log: silent }, nobody);
  expect(store.hold('s1')).toMatchObject({ due: eur(0), state: 'held' });
});

it('a hold with which energy may have flowed is for a person', () => {
  const store = opened();
  held(store);
  store.recordAuthorization(authorization('s1'));
  recoverSessions({ store, log: silent }, nobody);
  expect(store.hold('s1')).toMatchObject({ due: null, state: 'staff' });
});

it('a session whose machine lives is left to it', () => {
  const store = opened();
  held(store);
  recoverSessions({ store, log: silent }, (sessionId) => sessionId === 's1');
  expect(store.hold('s1')?.due).toBeNull();
});

it('an approval in doubt waits for the comparison with the terminal', () => {
  const store = opened();
  placeHold(store, 's1');
  recoverSessions({ store, log: silent }, nobody);
  expect(store.hold('s1')?.due).toBeNull();
});

it('what is due already stays due', () => {
  const store = opened();
  held(store);
  store.recordDue({ sessionId: 's1', amount: eur(1234), reason: 'driver' });
  recoverSessions({ store, log: silent }, nobody);
  expect(store.hold('s1')?.due).toEqual(eur(1234));
});

it('twice is once', () => {
  const store = opened();
  held(store);
  recoverSessions({ store, log: silent }, nobody);
  const rows = [...store.journal()].length;
  recoverSessions({ store, log: silent }, nobody);
  expect([...store.journal()]).toHaveLength(rows);
});
