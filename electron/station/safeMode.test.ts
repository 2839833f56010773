import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KioskView } from '../../machines/view.ts';
import { opened, placeHold } from '../store/fixtures.ts';
import { createLogOn } from './log.ts';
import { type Station, startStation } from './station.ts';

/** A station whose books cannot be used: it starts, says so, and touches neither money nor devices. */

const configFile = fileURLToPath(new URL('./example.config.json', import.meta.url));
let dataDir = '';
let logged = '';
let calls = 0;
let devices: Server[] = [];
let station: Station | null = null;

/** Stands where terminal and broker would be, and counts who comes. */
const listening = () =>
  new Promise<number>((resolve) => {
    const device = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    devices.push(device);
    device.listen(0, '127.0.0.1', () => {
      const address = device.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

async function start() {
  const log = createLogOn({
    write: (line) => {
      logged += line;
    },
  });
  const overrides = {
    dataDir,
    'simulation.enabled': 'false',
    'cardTerminal.port': String(await listening()),
    'powerController.url': `mqtt://127.0.0.1:${await listening()}`,
  };
  const started = await startStation({ configFile, overrides, log });
  if (started.ok) station = started.value;
  return started;
}
async function startedInSafeMode(): Promise<Station> {
  const started = await start();
  if (!started.ok) throw new Error(started.error.message);
  expect(started.value.safeMode).not.toBeNull();
  return started.value;
}
const send = (to: Station, intent: Parameters<NonNullable<Station['handlers']['kiosk']>['handleSendIntent']>[0]) =>
  to.handlers.kiosk?.handleSendIntent(intent);
const booksFile = () => join(dataDir, 'station.db');

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'surtidor-safe-'));
  [logged, calls] = ['', 0];
});
afterEach(async () => {
  vi.useRealTimers();
  await station?.close();
  for (const device of devices) device.close();
  [station, devices] = [null, []];
  rmSync(dataDir, { recursive: true, force: true });
});

test('damaged books: out of order at every connector, nothing touched, and the log says what to do', async () => {
  writeFileSync(booksFile(), 'not a database '.repeat(1000));
  const before = readFileSync(booksFile());
  const safe = await startedInSafeMode();
  const view = safe.view();
  expect(view.screen).toEqual({ name: 'outOfService', fault: 'booksDamaged' });
  expect(view.connectors.map(({ status }) => status)).toEqual(['unavailable', 'unavailable']);
  expect(logged).toContain('restore a backup');
  expect(logged).toContain('npm run audit');
  for (const type of ['SELECT_CONNECTOR', 'START'] as const)
    expect(send(safe, { type, connectorId: 1 })).toMatchObject({ ok: false });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(calls).toBe(0);
  expect(readFileSync(booksFile()).equals(before)).toBe(true);
  expect(safe.receipts()).toEqual([]);
  expect(safe.maintenance().openSettlements).toEqual([]);
});

test('the driver still has languages and help', async () => {
  writeFileSync(booksFile(), 'not a database '.repeat(1000));
  const safe = await startedInSafeMode();
  const seen: KioskView[] = [];
  safe.subscribe((view) => seen.push(view));
  send(safe, { type: 'SET_LANGUAGE', language: 'de' });
  send(safe, { type: 'OPEN_HELP' });
  expect(seen.at(-1)).toMatchObject({
    language: 'de',
    help: { callBack: null, takesReports: false },
    screen: { name: 'outOfService' },
  });
});

test('staff who touch the corners read what is wrong and what to do, and nobody can sign in', async () => {
  writeFileSync(booksFile(), 'not a database '.repeat(1000));
  const safe = await startedInSafeMode();
  const heard: string[] = [];
  safe.doorbell.onRing(() => void heard.push('ring'));
  safe.doorbell.onLeave(() => void heard.push('leave'));
  for (const corner of ['left', 'right', 'left', 'right', 'left'] as const) send(safe, { type: 'CORNER', corner });
  expect(heard).toEqual(['ring']);
  const { maintenance } = safe.handlers;
  expect(maintenance?.handleGetDoor(undefined)).toMatchObject({ closed: 'booksDamaged' });
  const step = { step: 'pin', number: '1000', pin: '123456' } as const;
  expect(maintenance?.handleSignIn(step)).toMatchObject({ error: { code: 'closed' } });
  expect(await safe.staffDesk.hear({ token: 't', name: 'machine.displays' }, {})).toMatchObject({
    error: { code: 'closed' },
  });
  maintenance?.handleLeave(undefined);
  expect(heard).toEqual(['ring', 'leave']);
});

test('books of a newer version are left alone', async () => {
  opened(booksFile()).close();
  const db = new DatabaseSync(booksFile());
  db.exec('INSERT INTO migrations VALUES (99, 0)');
  db.close();
  const safe = await startedInSafeMode();
  expect(safe.view().screen).toEqual({ name: 'outOfService', fault: 'booksNewer' });
  expect(safe.safeMode?.message).toContain('schema 99');
});

test('books that cannot be written are tried again every minute, and then the station sells', async () => {
  rmSync(dataDir, { recursive: true });
  writeFileSync(dataDir, 'a file where the folder should be');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const safe = await startedInSafeMode();
  expect(safe.view().screen).toEqual({ name: 'outOfService', fault: 'booksUnwritable' });
  expect(safe.safeMode?.message).toContain('tried again every minute');
  const seen: KioskView[] = [];
  safe.subscribe((view) => seen.push(view));
  vi.advanceTimersByTime(60_000);
  expect(safe.safeMode).not.toBeNull();
  expect(logged).toContain('still in safe mode');

  rmSync(dataDir);
  vi.advanceTimersByTime(60_000);
  expect(safe.safeMode).toBeNull();
  expect(seen.at(-1)?.screen).toEqual({ name: 'attract' });
  expect(safe.books.verify().ok).toBe(true);
  expect(send(safe, { type: 'SET_LANGUAGE', language: 'es' })).toEqual({ ok: true });
  expect(safe.view().language).toBe('es');
});

test('a hold of the time before is settled by nobody while the books are damaged', async () => {
  const store = opened(booksFile());
  placeHold(store);
  store.close();
  const db = new DatabaseSync(booksFile());
  db.exec("DROP TRIGGER journal_is_never_changed; UPDATE journal SET payload = '{}' WHERE seq = 2");
  db.close();
  const safe = await startedInSafeMode();
  expect(safe.safeMode?.message).toContain('journal row 2');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(calls).toBe(0);
});

test('a second station on the same books does not start at all', async () => {
  const store = opened(booksFile());
  expect(await start()).toMatchObject({ ok: false, error: { code: 'locked' } });
  store.close();
  expect(existsSync(`${booksFile()}.lock`)).toBe(true);
});
