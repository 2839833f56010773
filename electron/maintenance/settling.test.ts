import { beforeEach, expect, test } from 'vitest';
import type { OpenSettlement } from '../../machines/staffView.ts';
import { eur, settled } from '../station/fixtures.ts';
import { authorization, transaction } from '../store/fixtures.ts';
import { bench, type StaffBench } from './bench.ts';
import type { SettlingRow } from './settling.ts';

let at: StaffBench;
const note = 'Meter read by hand';

/** €60 set aside, and the charge interrupted while energy may have flowed. */
async function interrupted(sessionId: string): Promise<void> {
  const order = { key: `${sessionId}:preAuthorize`, kind: 'preAuthorize', sessionId, connectorId: 1 } as const;
  at.store.recordIntent({ ...order, amount: eur(6000), holdReceiptNumber: null });
  await at.terminal.preAuthorize(
    {
      amount: eur(6000),
      reference: sessionId,
      onPrompt: () => undefined,
      store: (hold) => at.store.recordOutcome(order.key, { result: 'approved', hold }),
    },
    new AbortController().signal,
  );
  at.store.confirmOrder(order.key);
  at.store.recordAuthorization(authorization(sessionId));
  at.store.recordTransaction(transaction('started', 0, sessionId));
  at.store.markForStaff(sessionId, 'the session was interrupted while energy may have flowed');
}

async function row(sessionId: string): Promise<SettlingRow> {
  const looked = await at.ask('bookkeeper', 'settling.look', undefined);
  const found = looked.ok ? looked.value.open.find((one) => one.sessionId === sessionId) : undefined;
  if (!found) throw new Error(`${sessionId} is not open`);
  return found;
}

async function ends() {
  const looked = await at.ask('bookkeeper', 'settling.ends', { sessionIds: ['H1', 'unknown'] });
  return looked.ok ? looked.value : looked.error;
}

beforeEach(async () => {
  at = await bench();
  await interrupted('H1');
});

test('an interrupted charge is settled by hand: journal first, once, and with the evidence beside it', async () => {
  const { seen, means, lastAttemptMs: _, ...evidence } = await row('H1');
  expect(means).toEqual(['settle', 'release', 'outside']);
  expect(evidence.unansweredCapture).toBeNull();
  expect(evidence satisfies OpenSettlement).toMatchObject({ todo: 'workOutDue', meter: { startWh: 0, endWh: null } });
  const wish = { sessionId: 'H1', seen, amountMinor: 1_234, note };
  expect((await at.ask('bookkeeper', 'settling.settle', wish)).ok).toBe(true);
  await settled();
  expect(at.terminal.booked).toEqual([{ of: '0001', minor: 1_234 }]);
  expect(at.store.hold('H1')).toMatchObject({ state: 'captured', captured: eur(1_234) });
  expect(await ends()).toEqual([{ sessionId: 'H1', how: 'captured', amount: eur(1_234) }]);
  expect(await at.ask('bookkeeper', 'settling.settle', wish)).toMatchObject({ error: { code: 'notOpen' } });
  expect(at.terminal.booked).toHaveLength(1);
  const kinds = [...at.store.journal()].map(({ kind }) => kind);
  expect(kinds.lastIndexOf('due')).toBeLessThan(kinds.lastIndexOf('orderIntended'));
  expect(at.trail().slice(0, 2)).toEqual(['bookkeeper settling.settle notOpen', 'bookkeeper settling.settle done']);
});

