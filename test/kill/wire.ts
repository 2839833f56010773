import { EventEmitter } from 'node:events';
import { connectAsync } from 'mqtt';

/** What a listener on the broker hears, besides the station. */
export type Wire = {
  readonly told: EventEmitter<{ started: []; finished: []; token: [] }>;
  close(): Promise<void>;
};

/** Listens to everything on the broker, to know when a transaction starts, ends, or a token is provided. */
export async function listenIn(brokerUrl: string): Promise<Wire> {
  const told: Wire['told'] = new EventEmitter();
  const client = await connectAsync(brokerUrl, { clientId: 'witness' });
  client.on('message', (topic, payload) => {
    const [, , , , direction, name] = topic.split('/');
    if (direction === 'm2e' && name === 'provided_token') told.emit('token');
    if (direction !== 'e2m' || name !== 'session_event') return;
    const { event } = JSON.parse(payload.toString('utf8')) as { event: string };
    if (event === 'TransactionStarted') told.emit('started');
    if (event === 'TransactionFinished') told.emit('finished');
  });
  await client.subscribeAsync('everest_api/#');
  return { told, close: () => client.endAsync(true) };
}
