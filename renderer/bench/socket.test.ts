import { afterEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { benchState } from './fakeBench.ts';
import { connectBench } from './socket.ts';

let server: WebSocketServer;
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

async function station() {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
  const visits: string[] = [];
  const heard: unknown[] = [];
  let answer: (id: number, client: WebSocket) => void = () => {};
  server.on('connection', (client, request) => {
    visits.push(request.url ?? '');
    client.on('message', (text) => {
      const message = JSON.parse(String(text)) as { id: number };
      heard.push(message);
      answer(message.id, client);
    });
  });
  const page = { protocol: 'http:', host: `127.0.0.1:${address.port}`, hash: '#token=a%2Bb' };
  const connection = connectBench(page);
  const links: boolean[] = [];
  connection.onLink((up) => links.push(up));
  await expect.poll(() => links).toEqual([false, true]);
  return {
    ...connection,
    links,
    visits,
    heard,
    onCall: (next: typeof answer) => {
      answer = next;
    },
  };
}

test('the token of the address opens the socket', async () => {
  expect((await station()).visits).toEqual(['/socket?token=a%2Bb']);
});

test('answers find their calls, whatever their order', async () => {
  const { api, heard, onCall } = await station();
  const waiting: (() => void)[] = [];
  onCall((id, client) => {
    waiting.unshift(() => client.send(JSON.stringify({ id, output: { ok: true, nth: id } })));
    if (waiting.length === 2) for (const send of waiting) send();
  });
  const answers = await Promise.all([api.act({ type: 'brokerRestart' }), api.act({ type: 'removeCard' })]);
  expect(answers).toEqual([
    { ok: true, nth: 1 },
    { ok: true, nth: 2 },
  ]);
  expect(heard).toEqual([
    { id: 1, call: 'bench.act', input: { type: 'brokerRestart' } },
    { id: 2, call: 'bench.act', input: { type: 'removeCard' } },
  ]);
});

test('bench pushes are heard, those for the driver’s screen are not', async () => {
  const { api } = await station();
  const told: unknown[] = [];
  api.onStateChanged((state) => told.push(state));
  for (const client of server.clients) {
    client.send(JSON.stringify({ push: 'kiosk.viewChanged', value: { language: 'en' } }));
    client.send(JSON.stringify({ push: 'bench.stateChanged', value: benchState() }));
  }
  await expect.poll(() => told).toEqual([benchState()]);
});

test('link lost > waiting calls fail, new ones too > comes back by itself', async () => {
  const { api, links, onCall } = await station();
  onCall((_id, client) => client.terminate());
  await expect(api.act({ type: 'brokerRestart' })).rejects.toThrow('the station went away');
  await expect(api.act({ type: 'brokerRestart' })).rejects.toThrow('no station');
  await expect.poll(() => links).toEqual([false, true, false, true]);
});
