import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Broker, startBroker } from '../broker.ts';
import { type ChargerSimulator, startChargerSimulator } from './chargerSimulator.ts';
import type { ChargerSimulatorOptions } from './options.ts';

type Message = { readonly topic: string; readonly text: string; readonly retain: boolean; readonly qos: number };

const BASE = 'everest_api/1/';
const token = { id_token: { value: 'PAY-1', type: 'Local' }, authorization_type: 'BankCard', prevalidated: true };
const directory = mkdtempSync(join(tmpdir(), 'charger-'));
afterAll(() => rmSync(directory, { recursive: true }));
let broker: Broker;
let client: MqttClient;
let simulator: ChargerSimulator;
let heard: Message[];
let waiting: (() => void)[] = [];

beforeEach(async () => {
  const started = await startBroker({ host: '127.0.0.1', port: 0 });
  if (!started.ok) throw new Error(started.error.detail);
  broker = started.value;
  heard = [];
  client = connect(broker.url);
  client.on('message', (topic, payload, { retain, qos }) => {
    heard.push({ topic, text: payload.toString(), retain, qos });
    for (const look of [...waiting]) look();
  });
  await new Promise((resolve) => client.once('connect', resolve));
  await client.subscribeAsync('#');
});
afterEach(async () => {
  waiting = [];
  await simulator.close();
  await client.endAsync(true);
  await broker.stop();
});

const start = (options: Partial<ChargerSimulatorOptions> = {}): void => {
  simulator = startChargerSimulator({
    brokerUrl: broker.url,
    modules: { authTokenProvider: 'tp', authTokenValidator: 'tv', authConsumer: 'ac', errorHistory: 'eh' },
    evses: [
      {
        evse: 1,
        evseId: 'ES*1',
        label: 'A',
        maxPowerW: 50_000,
        everest: { evseManager: 'em', originModules: ['m', 'b', 'p'] },
      },
    ],
    seed: 3,
    speed: 300,
    heartbeatMs: 30,
    meterMs: 30,
    communicationCheckTimeoutMs: 120,
    connectionTimeoutMs: 5_000,
    validateTimeoutMs: 400,
    ...options,
  });
};

function message(topic: string, match: (text: string) => boolean = () => true, from = 0): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`never heard ${topic}; heard ${heard.map((m) => m.topic).slice(-8)}`)),
      4_000,
    );
    const look = (): void => {
      const found = heard.slice(from).find((m) => m.topic === BASE + topic && match(m.text));
      if (!found) return;
      clearTimeout(timer);
      waiting = waiting.filter((other) => other !== look);
      resolve(found);
    };
    waiting.push(look);
    look();
  });
}
const event = (name: string, from = 0) =>
  message('evse_manager_consumer/em/e2m/session_event', (text) => JSON.parse(text).event === name, from).then((m) =>
    JSON.parse(m.text),
  );
const status = (name: string) =>
  message('auth_consumer/ac/e2m/token_validation_status', (text) => JSON.parse(text).status === name);
