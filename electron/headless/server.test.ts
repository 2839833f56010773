import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { StationHandlers } from '../ipc/contract.ts';
import type { Sources } from '../ipc/sources.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';

const token = 'a-token-of-this-test';
const maintenanceToken = 'another-token';
const handleSendIntent = vi.fn((_intent: unknown) => ({ ok: true }));
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

/** A page folder with a secret beside it. */
function pageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'surtidor-page-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>kiosk</title>');
  writeFileSync(join(folder, 'page', 'bench.html'), '<!doctype html><title>bench</title>');
  writeFileSync(join(folder, 'page', 'assets', 'main-1234.js'), 'export {}');
  writeFileSync(join(folder, 'page', '.env'), 'secret');
  return join(folder, 'page');
}

/** A receipt page as it is built: its policy is its own. */
function receiptFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'surtidor-receipt-')), 'index.html');
  const policy = "default-src 'none'; script-src 'sha256-x'";
  writeFileSync(file, `<meta http-equiv="Content-Security-Policy" content="${policy}" /><title>receipt</title>`);
  return file;
}

let push: (view: unknown) => void = () => undefined;
let listeners = 0;
const sources = {
  kiosk: {
    viewChanged(listener: (view: unknown) => void) {
      push = listener;
      listeners += 1;
      listener({ step: 0 });
      return () => {
        listeners -= 1;
      };
    },
  },
} as unknown as Sources;

let server: Server;
let port: number;

async function start(options: Partial<ServerOptions> = {}): Promise<Server> {
  const handlers = { kiosk: { handleSendIntent, handleGetView: () => ({}) } } as unknown as Partial<StationHandlers>;
  const base = {
    host: '127.0.0.1',
    port: 0,
    pageDir: pageFolder(),
    token,
    maintenanceToken,
    handlers,
    sources,
    log,
  } as const;
  const started = await startServer({ ...base, ...options });
  if (!started.ok) throw new Error(started.error.detail);
  return started.value;
}

beforeEach(async () => {
  vi.clearAllMocks();
  listeners = 0;
  server = await start();
  port = Number(new URL(server.url).port);
});
afterEach(() => server.close());

type Answer = { status: number; headers: Record<string, unknown>; body: string };
/** Sends the path as it is written, which fetch would tidy up first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const ours = () => ({ origin: `http://127.0.0.1:${port}` });
const address = (query = `?token=${token}`) => `ws://127.0.0.1:${port}/socket${query}`;

function open(url = address(), options: { headers?: Record<string, string> } = { headers: ours() }): WebSocket {
  const socket = new WebSocket(url, options);
  socket.on('error', () => undefined);
  return socket;
}
/** A connected page and all it has heard. */
async function connected(query?: string): Promise<{ socket: WebSocket; heard: Record<string, unknown>[] }> {
  const socket = open(address(query));
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (bytes) => heard.push(JSON.parse(String(bytes))));
  await new Promise((resolve) => socket.once('open', resolve));
  return { socket, heard };
}
/** The status an upgrade was refused with. */
const refusedWith = (socket: WebSocket): Promise<number | undefined> =>
  new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode);
    });
    socket.once('open', () => resolve(101));
  });
const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));

test('the page is served with its type, the content security policy and nosniff', async () => {
  const page = await get('/');
  expect(page).toMatchObject({ status: 200, body: expect.stringContaining('kiosk') });
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/);
  const script = await get('/assets/main-1234.js');
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8' });
});

