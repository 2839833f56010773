import { expect, test } from 'vitest';
import { settled, visa } from '../station/fixtures.ts';
import { bench, type StaffBench } from './bench.ts';

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
    facts: [{ fact: 'money', minor: 1, currency: 'EUR' }, { fact: 'card', last4: '1111' }, { fact: 'terminalReceipt' }],
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
