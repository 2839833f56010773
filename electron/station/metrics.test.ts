import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { LinkView } from '../../machines/staffView.ts';
import { capture, charge, opened, placeHold } from '../store/fixtures.ts';
import { createTestClock, exampleConfig, silent } from './fixtures.ts';
import { createMetrics, serveMetrics, type Watched } from './metrics.ts';
import { createSafeMode } from './safeMode.ts';

const away: LinkView = {
  device: 'cardTerminal',
  evse: null,
  address: '10.0.0.5:20007',
  state: 'down',
  sinceMs: 0,
  latencyMs: 12,
  lastError: { atMs: 1, text: 'connect ECONNREFUSED' },
  version: null,
};

function watched(changes: Partial<Watched> = {}): Watched {
  const store = opened();
  charge(store, 's1');
  capture(store, 's1');
  charge(store, 's2');
  placeHold(store, 's3');
  store.recordStartFailed({ connectorId: 1, sessionId: null, cause: 'cardDeclined', timeZone: 'UTC' });
  const { view } = createSafeMode(exampleConfig(), 'booksDamaged', createTestClock());
  return {
    view,
    links: () => [away],
    books: store.figures,
    awaitingEndOfDay: () => store.bookedSinceEndOfDay().count,
    ...changes,
  };
}

test('the metrics tell sessions, money, links, what is open, and how the process does', async () => {
  const text = await createMetrics(watched()).metrics();
  for (const line of [
    'surtidor_selling 1',
    'surtidor_connector_state{connector="A",state="unavailable"} 1',
    'surtidor_connector_state{connector="A",state="free"} 0',
    'surtidor_link_up{device="cardTerminal",evse=""} 0',
    'surtidor_link_latency_seconds{device="cardTerminal",evse=""} 0.012',
    'surtidor_sessions_total{paid_by="bankCard"} 2',
    'surtidor_billed_minor_total{paid_by="bankCard",currency="EUR"} 2468',
    'surtidor_energy_watt_hours_total 40000',
    'surtidor_failed_starts_total{cause="cardDeclined"} 1',
    'surtidor_open_holds 1',
    'surtidor_open_settlements{state="held"} 1',
    'surtidor_held_minor{state="held",currency="EUR"} 12000',
    'surtidor_payments_awaiting_end_of_day 1',
  ])
    expect(text).toContain(`${line}\n`);
  expect(text).toMatch(/^surtidor_journal_rows_total \d+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds \d/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
});

test('asked again they tell the same, not twice as much', async () => {
  const metrics = createMetrics(watched());
  const told = async () => (await metrics.metrics()).match(/^surtidor_.*$/gm);
  expect(await told()).toEqual(await told());
});

test('in safe mode they say so', async () => {
  const text = await createMetrics(watched({ books: () => null })).metrics();
  expect(text).toContain('surtidor_selling 0\n');
});

test('nobody can be told from them', async () => {
  const own = (await createMetrics(watched()).metrics()).match(/^surtidor_.*$/gm) ?? [];
  expect(own.length).toBeGreaterThan(0);
  const text = own.join('\n');
  for (const private_ of ['1881', 's1', '123456', '0042', 'VISA', '10.0.0.5']) expect(text).not.toContain(private_);
});

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request(url, { headers, method }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    asked.on('error', reject);
    asked.end();
  });

test('they are served to this machine, at one address, under its own name', async () => {
  const served = await serveMetrics(createMetrics(watched()), 0, silent);
  if (!served.ok) throw new Error(served.error);
  const { url, close } = served.value;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  expect((await get(url)).text).toContain('surtidor_selling 1');
  expect((await get(url, { host: 'evil.example.com' })).status).toBe(403);
  expect((await get(url.replace('/metrics', '/'))).status).toBe(404);
  expect((await get(url, {}, 'POST')).status).toBe(404);
  const taken = await serveMetrics(createMetrics(watched()), Number(new URL(url).port), silent);
  expect(taken).toMatchObject({ ok: false, error: expect.stringContaining('EADDRINUSE') });
  await close();
});

test('what cannot be collected is answered, and stops nothing', async () => {
  const broken = createMetrics(
    watched({
      links: () => {
        throw new Error('broken');
      },
    }),
  );
  const served = await serveMetrics(broken, 0, silent);
  if (!served.ok) throw new Error(served.error);
  expect((await get(served.value.url)).status).toBe(500);
  expect((await get(served.value.url)).status).toBe(500);
  await served.value.close();
});
