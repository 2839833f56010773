import fc from 'fast-check';
import { connect, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';
import type { IdToken } from '../../../../machines/ports/powerController.ts';
import { startTestBench, type TestBench, type TestBenchOptions } from './testBench.ts';

const card: IdToken = { value: 'PAY-7F3A9C21', kind: 'bankCard' };

let bench: TestBench;
async function begin(options: TestBenchOptions = {}): Promise<void> {
  bench = await startTestBench(options);
  await bench.linkIs(true);
  await bench.notice(1, 'resync');
}
async function charging(): Promise<void> {
  await begin();
  bench.simulator.plugIn(1, 'truck');
  await bench.controller.authorize(1, card);
  await bench.notice(1, 'chargingStarted');
}
afterEach(() => bench.close());

/** MQTT as it is, but for messages of these names, which never arrive. */
const without = (lost: Set<string>): typeof connect =>
  ((...args: Parameters<typeof connect>) => {
    const client = connect(...args);
    const emit = client.emit.bind(client) as (...all: unknown[]) => boolean;
    client.emit = ((event: string, ...told: unknown[]) =>
      event === 'message' && lost.has(String(told[0]).split('/').at(-1) ?? '') ? true : emit(event, ...told)) as never;
    return client;
  }) as typeof connect;

describe('link and restarts', () => {
  test('the end of a fault is lost on the way > asked for, so the cable comes back; and so is its beginning', async () => {
    const lost = new Set<string>();
    await begin({ deps: { connect: without(lost) } });
    const told = (isFaulty: boolean, since: number) =>
      bench.notice(1, 'availability', ({ faults }) => faults.length > 0 === isFaulty, since);
    bench.simulator.pressEmergencyStop(1);
    await told(true, 0);
    lost.add('error_cleared');
    const pressed = bench.notices.length;
    bench.simulator.releaseEmergencyStop(1);
    await told(false, pressed);
    lost.add('error_raised');
    const released = bench.notices.length;
    bench.simulator.pressEmergencyStop(1);
    await told(true, released);
  });

  test('EVerest drops off and comes back mid-charge: the charge is seen again', async () => {
    await charging();
    const before = bench.notices.length;
    await bench.simulator.setLink(false);
    await bench.linkIs(false);
    expect(await bench.controller.authorize(2, card)).toEqual({ ok: false, error: { code: 'link_lost' } });
    await bench.simulator.setLink(true);
    await bench.linkIs(true);
    const picture = await bench.notice(1, 'resync', undefined, before);
    expect(picture).toMatchObject({ vehicleConnected: true, transactionActive: true });
    expect(await bench.notice(2, 'resync', undefined, before)).toMatchObject({
      vehicleConnected: false,
      transactionActive: false,
    });
    expect(bench.story(1)).not.toContain('restarted');
    expect(await bench.controller.stopTransaction(1, 'local')).toMatchObject({ ok: true });
    expect((await bench.notice(1, 'transactionFinished')).reason).toBe('Local');
  });

  test('broker restart mid-charge: EVerest restarts too, its last transaction ends as by a power cut', async () => {
    await charging();
    const { sessionId, meter } = await bench.notice(1, 'transactionStarted');
    await bench.broker.restart();
    await bench.notice(1, 'restarted');
    const finished = await bench.notice(1, 'transactionFinished');
    expect(finished).toMatchObject({ reason: 'PowerLoss', sessionId });
    expect(bench.simulator.meterBook()).toMatchObject([
      { uuid: sessionId, evse: 1, startWh: meter.energyWh, endWh: finished.meter.energyWh },
    ]);
    await bench.linkIs(true);
    const again = await bench.notice(1, 'sessionStarted', (n) => n.sessionId !== sessionId); // the car is still there
    expect(again.vehicleConnected).toBe(true);
  });

  test('EVerest restarts within the heartbeat time-out', async () => {
    await begin({ controller: { heartbeatTimeoutMs: 3_000 } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await bench.simulator.restart();
    await bench.notice(1, 'restarted');
    await bench.notice(2, 'restarted');
    expect(bench.controller.linkUp).toBe(true);
  });

  test('a restarted station finds the charge as it stands', async () => {
    await charging();
    const fresh = await bench.restartController();
    await fresh.linkIs(true);
    expect(await fresh.notice(1, 'resync')).toMatchObject({ vehicleConnected: true, transactionActive: true });
    expect(await fresh.controller.authorize(1, card)).toMatchObject({ ok: false, error: { code: 'refused' } });
    await fresh.controller.stopTransaction(1, 'limitReached');
    const finished = await fresh.notice(1, 'transactionFinished');
    expect(finished.reason).toBe('LocalOutOfCredit');
    expect(bench.simulator.meterBook()).toMatchObject([{ uuid: finished.sessionId, endWh: finished.meter.energyWh }]);
  });

  test('a restarted station while authorized and not plugged in', async () => {
    await begin();
    await bench.controller.authorize(1, card);
    const fresh = await bench.restartController();
    expect(await fresh.notice(1, 'resync')).toMatchObject({ vehicleConnected: false, transactionActive: false });
    expect(await fresh.controller.withdraw(1, card)).toMatchObject({ ok: true });
    await fresh.notice(1, 'sessionFinished');
  });

  test('one module falls silent: the link counts as down, and pending authorizations end', async () => {
    await begin();
    bench.simulator.setFault(2, 'silentHeartbeat', true);
    await bench.linkIs(false);
    expect(bench.logged.some((line) => line.includes('evse2_api'))).toBe(true);
    bench.simulator.setFault(2, 'silentHeartbeat', false);
    await bench.linkIs(true);
  });

  test('a request under way when the broker goes ends as link_lost', async () => {
    await begin();
    bench.simulator.setFault(1, 'muteRequests', true);
    const stopping = bench.controller.stopTransaction(1, 'local');
    await bench.broker.restart();
    expect(await stopping).toEqual({ ok: false, error: { code: 'link_lost' } });
  });

  test('every module is told that we are alive, again and again', async () => {
    bench = await startTestBench({ simulator: { communicationCheckTimeoutMs: 200 } });
    const listener = connect(bench.broker.url);
    await new Promise((resolve) => listener.once('connect', resolve));
    const answer = new Promise((resolve) => listener.on('message', (_, text) => resolve(JSON.parse(text.toString()))));
    await listener.subscribeAsync('r/1');
    await bench.linkIs(true);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const request = JSON.stringify({ headers: { replyTo: 'r/1' } });
    listener.publish('everest_api/1/error_history_consumer/errors/m2e/active_errors', request);
    expect(await answer).toEqual({ errors: [] });
    await listener.endAsync();
  });

  test('a module of another EVSE charges nothing', async () => {
    const crossed = [1, 2].map((evse) => ({ evse, evseManager: `evse${3 - evse}_api`, originModules: [] }));
    bench = await startTestBench({ controller: { evses: crossed } });
    const told = await bench.notice(1, 'availability', ({ enabled }) => !enabled);
    expect(told.faults).toEqual([]);
    expect(await bench.controller.authorize(1, card)).toMatchObject({ ok: false, error: { code: 'refused' } });
  });

  test('our own communication faults are nobody’s', async () => {
    const own = [1, 2].map((evse) => ({
      evse,
      evseManager: `evse${evse}_api`,
      originModules: [`evse${evse}_api`, 'auth'],
    }));
    await begin({
      controller: { evses: own, communicationCheckMs: 0 },
      simulator: { communicationCheckTimeoutMs: 80 },
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bench.ofEvse(1).filter((n) => n.type === 'availability' && n.faults.length > 0)).toEqual([]);
  });

  test('tokens never reach the log', async () => {
    await charging();
    await bench.simulator.setLink(false);
    await bench.linkIs(false);
    expect(bench.logged.length).toBeGreaterThan(0);
    expect(bench.logged.join('\n')).not.toContain(card.value);
  });
});

const instances = [
  [
    'evse_manager_consumer',
    'evse1_api',
    [
      'session_event',
      'session_info',
      'powermeter',
      'ev_info',
      'dlink_ready',
      'isolation_measurement',
      'dc_voltage_current',
      'heartbeat',
      'unheard_of',
    ],
  ],
  ['auth_consumer', 'auth', ['token_validation_status', 'withdraw_authorization/x', 'heartbeat']],
  ['auth_token_provider', 'token_provider', ['heartbeat']],
  ['auth_token_validator', 'token_validator', ['validate_token', 'heartbeat']],
  ['error_history_consumer', 'errors', ['error_raised', 'error_cleared', 'active_errors/x', 'heartbeat']],
] as const;
const topics = instances.flatMap(([api, module, names]) =>
  names.map((name) => `p/everest_api/1/${api}/${module}/e2m/${name}`),
);

/** Nearly right: known keys and words in the wrong places. */
const word = fc.constantFrom(
  'TransactionStarted',
  'TransactionFinished',
  'SessionStarted',
  'SessionFinished',
  'Charging',
  'Accepted',
  '',
  'x',
);
const nearly = fc.record(
  {
    uuid: fc.oneof(word, fc.integer()),
    event: fc.oneof(word, fc.constant(null)),
    state: word,
    transaction_started: fc.oneof(
      fc.constant(null),
      fc.record({ meter_value: fc.oneof(fc.jsonValue(), fc.constant({ timestamp: '' })) }),
    ),
    transaction_finished: fc.jsonValue(),
    session_started: fc.jsonValue(),
    charging_paused_evse: fc.jsonValue(),
    token: fc.jsonValue(),
    status: word,
    headers: fc.oneof(fc.jsonValue(), fc.constant({ replyTo: 'a/+/#' }), fc.constant({ replyTo: '' })),
    payload: fc.jsonValue(),
    type: word,
    message: word,
    origin: fc.oneof(fc.jsonValue(), fc.constant({ module_id: 'bsp_1', implementation_id: 'x' })),
    timestamp: fc.string(),
    energy_Wh_import: fc.oneof(fc.jsonValue(), fc.record({ total: fc.oneof(fc.double(), fc.string()) })),
    soc: fc.double(),
  },
  { requiredKeys: [] },
);
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  nearly.map((value) => Buffer.from(JSON.stringify(value))),
);

test('garbage on every topic: nothing thrown, nothing stuck, a charge still works', async () => {
  await begin({ prefix: 'p/' });
  const stranger: MqttClient = connect(bench.broker.url);
  await new Promise((resolve) => stranger.once('connect', resolve));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...topics), payload, async (topic, bytes) => {
      await stranger.publishAsync(topic, bytes);
    }),
    { numRuns: 2_000 },
  );
  await stranger.endAsync();
  expect(bench.logged.some((line) => line.startsWith('not JSON'))).toBe(true);
  expect(bench.logged.some((line) => line.startsWith('unreadable message'))).toBe(true);
  await bench.linkIs(true);
  // Invented sessions may have been believed; what EVerest says next is the truth again.
  const from = bench.notices.length;
  bench.simulator.plugIn(2, 'zoe');
  expect(await bench.controller.authorize(2, card)).toMatchObject({ ok: true });
  await bench.notice(2, 'chargingStarted', undefined, from);
});
