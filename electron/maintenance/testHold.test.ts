import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestClock, settled, visa } from '../station/fixtures.ts';
import { opened } from '../store/fixtures.ts';
import { bench, type StaffBench } from './bench.ts';
import { START_MS } from './fixtures.ts';

const SESSION = 'TESTS1';

async function holdOn(at: StaffBench) {
  await at.ask('technician', 'test.begin', { name: 'hold' });
  await settled();
  at.terminal.present(visa);
  await settled();
}
const last = async (at: StaffBench) => {
  const seen = await at.ask('technician', 'test.look', undefined);
  return seen.ok ? seen.value.tests.find(({ name }) => name === 'hold')?.last : null;
};
const kinds = (at: StaffBench) =>
  [...at.store.journal()].map(({ kind }) => kind).filter((kind) => /^(order|due|hold)/.test(kind));

test('one cent is set aside and given back by the way of every payment, intent first', async () => {
  const at = await bench();
  await holdOn(at);
  await at.clock.advance(1_000);
  expect(await last(at)).toMatchObject({
    outcome: 'passed',
    facts: [
      { fact: 'money', minor: 1, currency: 'EUR' },
      { fact: 'card', last4: '1111' },
      { fact: 'terminalReceipt' },
      { fact: 'released', minor: 1, currency: 'EUR' },
    ],
  });
  expect(kinds(at)).toEqual([
    'orderIntended',
    'orderAnswered',
    'orderConfirmed',
    'due',
    'orderIntended',
    'orderAnswered',
    'orderConfirmed',
  ]);
  expect(at.store.hold(SESSION)).toMatchObject({ state: 'released', due: { minor: 0 }, captured: null });
  expect([...at.terminal.open]).toEqual([]);
  expect(at.station.maintenance().openSettlements).toEqual([]);
  expect(at.store.verify().ok).toBe(true);
});

test('the accounts know nothing of it: no receipt, no capture, no difference', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-test-hold-'));
  const clock = createTestClock(START_MS);
  const at = await bench({ dataDir, clock, store: opened(join(dataDir, 'station.db'), clock.now) });
  await holdOn(at);
  await at.clock.advance(1_000);
  expect(at.store.hold(SESSION)?.state).toBe('released');
  expect(await at.ask('bookkeeper', 'books.check', { kind: 'month', day: '2026-11-01' })).toMatchObject({
    ok: true,
    value: { totals: [], cards: [], differences: [] },
  });
  expect(at.store.bookedSinceEndOfDay().count).toBe(0);
});

test('while the bank cannot release it, it stands among the open settlements and is tried again', async () => {
  const at = await bench();
  at.terminal.fail('reverse', 'bankAway');
  await holdOn(at);
  expect(at.station.maintenance().openSettlements).toMatchObject([
    { sessionId: SESSION, due: { minor: 0 }, stillTrying: true, trouble: 'declined' },
  ]);
  await at.clock.advance(30_000);
  expect(await last(at)).toMatchObject({ outcome: 'passed' });
  expect(at.station.maintenance().openSettlements).toEqual([]);
});

test('the power fails before it is known to be due: the next start gives it back', async () => {
  const at = await bench();
  const { recordDue } = at.store;
  at.store.recordDue = () => {
    throw new Error('the power fails here');
  };
  await holdOn(at);
  expect(at.store.hold(SESSION)).toMatchObject({ state: 'held', due: null });
  at.store.recordDue = recordDue;
  const again = await bench({ store: at.store, clock: at.clock, terminal: at.terminal });
  await again.clock.advance(1_000);
  expect(again.store.hold(SESSION)).toMatchObject({ state: 'released', due: { minor: 0 } });
  expect([...again.terminal.open]).toEqual([]);
});

test('an approval whose answer was lost is found at the terminal and given back; the test says that nothing is known', async () => {
  const at = await bench();
  at.terminal.fail('preAuthorize', 'answerLost');
  await holdOn(at);
  expect(await last(at)).toMatchObject({ outcome: 'failed', finding: 'unknownEnd' });
  await at.clock.advance(10_000);
  expect([...at.terminal.open]).toEqual([]);
  expect(at.store.unansweredOrders()).toEqual([]);
});

test('a refusal is told with its host code, and a key is asked for no money', async () => {
  const at = await bench();
  at.terminal.fail('preAuthorize', 'declined');
  await holdOn(at);
  expect(await last(at)).toMatchObject({ finding: 'declined', facts: [{ fact: 'hostCode', text: '05' }] });
  expect(at.store.holds()).toEqual([]);
});

const reading = (energyWh: number, atMs: number) => ({ energyWh, atMs, powerW: 50_000, meterId: 'M1' });

/** A driver who charges at cable A. */
async function charging(at: StaffBench) {
  at.link(true);
  const touch = at.station.handlers.kiosk.handleSendIntent;
  await touch({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  await touch({ type: 'START', connectorId: 1 });
  await settled();
  at.terminal.present(visa);
  await at.clock.advance(100);
  await at.tellOf(1, { type: 'vehicleConnected', sessionId: 'c1' });
  const idToken = at.store.lastSession(1)?.authorization.idToken ?? '';
  const meter = reading(1_000, at.clock.now());
  await at.tellOf(
    1,
    { type: 'transactionStarted', sessionId: 'c1', idToken, meter },
    { type: 'chargingStarted', sessionId: 'c1' },
  );
  return touch;
}

test('beside a charge, the test moves its own cent and nothing of the driver’s', async () => {
  const at = await bench();
  await charging(at);
  const driver = at.store.lastSession(1)?.authorization.sessionId ?? '';
  await holdOn(at);
  await at.clock.advance(1_000);
  expect(await last(at)).toMatchObject({ outcome: 'passed' });
  expect(at.store.hold(SESSION)).toMatchObject({ connectorId: 0, state: 'released' });
  expect(at.store.hold(driver)).toMatchObject({ connectorId: 1, state: 'held', due: null });
  expect(at.tile(1)?.status).toBe('charging');
  const meter = reading(11_000, at.clock.now());
  await at.tellOf(
    1,
    { type: 'transactionFinished', sessionId: 'c1', reason: null, meter, signedStart: null, signed: null },
    { type: 'sessionFinished', sessionId: 'c1' },
  );
  await at.clock.advance(1_000);
  expect(at.store.hold(driver)).toMatchObject({ state: 'captured', captured: at.store.receiptOf(driver)?.total });
  expect([...at.terminal.open]).toEqual([]);
});

test('a driver who shows a card to stop needs the reader: the test ends, and no cent is asked for', async () => {
  const at = await bench();
  const touch = await charging(at);
  await at.ask('technician', 'test.begin', { name: 'hold' });
  await settled();
  await touch({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  await touch({ type: 'ASK_STOP', connectorId: 1 });
  await touch({ type: 'STOP_WITH_CARD', connectorId: 1 });
  await settled();
  expect(await last(at)).toMatchObject({ outcome: 'stopped', finding: 'driverFirst' });
  at.terminal.present(visa);
  await at.clock.advance(5_000);
  expect(at.store.hold(SESSION)).toBeNull();
  expect(at.store.order(`${SESSION}:preAuthorize:1`)).toBeNull();
});