test('two at once: what the second saw has moved', async () => {
  const { seen } = await row('H1');
  at.terminal.fail('reverse', 'away');
  expect((await at.ask('technician', 'settling.release', { sessionId: 'H1', seen, note })).ok).toBe(true);
  await settled();
  const late = { sessionId: 'H1', seen, note };
  expect(await at.ask('bookkeeper', 'settling.settle', { ...late, amountMinor: 500 })).toMatchObject({
    error: { code: 'moved' },
  });
  expect(await at.ask('bookkeeper', 'settling.outside', { ...late, amountMinor: 500 })).toMatchObject({
    error: { code: 'moved' },
  });
  const now = await row('H1');
  expect(now).toMatchObject({ trouble: 'link_lost', lastAttemptMs: expect.any(Number) });
  expect(await ends()).toEqual([{ sessionId: 'H1', how: 'open', amount: eur(0) }]);
  expect(now.means).toContain('retry');
  expect((await at.ask('technician', 'settling.retry', { sessionId: 'H1', seen: now.seen })).ok).toBe(true);
  await settled();
  expect(at.store.hold('H1')?.state).toBe('released');
  expect(await ends()).toEqual([{ sessionId: 'H1', how: 'released', amount: eur(6_000) }]);
  expect(at.terminal.booked).toEqual([{ of: '0001', minor: 0 }]);
});

test('whoever settles it elsewhere reads of a capture that was never answered: it may have been booked', async () => {
  const { seen } = await row('H1');
  at.terminal.fail('capture', 'answerLost');
  expect((await at.ask('bookkeeper', 'settling.settle', { sessionId: 'H1', seen, amountMinor: 1_234, note })).ok).toBe(
    true,
  );
  await settled();
  expect(await row('H1')).toMatchObject({ due: eur(1_234), unansweredCapture: eur(1_234) });
});

test('a capture the bank has refused was not booked: nobody is warned of it', async () => {
  const { seen } = await row('H1');
  at.terminal.fail('capture', 'declined');
  await at.ask('bookkeeper', 'settling.settle', { sessionId: 'H1', seen, amountMinor: 1_234, note });
  await settled();
  expect(await row('H1')).toMatchObject({ trouble: 'declined', unansweredCapture: null });
});

test('settled outside: nothing is taken any more, now or after a restart, and the books stay whole', async () => {
  const { seen } = await row('H1');
  const wish = { sessionId: 'H1', seen, amountMinor: 900, note: 'Acquirer, 4111 1111 1111 1111' };
  expect((await at.ask('bookkeeper', 'settling.outside', wish)).ok).toBe(true);
  expect(at.store.hold('H1')).toMatchObject({ state: 'captured', outside: { amount: eur(900), person: 'bookkeeper' } });
  expect(at.station.maintenance().openSettlements).toEqual([]);
  expect(await ends()).toEqual([{ sessionId: 'H1', how: 'outside', amount: eur(900) }]);
  at.station.settlements.resume();
  await settled();
  // What the terminal still held of it is free.
  expect(at.terminal.booked).toEqual([{ of: '0001', minor: 0 }]);
  expect(JSON.stringify([...at.store.journal()])).not.toContain('1111 1111');
  expect(at.store.verify().ok).toBe(true);
  expect(at.store.bookedSinceEndOfDay().count).toBe(0);
});

test('no more than is held, no session that is not open, nothing forged', async () => {
  const { seen } = await row('H1');
  const wish = { sessionId: 'H1', seen, note };
  expect(await at.ask('bookkeeper', 'settling.settle', { ...wish, amountMinor: 6_001 })).toMatchObject({
    error: { code: 'tooMuch' },
  });
  for (const forged of [
    { ...wish, amountMinor: -1 },
    { ...wish, amountMinor: 1e300 },
    { ...wish, amountMinor: 5, note: 'x'.repeat(1_000_000) },
    { ...wish, amountMinor: 5, currency: 'BTC' },
    { ...wish, amountMinor: 5, note: ' ' },
  ])
    expect(await at.askAny('bookkeeper', 'settling.settle', forged)).toMatchObject({ error: { code: 'malformed' } });
  expect(await at.ask('bookkeeper', 'settling.release', { ...wish, sessionId: 'S9' })).toMatchObject({
    error: { code: 'notOpen' },
  });
  expect(at.store.hold('H1')).toMatchObject({ state: 'staff', due: null });
  expect(at.terminal.booked).toEqual([]);
});
