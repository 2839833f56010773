import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createTestClock } from '../station/fixtures.ts';
import { capture, charge, opened } from '../store/fixtures.ts';
import { openStore } from '../store/openStore.ts';
import { bench } from './bench.ts';
import { START_MS } from './fixtures.ts';
import { copyLogs, makeFolder } from './saveFiles.ts';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'surtidor-upkeep-'));

test('books and log are saved where the list says, whole, for the own user alone; and nowhere else', async () => {
  const dataDir = freshFolder();
  const clock = createTestClock(START_MS);
  const store = opened(join(dataDir, 'station.db'), clock.now);
  writeFileSync(join(dataDir, 'station.log.1'), 'older\n');
  writeFileSync(join(dataDir, 'station.log'), 'newer\n');
  const at = await bench({ store, clock, dataDir });
  const looked = await at.ask('technician', 'upkeep.look', undefined);
  const place = looked.ok ? (looked.value.places[0]?.path ?? '') : '';
  expect(place).toBe(join(dataDir, 'export'));
  const saved = await at.ask('technician', 'upkeep.backUp', { place });
  if (!saved.ok) throw new Error(saved.error.code);
  expect(saved.value.path.startsWith(`${place}/books-`)).toBe(true);
  const copy = openStore(saved.value.path, { now: () => 1 });
  expect(copy.ok && copy.value.verify().ok).toBe(true);
  const log = await at.ask('technician', 'upkeep.saveLogs', { place });
  if (!log.ok) throw new Error(log.error.code);
  expect(readFileSync(log.value.path, 'utf8')).toBe('older\nnewer\n');
  expect(statSync(log.value.path).mode & 0o777).toBe(0o600);
  for (const elsewhere of [`${place}/..`, dataDir, '/etc', 'constructor'])
    expect(await at.ask('technician', 'upkeep.backUp', { place: elsewhere })).toMatchObject({
      error: { code: 'noPlace' },
    });
  expect(await at.askAny('bookkeeper', 'upkeep.backUp', { place })).toMatchObject({ error: { code: 'forbidden' } });
  expect(readdirSync(place).filter((name) => name.endsWith('.db'))).toHaveLength(1);
  expect(at.trail()).toContain('technician upkeep.saveLogs done');
});

test('a stick that is not there is told, and no folder made in its place', () => {
  expect(makeFolder(join(freshFolder(), 'gone', 'stick')).ok).toBe(false);
  expect(copyLogs('/nowhere', join(freshFolder(), 'gone', 'log')).ok).toBe(false);
});

test('the day is closed on demand, but not while a hold is open', async () => {
  const at = await bench();
  charge(at.store);
  capture(at.store);
  for (const key of ['s1:preAuthorize', 's1:capture']) at.store.confirmOrder(key);
  at.terminal.booked.push({ of: '0042', minor: 1_234 });
  at.terminal.open.set('0077', 100);
  expect(await at.ask('technician', 'upkeep.closeDay', undefined)).toMatchObject({ error: { code: 'holdsOpen' } });
  at.terminal.open.clear();
  expect(await at.ask('technician', 'upkeep.closeDay', undefined)).toMatchObject({
    value: { count: 1, total: { minor: 1_234 } },
  });
  expect(at.store.bookedSinceEndOfDay().count).toBe(0);
  expect(await at.askAny('bookkeeper', 'upkeep.closeDay')).toMatchObject({ error: { code: 'forbidden' } });
});

test('the station is begun anew when nobody uses it; until then it waits, and can be told not to', async () => {
  const restart = vi.fn();
  const at = await bench({ shell: { restart, reloadPage: null } });
  await at.station.handlers.kiosk.handleSendIntent({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  expect(await at.ask('technician', 'upkeep.restart', { when: 'now' })).toMatchObject({ error: { code: 'inUse' } });
  expect(await at.ask('technician', 'upkeep.reconnect', { device: 'cardTerminal' })).toMatchObject({
    error: { code: 'inUse' },
  });
  expect((await at.ask('technician', 'upkeep.restart', { when: 'whenFree' })).ok).toBe(true);
  await at.clock.advance(5_000);
  expect(restart).not.toHaveBeenCalled();
  expect(await at.ask('technician', 'upkeep.look', undefined)).toMatchObject({
    value: { isFree: false, restart: 'waiting', reloadPage: null },
  });
  await at.station.handlers.kiosk.handleSendIntent({ type: 'CANCEL', connectorId: 1 });
  await at.clock.advance(1_000);
  expect(at.station.view().screen).toEqual({ name: 'lookedAfter', why: 'renewal' });
  expect(restart).not.toHaveBeenCalled();
  await at.clock.advance(3_000);
  expect(restart).toHaveBeenCalledOnce();
  expect(await at.ask('technician', 'upkeep.reloadPage', undefined)).toMatchObject({ error: { code: 'notHere' } });
  expect(await at.askAny('bookkeeper', 'upkeep.restart', { when: 'now' })).toMatchObject({
    error: { code: 'forbidden' },
  });
});

test('a link is broken and made anew while nobody needs it', async () => {
  const at = await bench();
  const stopped = vi.spyOn(at.terminalPort, 'stop');
  const started = vi.spyOn(at.terminalPort, 'start');
  expect((await at.ask('technician', 'upkeep.reconnect', { device: 'cardTerminal' })).ok).toBe(true);
  expect([stopped.mock.calls.length, started.mock.calls.length]).toEqual([1, 1]);
  expect(await at.askAny('technician', 'upkeep.reconnect', { device: 'rm -rf' })).toMatchObject({
    error: { code: 'malformed' },
  });
});