test('the receipt page is served where it was built, held to its own policy', async () => {
  expect(server.receiptUrl).toBeNull();
  expect((await get('/receipt/')).status).toBe(404);
  await server.close();
  server = await start({ receiptPage: receiptFile() });
  port = Number(new URL(server.url).port);
  expect(server.receiptUrl).toBe(`http://127.0.0.1:${port}/receipt/`);
  const page = await get('/receipt/');
  expect(page).toMatchObject({ status: 200, body: expect.stringContaining('receipt') });
  expect(page.headers).toMatchObject({
    'content-security-policy': "default-src 'none'; script-src 'sha256-x'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
  expect((await get('/receipt/../station.db')).status).toBe(404);
});

test.each([
  '/../secret.js',
  '/assets/../../secret.js',
  '/%2e%2e/secret.js',
  '/..%2fsecret.js',
  '/assets\\..\\..\\secret.js',
  '//secret.js',
  '/.env',
  '/assets',
  '/%00',
  '/%',
])('nothing but the files of the page: %s', async (path) => {
  expect(await get(path)).toMatchObject({ status: 404, body: 'not found\n' });
});

test('only reading is allowed, and only by our own name', async () => {
  expect((await get('/', {}, 'POST')).status).toBe(405);
  expect((await get('/', { host: `kiosk.example:${port}` })).status).toBe(403);
  expect((await get('/', { host: '127.0.0.1' })).status).toBe(403);
  expect((await get('/', { host: `localhost:${port}` })).status).toBe(200);
});

test('the bench is served where its handlers are, and only there', async () => {
  expect(server.benchUrl).toBeNull();
  expect((await get('/bench.html')).status).toBe(404);
  const act = vi.fn(() => ({ ok: true }));
  const handlers = { bench: { handleAct: act, handleGetState: () => ({}) } } as unknown as Partial<StationHandlers>;
  const withBench = await start({ handlers });
  expect(withBench.benchUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/bench\.html#token=/);
  expect((await fetch(withBench.benchUrl ?? '')).status).toBe(200);
  await withBench.close();
});

test('a socket needs our origin, our host and the token', async () => {
  expect(await refusedWith(open(address(), {}))).toBe(403);
  expect(await refusedWith(open(address(), { headers: { origin: 'https://evil.example' } }))).toBe(403);
  expect(await refusedWith(open(address(), { headers: { origin: `http://127.0.0.1:${port + 1}` } }))).toBe(403);
  expect(await refusedWith(open(address(), { headers: { ...ours(), host: `evil.example:${port}` } }))).toBe(403);
  expect(await refusedWith(open(address('?token=wrong')))).toBe(401);
  expect(await refusedWith(open(address('')))).toBe(401);
  expect(await refusedWith(open(`ws://127.0.0.1:${port}/other?token=${token}`))).toBe(404);
  expect(listeners).toBe(0);
  expect(log.warn.mock.calls.flat().map(String).join()).not.toContain(token);
  const socket = open();
  expect(await refusedWith(socket)).toBe(101);
  socket.close();
});

test('the maintenance mode has a door of its own: neither token opens the other', async () => {
  const handleRequest = vi.fn(() => ({ ok: true, value: null }));
  const handlers = {
    kiosk: { handleSendIntent, handleGetView: () => ({}) },
    maintenance: { handleRequest },
  } as unknown as Partial<StationHandlers>;
  const both = await start({ handlers });
  const own = Number(new URL(both.url).port);
  const at = (path: string) =>
    new WebSocket(`ws://127.0.0.1:${own}${path}`, { headers: { origin: `http://127.0.0.1:${own}` } });
  expect(both.maintenanceUrl).toMatch(/\/maintenance\.html#token=another-token$/);
  expect(await refusedWith(at(`/maintenance/socket?token=${token}`))).toBe(401);
  expect(await refusedWith(at(`/socket?token=${maintenanceToken}`))).toBe(401);

  const heard = async (path: string, call: string, input: object) => {
    const socket = at(path);
    await new Promise((resolve) => socket.once('open', resolve));
    const answer = new Promise<unknown>((resolve) =>
      socket.on('message', (text) => {
        const message = JSON.parse(String(text)) as { id?: number; output?: unknown };
        if (message.id === 1) resolve(message.output);
      }),
    );
    socket.send(JSON.stringify({ id: 1, call, input }));
    return answer.finally(() => socket.close());
  };
  const request = { token: 't', name: 'audit.list' };
  for (const groups of ['', '&groups=maintenance', '&groups=kiosk,maintenance'])
    expect(await heard(`/socket?token=${token}${groups}`, 'maintenance.request', request)).toMatchObject({
      error: { code: 'forbidden' },
    });
  expect(handleRequest).not.toHaveBeenCalled();
  const door = `/maintenance/socket?token=${maintenanceToken}`;
  expect(await heard(door, 'kiosk.sendIntent', { type: 'TOUCH' })).toMatchObject({ error: { code: 'forbidden' } });
  expect(await heard(door, 'maintenance.request', request)).toEqual({ ok: true, value: null });
  await both.close();
});

test('a call is answered under its id, the view as it stands is pushed at once', async () => {
  const { socket, heard } = await connected();
  socket.send(JSON.stringify({ id: 7, call: 'kiosk.sendIntent', input: { type: 'TOUCH' } }));
  await expect
    .poll(() => heard)
    .toEqual([
      { push: 'kiosk.viewChanged', value: { step: 0 } },
      { id: 7, output: { ok: true } },
    ]);
  expect(handleSendIntent).toHaveBeenCalledExactlyOnceWith({ type: 'TOUCH' });
  socket.close();
});

test('a refused question is answered with an error under its id', async () => {
  const { socket, heard } = await connected();
  socket.send(JSON.stringify({ id: 3, call: 'bench.getState' }));
  await expect.poll(() => heard.at(-1)).toEqual({ id: 3, error: { code: 'unknown_channel' } });
  socket.close();
});

test('a burst of views arrives as its first and its newest; a page that leaves is forgotten', async () => {
  const { socket, heard } = await connected();
  for (let step = 1; step <= 500; step += 1) push({ step });
  await expect.poll(() => heard.map((one) => one.value)).toEqual([{ step: 0 }, { step: 500 }]);
  socket.close();
  await expect.poll(() => listeners).toBe(0);
});

test('a page hears only the groups it asks for', async () => {
  const { socket, heard } = await connected(`?token=${token}&groups=bench`);
  socket.send(JSON.stringify({ id: 1, call: 'kiosk.sendIntent', input: { type: 'TOUCH' } }));
  await expect.poll(() => heard).toMatchObject([{ id: 1, output: { error: { code: 'forbidden' } } }]);
  socket.close();
});

test('garbage is answered with an error, much of it closes the socket, others are served on', async () => {
  const { socket, heard } = await connected();
  const other = await connected();
  const closed = closeCode(socket);
  for (let i = 0; i < 10; i += 1) socket.send('{"id":1,"call":');
  expect(await closed).toBe(1008);
  expect(heard.filter((one) => one.error)).toHaveLength(10);
  other.socket.send(JSON.stringify({ id: 1, call: 'kiosk.sendIntent', input: { type: 'TOUCH' } }));
  await expect.poll(() => other.heard.at(-1)).toEqual({ id: 1, output: { ok: true } });
  other.socket.close();
});

test('a message above 64 KiB closes the socket with 1009', async () => {
  const { socket } = await connected();
  const closed = closeCode(socket);
  socket.send('x'.repeat(65 * 1024));
  expect(await closed).toBe(1009);
});

test('for any messages: answers or a closed socket, and the server lives', async () => {
  const message = fc.oneof(
    fc.string(),
    fc.json(),
    fc.uint8Array(),
    fc.record({ id: fc.anything(), call: fc.string(), input: fc.anything() }).map((one) => JSON.stringify(one) ?? ''),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
      const { socket, heard } = await connected();
      for (const one of messages) socket.send(one);
      socket.send(JSON.stringify({ id: 'last', call: 'kiosk.sendIntent', input: { type: 'TOUCH' } }));
      await expect.poll(() => heard.find((one) => one.id === 'last')?.output).toEqual({ ok: true });
      socket.close();
    }),
    { numRuns: 40 },
  );
  expect(log.error).not.toHaveBeenCalled();
});

test('for any bytes on the port: no crash, the page is still served', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.boolean(), async (bytes, afterUpgrade) => {
      await new Promise<void>((resolve) => {
        const raw = connect(port, '127.0.0.1', () => {
          const upgrade = `GET /socket?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
          if (afterUpgrade) raw.write(upgrade);
          raw.end(bytes);
        });
        raw.on('error', () => resolve());
        raw.on('close', () => resolve());
        raw.resume();
      });
      expect((await get('/')).status).toBe(200);
    }),
    { numRuns: 60 },
  );
});

test('a taken port and a missing page are reported with what to do', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const taken = (blocker.address() as { port: number }).port;
  const base = { host: '127.0.0.1', token, maintenanceToken, handlers: {}, sources: {}, log } as const;
  expect(await startServer({ ...base, port: taken, pageDir: pageFolder() })).toMatchObject({
    ok: false,
    error: { code: 'port_taken', detail: expect.stringContaining('server.port') },
  });
  blocker.close();
  const missing = await startServer({ ...base, port: 0, pageDir: tmpdir() });
  expect(missing).toMatchObject({
    ok: false,
    error: { code: 'page_missing', detail: expect.stringContaining('npm run build') },
  });
});

test('close ends every socket and the port', async () => {
  const { socket } = await connected();
  const closed = closeCode(socket);
  await server.close();
  expect(await closed).toBe(1001);
  await expect(fetch(server.url)).rejects.toThrow();
});
