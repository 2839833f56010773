import { connect } from 'mqtt';
import { expect, test } from 'vitest';
import { startBroker } from './broker.ts';

test('a taken port is a value with the address', async () => {
  const first = await startBroker({ host: '127.0.0.1', port: 0 });
  if (!first.ok) throw new Error(first.error.detail);
  const second = await startBroker({ host: '127.0.0.1', port: first.value.port });
  expect(second).toMatchObject({ ok: false, error: { code: 'port_taken' } });
  expect(JSON.stringify(second)).toContain(`127.0.0.1:${first.value.port}`);
  await first.value.stop();
});

test('restart cuts clients off and comes back on the same port', async () => {
  const broker = await startBroker({ host: '127.0.0.1', port: 0 });
  if (!broker.ok) throw new Error(broker.error.detail);
  const client = connect(broker.value.url, { reconnectPeriod: 30 });
  await new Promise((resolve) => client.once('connect', resolve));
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  const back = new Promise((resolve) => client.on('connect', resolve));
  expect(await broker.value.restart(50)).toEqual({ ok: true, value: undefined });
  await closed;
  await back;
  await client.endAsync(true);
  await broker.value.stop();
});
