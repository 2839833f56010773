import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { billedEnergy } from '../../../metering/ocmf/billedEnergy.ts';
import { implausible } from '../../../metering/ocmf/plausibility.ts';
import { readOcmf } from '../../../metering/ocmf/record.ts';
import { verifyOcmf } from '../../../metering/ocmf/verify.ts';
import type { MeterFault } from '../../../simulators/meter/faults.ts';
import { type MeterSimulator, startMeterSimulator } from '../../../simulators/meter/meterSimulator.ts';
import { createLemDcbm, type LemDcbmConfig } from './lemDcbm.ts';

const directory = mkdtempSync(join(tmpdir(), 'dcbm-'));
afterAll(() => rmSync(directory, { recursive: true }));
let simulator: MeterSimulator;
let registerWh = 57_584.7;
let nowMs = Date.UTC(2026, 4, 6, 10);
const logged: string[] = [];
/** The fault strikes at the request of that number, counted from now. */
let strikes: { readonly fault: MeterFault; left: number } | null = null;
const strike = (fault: MeterFault, at: number): void => {
  strikes = { fault, left: at };
};
const counting: typeof fetch = (input, init) => {
  if (strikes) strikes.left -= 1;
  if (strikes?.left === 0) simulator.faults.once(strikes.fault);
  return fetch(input, init);
};
afterEach(async () => {
  strikes = null;
  await simulator.close();
});

async function begin({
  bookFile = null as string | null,
  ...config
}: Partial<LemDcbmConfig> & { bookFile?: string | null } = {}) {
  registerWh = 57_584.7;
  nowMs = Date.UTC(2026, 4, 6, 10);
  logged.length = 0;
  const now = () => nowMs;
  const started = await startMeterSimulator({
    host: '127.0.0.1',
    port: 0,
    serial: '1211751603',
    seed: 4,
    bookFile,
    importWh: () => registerWh,
    powerW: () => 48_000,
    now,
  });
  if (!started.ok) throw new Error(started.error.detail);
  simulator = started.value;
  const write = (_fields: object, message: string): void => void logged.push(message);
  return createLemDcbm(
    { url: simulator.url, timeoutMs: 100, tries: 3, retryMs: 10, ...config },
    { now, fetch: counting, log: { debug: write, info: write, warn: write, error: write } },
  );
}
const transaction = { transactionId: '4ff26a3e-3a9e-4b8e-9a8e-2f0b7d6a1c11', evseId: 'ES*1', clientId: '****E5F6' };
const { transactionId } = transaction;
const flow = (wh: number, minutes = 30): void => {
  registerWh += wh;
  nowMs += minutes * 60_000;
};

describe('a transaction at the meter (reference § 7)', () => {
  test('time set, begun, ended: the record verifies, and its readings are what the register showed', async () => {
    const meter = await begin();
    expect(await meter.begin(transaction)).toEqual({
      ok: true,
      value: { energyWh: 57_584, atMs: nowMs, powerW: 48_000, meterId: '1211751603' },
    });
    expect(await meter.running()).toEqual({ ok: true, value: transactionId });
    flow(1_101);
    const ended = await meter.end(transactionId);
    if (!ended.ok) throw new Error(ended.error.code);
    const { begin: from, end: to, signed } = ended.value;
    expect([from.energyWh, to.energyWh, to.atMs - from.atMs]).toEqual([57_584, 58_685, 1_800_000]);
    expect(signed).toMatchObject({ encoding: 'OCMF', publicKey: simulator.publicKeyHex.toUpperCase() });
    expect(verifyOcmf(signed.data, signed.publicKey).result).toBe('verified');
    const record = readOcmf(signed.data);
    const records = record.ok ? [record.value] : [];
    expect(implausible(records, { billedKwh: '1.101', timeIsBilled: true })).toEqual([]);
    expect(billedEnergy(records)).toMatchObject({ value: { kWh: '1.101' } });
    const { length } = simulator.requests();
    expect(
      simulator
        .requests()
        .filter((request) => request !== 'GET /v1/status')
        .slice(0, 3),
    ).toEqual(['PUT /v1/settings', 'POST /v1/legal', 'GET /v1/livemeasure']);
    expect(await meter.end(transactionId)).toEqual(ended);
    expect(simulator.requests().length).toBeGreaterThan(length);
    expect(simulator.book()).toHaveLength(1);
  });

  test.each<MeterFault>(['unreachable', 'answerLost', 'mute', 'garbled'])(
    '%s, at any one of its requests: one transaction all the same, begun and ended once',
    async (fault) => {
      const meter = await begin();
      for (let at = 1; at <= 8; at += 1) {
        const id = `${transactionId}-${at}`.slice(1);
        strike(fault, at);
        expect((await meter.begin({ ...transaction, transactionId: id })).ok).toBe(true);
        flow(100);
        strike(fault, ((at - 1) % 4) + 1);
        const ended = await meter.end(id);
        expect(ended.ok && ended.value.end.energyWh - ended.value.begin.energyWh).toBe(100);
        simulator.faults.clear();
      }
      expect(simulator.book().map(({ transactionId: id }) => id.slice(-1))).toEqual([...'12345678']);
    },
  );

  test('a transaction nobody ended is ended before another begins, by its own id', async () => {
    const meter = await begin();
    await meter.begin({ ...transaction, transactionId: 'left-behind' });
    flow(50);
    expect((await meter.begin(transaction)).ok).toBe(true);
    expect(simulator.book()).toMatchObject([{ transactionId: 'left-behind', pagination: 1 }]);
    expect(simulator.running()?.transactionId).toBe(transactionId);
    expect(logged).toContain('meter: ending a transaction that nobody ended');
  });

  test('our restart mid-transaction: it runs on, is begun no second time, and gives its record at the end', async () => {
    const meter = await begin();
    await meter.begin(transaction);
    flow(700);
    const { url } = simulator;
    const quiet = (): void => {};
    const fresh = createLemDcbm(
      { url, timeoutMs: 300, tries: 3, retryMs: 10 },
      { now: () => nowMs, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } },
    );
    expect((await fresh.begin(transaction)).ok).toBe(true);
    expect(simulator.requests().filter((request) => request === 'POST /v1/legal')).toHaveLength(1);
    expect(await fresh.end(transactionId)).toMatchObject({
      value: { begin: { energyWh: 57_584 }, end: { energyWh: 58_284 } },
    });
  });

  test('the meter’s own restart: it keeps the transaction, its pages and its records', async () => {
    const bookFile = join(directory, 'book.json');
    const meter = await begin({ bookFile });
    await meter.begin({ ...transaction, transactionId: 'first' });
    const first = await meter.end('first');
    await meter.begin(transaction);
    const { port } = new URL(simulator.url);
    await simulator.close();
    const again = await startMeterSimulator({
      host: '127.0.0.1',
      port: Number(port),
      serial: '1211751603',
      seed: 4,
      bookFile,
      importWh: () => registerWh,
      now: () => nowMs,
    });
    if (!again.ok) throw new Error(again.error.detail);
    simulator = again.value;
    flow(10);
    const second = await meter.end(transactionId);
    const pageOf = (text: string) => /"PG":"(\w+)"/.exec(text)?.[1];
    expect([first, second].map((ended) => ended.ok && pageOf(ended.value.signed.data))).toEqual(['T1', 'T2']);
  });

  test('a meter that ends nothing in its first two minutes is asked until it does', async () => {
    const meter = await begin({ tries: 5, retryMs: 20 });
    await meter.begin(transaction);
    simulator.faults.always('refusesShort');
    flow(5, 0.5);
    setTimeout(() => flow(0, 2), 50);
    expect(await meter.end(transactionId)).toMatchObject({ ok: true });
  });
});