const send = (topic: string, value: unknown): void => {
  client.publish(BASE + topic, typeof value === 'string' ? value : JSON.stringify(value));
};
async function ask(command: string, payload?: unknown): Promise<unknown> {
  const replyTo = `r/${command}/${Math.random()}`;
  send(`evse_manager_consumer/em/m2e/${command}`, {
    headers: { replyTo },
    ...(payload === undefined ? {} : { payload }),
  });
  for (let i = 0; i < 40; i += 1) {
    const reply = heard.find((m) => m.topic === replyTo);
    if (reply) return JSON.parse(reply.text);
    await pause(10);
  }
  return 'silence';
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('simulated EVerest on the wire (reference § 8)', () => {
  test('1: QoS 0, nothing retained, pretty printed; the heartbeat counts from 0', async () => {
    start();
    const first = await message('evse_manager_consumer/em/e2m/heartbeat');
    expect(first.text).toBe('0');
    const enabled = heard.find((m) => m.topic.endsWith('session_event'));
    expect(enabled?.text).toContain('\n    "event": "Enabled"');
    await pause(100);
    expect(heard.every((m) => !m.retain && m.qos === 0)).toBe(true);
  });

  test('2: silence on what cannot be read and on unknown enum values; known ones are answered', async () => {
    start();
    await event('Enabled');
    expect(await ask('stop_transaction', { reason: 'BecauseISaySo' })).toBe('silence');
    expect(await ask('stop_transaction', undefined)).toBe('silence');
    expect(await ask('no_such_command', {})).toBe('silence');
    expect(await ask('stop_transaction', { reason: 'Local' })).toBe(false);
    expect(await ask('force_unlock', 1)).toBe(false);
    expect(await ask('get_evse')).toEqual({ id: 1, connectors: [{ id: 1, type: 'cCCS2' }] });
  });

  test('communication check: raised at start, cleared by the first true, raised again on silence', async () => {
    start();
    const raised = await message('error_history_consumer/eh/e2m/error_raised', (text) => text.includes('"em"'));
    expect(JSON.parse(raised.text)).toMatchObject({
      type: 'generic/CommunicationFault',
      sub_type: 'Initial communication check',
    });
    send('evse_manager_consumer/em/m2e/communication_check', true);
    await message('error_history_consumer/eh/e2m/error_cleared', (text) => text.includes('"em"'));
    await message('error_history_consumer/eh/e2m/error_raised', (text) =>
      text.includes('Bridge to implementation connection lost'),
    );
  });

  test('9: a bank card cannot stop its own charge, a key can; a token in process is ignored', async () => {
    start();
    await event('Enabled');
    const key = { id_token: { value: 'KEY', type: 'ISO14443' }, authorization_type: 'RFID', prevalidated: true };
    simulator.plugIn(1, 'zoe');
    send('auth_token_provider/tp/m2e/provided_token', key);
    send('auth_token_provider/tp/m2e/provided_token', key);
    await event('ChargingStarted');
    expect(heard.filter((m) => m.text.includes('"Processing"'))).toHaveLength(1);
    send('auth_token_provider/tp/m2e/provided_token', key);
    await status('UsedToStop');
    const finished = await event('TransactionFinished');
    expect(finished.transaction_finished).toMatchObject({ reason: 'Local', id_tag: { id_token: { value: 'KEY' } } });
    simulator.unplug(1);
    await event('SessionFinished');
    simulator.plugIn(1, 'zoe');
    send('auth_token_provider/tp/m2e/provided_token', token);
    await event('ChargingStarted', heard.length);
    send('auth_token_provider/tp/m2e/provided_token', token);
    await status('Rejected');
  });

  test('a validator’s answer without tariff_messages is dropped; the token is rejected at the time-out', async () => {
    start();
    await event('Enabled');
    send('auth_token_provider/tp/m2e/provided_token', { ...token, prevalidated: false });
    const asked = JSON.parse((await message('auth_token_validator/tv/e2m/validate_token')).text);
    client.publish(asked.headers.replyTo, JSON.stringify({ authorization_status: 'Accepted' }));
    await status('Rejected');
    expect(heard.some((m) => m.text.includes('"Authorized"'))).toBe(false);
  });

  test('what the validator says it costs is in the signed record', async () => {
    start();
    await event('Enabled');
    simulator.plugIn(1, 'zoe');
    send('auth_token_provider/tp/m2e/provided_token', { ...token, prevalidated: false });
    const asked = JSON.parse((await message('auth_token_validator/tv/e2m/validate_token')).text);
    const answer = { authorization_status: 'Accepted', tariff_messages: [{ content: '0,59 €/kWh' }] };
    client.publish(asked.headers.replyTo, JSON.stringify(answer));
    await event('ChargingStarted');
    simulator.unplug(1);
    const { signed_meter_value } = (await event('TransactionFinished')).transaction_finished;
    expect(signed_meter_value.signed_meter_data).toContain('"TT":"0,59 €/kWh"');
  });

  test('the register goes on over a new process, and a transaction cut off by the power is told with an empty uuid', async () => {
    const stateFile = join(directory, 'meters.json');
    start({ stateFile });
    await event('Enabled');
    simulator.plugIn(1, 'zoe');
    send('auth_token_provider/tp/m2e/provided_token', token);
    const { uuid, transaction_started } = await event('TransactionStarted');
    const startWh = transaction_started.meter_value.energy_Wh_import.total;
    await event('ChargingStarted');
    await pause(200);
    await simulator.close();
    const from = heard.length;
    start({ stateFile, seed: 99 });
    expect((await event('SessionResumed:', from)).uuid).toBe(uuid);
    const finished = await event('TransactionFinished', from);
    const endWh = finished.transaction_finished.meter_value.energy_Wh_import.total;
    expect(finished).toMatchObject({ uuid: '', transaction_finished: { reason: 'PowerLoss' } });
    expect(endWh).toBeGreaterThan(startWh);
    expect(simulator.meterBook()).toMatchObject([{ uuid, evse: 1, startWh, endWh }]);
  });

  test('handles answer what a person did wrong', () => {
    start();
    expect(simulator.plugIn(1, 'spaceship')).toMatchObject({ ok: false, error: { code: 'unknown_car' } });
    expect(simulator.plugIn(7, 'zoe')).toMatchObject({ ok: false, error: { code: 'unknown_evse' } });
    expect(simulator.unplug(1)).toMatchObject({ ok: false, error: { code: 'nothing_plugged' } });
    expect(simulator.carStops(1)).toMatchObject({ ok: false, error: { code: 'not_charging' } });
    expect(simulator.setFault(1, 'gremlins', true)).toMatchObject({ ok: false, error: { code: 'unknown_fault' } });
    expect(simulator.plugIn(1, 'zoe')).toEqual({ ok: true, value: undefined });
    expect(simulator.plugIn(1, 'zoe')).toMatchObject({ ok: false, error: { code: 'occupied' } });
    expect(simulator.state().evses[0]).toMatchObject({ label: 'A', car: 'zoe', emergencyStopPressed: false });
  });

  test('the EVSE’s power limits what a car gets', async () => {
    start();
    await event('Enabled');
    simulator.plugIn(1, 'ioniq');
    send('auth_token_provider/tp/m2e/provided_token', token);
    await event('ChargingStarted');
    await pause(300);
    const [evse] = simulator.state().evses;
    expect(evse?.powerW).toBeGreaterThan(45_000);
    expect(evse?.powerW).toBeLessThanOrEqual(50_000.001);
    expect((evse?.voltageV ?? 0) * (evse?.currentA ?? 0)).toBeCloseTo(evse?.powerW ?? -1);
  });
});
