import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { DriverIntent } from '../../electron/ipc/contract.ts';
import { addressOf, inACharge, noise } from './attack.ts';
import { expect, type StationUnderTest, test } from './fixture.ts';

/** Who should not, or what should not, reach the page's socket while a charge runs: refused in clear words. */

/** What an upgrade is answered: `open`, or the status it was refused with. */
function upgrade(station: StationUnderTest, change: { token?: string; origin?: string; host?: string }) {
  const { url, port, token } = addressOf(station);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket?token=${change.token ?? token}`, {
    origin: change.origin ?? url.origin,
    headers: change.host ? { host: change.host } : {},
  });
  return new Promise<number | 'open'>((resolve) => {
    socket.on('open', () => [resolve('open'), socket.terminate()]);
    socket.on('unexpected-response', (_request, response) => [resolve(response.statusCode ?? 0), socket.terminate()]);
    socket.on('error', () => undefined);
  });
}

const status = (station: StationUnderTest, options: { path?: string; method?: string; host?: string }) =>
  new Promise<number>((resolve, reject) => {
    const { port } = addressOf(station);
    const { host, ...rest } = options;
    request({ port, host: '127.0.0.1', ...rest, ...(host && { headers: { host } }) }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

/** A page of its own, by hand. */
async function openPage(station: StationUnderTest) {
  const { url, port, token } = addressOf(station);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket?token=${token}`, { origin: url.origin });
  const heard: { id?: unknown; output?: { ok: boolean; error?: { code: string } }; error?: { code: string } }[] = [];
  socket.on('message', (bytes) => heard.push(JSON.parse(String(bytes))));
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return { socket, heard };
}

test('page > wrong token, origin, host > refused by number', async ({ kiosk, station }) => {
  await inACharge(kiosk, async () => {
    expect(await upgrade(station, {})).toBe('open');
    expect(await upgrade(station, { token: 'guessed' })).toBe(401);
    expect(await upgrade(station, { token: '' })).toBe(401);
    expect(await upgrade(station, { origin: 'https://evil.example' })).toBe(403);
    expect(await upgrade(station, { host: 'rebound.example' })).toBe(403);
    expect(await status(station, { path: '/' })).toBe(200);
    expect(await status(station, { path: '/', host: 'rebound.example' })).toBe(403);
    expect(await status(station, { path: '/', method: 'POST' })).toBe(405);
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fstation.db',
      '/assets/../../main.cjs',
      '/%00',
    ])
      expect(await status(station, { path }), path).toBe(404);
  });
});

test('page > garbage on its socket > told so, then closed; the kiosk goes on', async ({ kiosk, station }) => {
  await inACharge(kiosk, async () => {
    const { socket, heard } = await openPage(station);
    const closed = once(socket, 'close');
    for (const text of [
      '',
      'null',
      '{',
      '[]',
      '{"id":1}',
      '{"id":{},"call":"kiosk.sendIntent"}',
      noise(64).toString('latin1'),
    ])
      socket.send(text);
    for (let i = 0; i < 10; i++) socket.send(noise(100));
    const [code] = await closed;
    expect(code).toBe(1008);
    expect(heard.filter(({ error }) => error?.code === 'malformed').length).toBeGreaterThan(5);

    const huge = await openPage(station);
    huge.socket.send(JSON.stringify({ id: 1, call: 'kiosk.sendIntent', input: 'x'.repeat(1_000_000) }));
    const [tooBig] = await once(huge.socket, 'close');
    expect(tooBig).toBe(1009);
  });
});

test('page > calls and intents that are none > each answered with its code', async ({ kiosk, station }) => {
  await inACharge(kiosk, async () => {
    const { socket, heard } = await openPage(station);
    const codeOf = async (call: string, input: unknown): Promise<string | undefined> => {
      const id = heard.length + 1_000;
      socket.send(JSON.stringify({ id, call, input }));
      await expect.poll(() => heard.some((one) => one.id === id)).toBe(true);
      const answer = heard.find((one) => one.id === id);
      return answer?.output?.error?.code ?? answer?.error?.code;
    };
    const intent = (input: unknown) => codeOf('kiosk.sendIntent', input);
    expect(await codeOf('store.close', {})).toBe('unknown_channel');
    expect(await codeOf('__proto__', {})).toBe('unknown_channel');
    expect(await intent({ type: 'OPEN_VAULT' })).toBe('malformed');
    expect(await intent({ type: 'START', connectorId: '1' })).toBe('malformed');
    expect(await intent({ type: 'START', connectorId: 1, hold: 0 })).toBe('malformed');
    expect(await intent({ type: 'STOP_WITH_CODE', connectorId: 1, code: '12345' })).toBe('malformed');
    expect(await intent({ type: 'SELECT_CONNECTOR', connectorId: 9 })).toBe('unknown_connector');
    expect(await intent({ type: 'START', connectorId: 9 })).toBe('unknown_connector');
    // They are intents, but not now: one connector charges, the other is idle.
    const unfit: DriverIntent[] = [1, 2].flatMap((connectorId) => [
      { type: 'START', connectorId },
      { type: 'CANCEL', connectorId },
      { type: 'TRY_AGAIN', connectorId },
      { type: 'ENTER_PIN', connectorId, pin: '0000' },
      { type: 'STOP_WITH_CODE', connectorId, code: '0000' },
      { type: 'STOP_WITH_CARD', connectorId },
      { type: 'CLOSE_STOP', connectorId },
      { type: 'DONE', connectorId },
    ]);
    for (const one of unfit) expect(await intent(one), JSON.stringify(one)).toBe('unfit');
    expect(await intent({ type: 'ASK_STOP', connectorId: 2 })).toBe('unfit');
    expect(await intent({ type: 'SET_LANGUAGE', language: 'xx' })).toBe('unfit');
    socket.terminate();
  });
});

test('page > 1,000 intents at once > most refused, the kiosk still answers its driver', async ({ kiosk, station }) => {
  await inACharge(kiosk, async () => {
    const { socket, heard } = await openPage(station);
    for (let id = 0; id < 1_000; id++)
      socket.send(JSON.stringify({ id, call: 'kiosk.sendIntent', input: { type: 'TOUCH' } }));
    const answers = () => heard.filter(({ output }) => output);
    await expect.poll(() => answers().length, { timeout: 20_000 }).toBe(1_000);
    expect(answers().filter(({ output }) => output?.error?.code === 'too_many').length).toBeGreaterThan(800);
    await kiosk.press('Stop charging');
    await kiosk.sees('charging', ({ stopDialog }) => stopDialog !== null);
    await kiosk.press('Keep charging');
    socket.terminate();
  });
});