describe('what does not begin', () => {
  test.each<[MeterFault, object]>([
    ['tampered', { code: 'faulty', detail: 'tamperingIsDetected' }],
    ['fatalError', { code: 'faulty', detail: 'muFatalErrorOccured' }],
    ['refusesTime', { code: 'refused', detail: 'the time was not taken' }],
    ['refusesStart', { code: 'refused', detail: 'HTTP 500' }],
    ['timeLost', { code: 'refused', detail: 'HTTP 409' }],
    ['garbled', { code: 'garbled', detail: 'not JSON' }],
    ['mute', { code: 'timed_out' }],
    ['unreachable', { code: 'link_lost' }],
  ])('%s', async (fault, error) => {
    const meter = await begin({ timeoutMs: 60 });
    simulator.faults.always(fault);
    expect(await meter.begin(transaction)).toEqual({ ok: false, error });
    expect(simulator.running()).toBeNull();
  });

  test('nothing listens there: the link is lost, not the program', async () => {
    const meter = await begin();
    await simulator.close();
    expect(await meter.read()).toEqual({ ok: false, error: { code: 'link_lost' } });
    expect(await meter.end(transactionId)).toEqual({ ok: false, error: { code: 'link_lost' } });
  });

  test('a transaction it never had has no record', async () => {
    const meter = await begin();
    expect(await meter.end('never')).toEqual({ ok: false, error: { code: 'refused', detail: 'HTTP 404' } });
  });
});

test('the simulator is strict about what it gets', async () => {
  await begin();
  const ask = async (method: string, path: string, body?: string) =>
    (await fetch(new URL(path, simulator.url), { method, ...(body !== undefined && { body }) })).status;
  const start = { ...transaction, tariffId: 0, cableId: 0, userData: '' };
  expect(await ask('PUT', '/v1/settings', '{"time":{"utc":"2026-05-06T10:00:00.000Z"}}')).toBe(200);
  expect(await ask('PUT', '/v1/settings', '{"time":{"utc":"yesterday"}}')).toBe(400);
  expect(await ask('POST', '/v1/legal', JSON.stringify({ ...start, tariffId: '0' }))).toBe(400);
  expect(await ask('POST', '/v1/legal', JSON.stringify({ ...start, clientId: 'x'.repeat(38) }))).toBe(400);
  expect(await ask('POST', '/v1/legal', JSON.stringify({ ...start, colour: 'red' }))).toBe(400);
  expect(await ask('POST', '/v1/legal', '{')).toBe(400);
  expect(await ask('POST', '/v1/legal', JSON.stringify(start))).toBe(201);
  expect(await ask('PUT', `/v1/legal?transactionId=${transactionId}`, '{"running":true}')).toBe(400);
  expect(await ask('PUT', '/v1/legal?transactionId=other', '{"running":false}')).toBe(404);
  expect(await ask('GET', `/v1/ocmf?transactionId=${transactionId}`)).toBe(200);
  expect(await ask('GET', '/v3/status')).toBe(404);
});
