import { expect, test } from 'vitest';
import { settled, visa } from '../station/fixtures.ts';
import { bench, type StaffBench } from './bench.ts';
import type { TestName } from './tests/results.ts';

const key = { kind: 'chargingKey', uid: '04A1B2C3D4E5F6' } as const;

const look = async (at: StaffBench) => {
  const seen = await at.ask('technician', 'test.look', undefined);
  if (!seen.ok) throw new Error('not looked');
  return seen.value;
};
const begin = (at: StaffBench, name: TestName) => at.ask('technician', 'test.begin', { name });
const lastOf = async (at: StaffBench, name: TestName) =>
  (await look(at)).tests.find((row) => row.name === name)?.last ?? null;
const stepOf = async (at: StaffBench) => (await look(at)).running?.step;

test('the bookkeeper is refused every request of it, by the station', async () => {
  const at = await bench();
  const forbidden = { ok: false, error: { code: 'forbidden' } };
  expect(await at.ask('bookkeeper', 'test.look', undefined)).toMatchObject(forbidden);
  expect(await at.ask('bookkeeper', 'test.begin', { name: 'hold' })).toMatchObject(forbidden);
  expect(await at.ask('bookkeeper', 'test.say', { said: 'yes' })).toMatchObject(forbidden);
  expect(await at.ask('bookkeeper', 'test.cancel', undefined)).toMatchObject(forbidden);
  expect(at.terminal.calls).toEqual([]);
});

test('a card is read: what is told of it is what a receipt may show, and the trail has begin and end', async () => {
  const at = await bench();
  await begin(at, 'cardRead');
  expect(await stepOf(at)).toEqual({ step: 'card', wants: 'card', prompt: 'presentCard' });
  expect(await begin(at, 'chargingKey')).toMatchObject({ error: { code: 'testRuns' } });
  at.terminal.present(visa);
  await settled();
  expect(await lastOf(at, 'cardRead')).toMatchObject({
    outcome: 'passed',
    facts: [{ fact: 'card', brand: 'VISA', last4: '1111', entry: 'contactless' }],
    person: 'technician',
  });
  expect(JSON.stringify(at.store.snapshot('maintenance.tests'))).not.toContain('T1');
  expect(at.trail().slice(0, 3)).toEqual([
    'technician test.end testPassed',
    'technician test.begin testRuns',
    'technician test.begin done',
  ]);
  expect(at.store.verify().ok).toBe(true);
});

test('a charging key is no bank card, and told by its last digits alone', async () => {
  const at = await bench();
  await begin(at, 'cardRead');
  at.terminal.present(key);
  await settled();
  expect(await lastOf(at, 'cardRead')).toMatchObject({ outcome: 'failed', finding: 'notABankCard' });
  await begin(at, 'chargingKey');
  at.terminal.present(key);
  await settled();
  expect(await lastOf(at, 'chargingKey')).toMatchObject({ facts: [{ fact: 'key', last4: 'E5F6', isKnown: true }] });
  expect(JSON.stringify(at.store.snapshot('maintenance.tests'))).not.toContain('04A1B2');
});

test('a test is called off, is overdue, or makes way for a driver; the last run says which, also after a restart', async () => {
  const at = await bench();
  await begin(at, 'cardRead');
  await at.ask('administrator', 'test.cancel', undefined);
  await settled();
  expect(await lastOf(at, 'cardRead')).toMatchObject({ outcome: 'stopped', finding: 'cancelled' });
  await begin(at, 'chargingKey');
  await at.clock.advance(120_000);
  const late = await at.ask('administrator', 'test.look', undefined);
  expect(late.ok && late.value.running).toBeNull();
  const again = await bench({ store: at.store, clock: at.clock });
  const kept = again.station.maintenanceMode;
  expect(kept).not.toBeNull();
  expect(at.store.snapshot('maintenance.tests')?.snapshot).toMatchObject({
    cardRead: { finding: 'cancelled' },
    chargingKey: { outcome: 'failed', finding: 'late' },
  });
});

test('drivers first: nobody tests at a reader a driver uses, and what breaks the link waits until nobody charges', async () => {
  const at = await bench();
  at.link(true);
  const send = at.station.handlers.kiosk.handleSendIntent;
  await send({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  await send({ type: 'START', connectorId: 1 });
  await settled();
  for (const name of ['cardRead', 'hold', 'chargingKey', 'diagnosis'] as const)
    expect(await begin(at, name)).toMatchObject({ error: { code: 'readerInUse' } });
  for (const name of ['registration', 'emergencyStop'] as const)
    expect(await begin(at, name)).toMatchObject({ error: { code: 'inUse' } });
  expect(at.terminal.calls.filter((call) => call === 'readCard')).toHaveLength(1);
  expect(at.terminal.calls).not.toContain('preAuthorize');
});

test('the touch panel passes with its last field, and fails with what stayed silent', async () => {
  const at = await bench();
  await begin(at, 'touch');
  await at.ask('technician', 'test.say', { said: 'touched', fields: [0, 1, 1, 39] });
  await settled();
  expect(await stepOf(at)).toMatchObject({ step: 'touch', touched: [0, 1, 39] });
  expect(await at.askAny('technician', 'test.say', { said: 'touched', fields: [40] })).toMatchObject({
    error: { code: 'malformed' },
  });
  await at.ask('technician', 'test.say', { said: 'no' });
  await settled();
  expect(await lastOf(at, 'touch')).toMatchObject({
    finding: 'zonesDead',
    facts: [{ fact: 'zones', touched: 3, of: 40 }],
  });
  await begin(at, 'touch');
  await at.ask('technician', 'test.say', { said: 'touched', fields: Array.from({ length: 40 }, (_, i) => i) });
  await settled();
  expect(await lastOf(at, 'touch')).toMatchObject({ outcome: 'passed' });
});

test('what only a person can see or hear is asked: picture and brightness, chime and voice', async () => {
  const at = await bench();
  const run = async (name: 'display' | 'sound', ...answers: ('yes' | 'no' | 'none')[]) => {
    await begin(at, name);
    for (const said of answers) {
      await at.ask('technician', 'test.say', { said });
      await settled();
    }
    const last = await lastOf(at, name);
    return last?.finding ?? last?.outcome;
  };
  expect(await run('display', 'yes', 'yes')).toBe('passed');
  expect(await run('display', 'no')).toBe('pictureBad');
  expect(await run('display', 'yes', 'no')).toBe('brightnessBad');
  expect(await run('sound', 'yes', 'yes')).toBe('passed');
  expect(await run('sound', 'no')).toBe('soundBad');
  expect(await run('sound', 'yes', 'none')).toBe('noVoice');
  expect(await at.ask('technician', 'test.say', { said: 'yes' })).toMatchObject({ error: { code: 'notRunning' } });
});
