import { expect, test } from 'vitest';
import { settled } from '../station/fixtures.ts';
import { bench } from './bench.ts';

const reading = (energyWh: number, atMs: number) => ({ energyWh, atMs, powerW: 50_000, meterId: 'M1' });

test('a technician takes a connector out with a reason drivers see, and gives it back', async () => {
  const at = await bench();
  expect(await at.ask('technician', 'connector.takeOut', { connectorId: 1, reason: 'repair' })).toEqual({
    ok: true,
    value: null,
  });
  await settled();
  expect(at.tile(1)).toMatchObject({ status: 'unavailable', unavailable: 'repair' });
  expect(at.tile(2)).toMatchObject({ status: 'free', unavailable: null });
  expect(await at.ask('technician', 'connector.list', undefined)).toMatchObject({
    value: [{ connectorId: 1, outOfService: 'repair' }, { outOfService: null }],
  });
  expect(await at.ask('technician', 'connector.takeOut', { connectorId: 1, reason: 'repair' })).toMatchObject({
    error: { code: 'alreadySo' },
  });
  await at.ask('administrator', 'connector.bringBack', { connectorId: 1 });
  await settled();
  expect(at.tile(1)?.status).toBe('free');
  expect(at.switched).toEqual(['1 off', '1 on']);
  expect(at.trail().slice(0, 3)).toEqual([
    'administrator connector.bringBack done',
    'technician connector.takeOut alreadySo',
    'technician connector.takeOut done',
  ]);
});

test('it stays out across a restart, whatever the controller says, and until it is given back', async () => {
  const at = await bench();
  await at.ask('technician', 'connector.takeOut', { connectorId: 2, reason: 'maintenance' });
  expect(at.store.settings()).toMatchObject([{ path: 'service.2', value: 'maintenance', person: 'technician' }]);
  expect(at.store.verify().ok).toBe(true);
  const again = await bench({ store: at.store, clock: at.clock });
  await again.tellOf(2, { type: 'availability', enabled: true, reserved: false, faults: [] });
  expect(again.tile(2)).toMatchObject({ unavailable: 'maintenance' });
  again.link(false);
  again.link(true);
  await again.clock.advance(1_000);
  expect(again.switched).toContain('2 off');
});

test('a running charge goes on; the connector is taken when it is over', async () => {
  const at = await bench();
  at.link(true);
  await at.station.handlers.kiosk.handleSendIntent({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  await at.station.handlers.kiosk.handleSendIntent({ type: 'START', connectorId: 1 });
  await settled();
  at.terminal.present({
    kind: 'bankCard',
    card: { brand: 'VISA', last4: '1111', entryMode: 'contactless' },
    token: 'T1',
  });
  await at.clock.advance(100);
  await at.tellOf(1, { type: 'vehicleConnected', sessionId: 'c1' });
  const { idToken } = at.store.lastSession(1)?.authorization ?? { idToken: '' };
  await at.tellOf(
    1,
    { type: 'transactionStarted', sessionId: 'c1', idToken, meter: reading(1_000, at.clock.now()) },
    { type: 'chargingStarted', sessionId: 'c1' },
  );
  expect(at.tile(1)?.status).toBe('charging');
  await at.ask('technician', 'connector.takeOut', { connectorId: 1, reason: 'disabled' });
  await at.clock.advance(5_000);
  expect(at.tile(1)?.status).toBe('charging');
  expect(at.switched).toEqual([]);
  const end = { ...reading(3_000, at.clock.now()), powerW: 0 };
  await at.tellOf(
    1,
    { type: 'transactionFinished', sessionId: 'c1', reason: 'Local', meter: end, signedStart: null, signed: null },
    { type: 'sessionFinished', sessionId: 'c1' },
  );
  await at.clock.advance(1_000_000);
  expect(at.store.receipts()).toHaveLength(1);
  expect(at.tile(1)).toMatchObject({ status: 'unavailable', unavailable: 'disabled' });
  expect(at.switched).toEqual(['1 off']);
});

test('who keeps the books may not, and what is forged or too much is refused', async () => {
  const at = await bench();
  const refused = (input: unknown) => at.askAny('technician', 'connector.takeOut', input);
  expect(await at.askAny('bookkeeper', 'connector.takeOut', { connectorId: 1, reason: 'repair' })).toMatchObject({
    error: { code: 'forbidden' },
  });
  expect(await refused({ connectorId: 1, reason: 'x'.repeat(100_000) })).toMatchObject({
    error: { code: 'malformed' },
  });
  expect(await refused({ connectorId: '1', reason: 'repair' })).toMatchObject({ error: { code: 'malformed' } });
  expect(await refused({ connectorId: 9, reason: 'repair' })).toMatchObject({ error: { code: 'noConnector' } });
  expect(at.station.view().connectors.every(({ status }) => status === 'free')).toBe(true);
  expect(at.trail()).toContain('bookkeeper connector.takeOut forbidden');
});
