import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { quiet } from './fixtures/base.ts';
import { watchStation } from './station.ts';
import { type Connection, connectBySocket } from './transport.ts';

/** A station over a real socket that answers what the test tells it to. */
async function station(answers: Record<string, unknown>, port = 0) {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const heard: { id: number; call: string; input?: unknown }[] = [];
  server.on('connection', (socket) =>
    socket.on('message', (bytes) => {
      const call = JSON.parse(String(bytes)) as (typeof heard)[number];
      heard.push(call);
      if (call.call in answers) socket.send(JSON.stringify({ id: call.id, output: answers[call.call] }));
    }),
  );
  const stop = async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  };
  cleanups.push(stop);
  const push = (value: unknown) => {
    for (const socket of server.clients) socket.send(JSON.stringify({ push: 'kiosk.viewChanged', value }));
  };
  return { heard, push, stop, port: (server.address() as { port: number }).port };
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function connected(port: number): Promise<Connection> {
  const connection = connectBySocket(`ws://127.0.0.1:${port}/socket?token=t`);
  await vi.waitFor(() => expect(connection.link.get()).toBe('up'), { timeout: 5_000 });
  return connection;
}

describe('the socket', () => {
  it('sends a call and hands its answer back', async () => {
    const { heard, port } = await station({ 'kiosk.sendIntent': { ok: true } });
    const { api } = await connected(port);
    expect(await api.kiosk.sendIntent({ type: 'START', connectorId: 1 })).toEqual({ ok: true });
    expect(heard).toEqual([{ id: 1, call: 'kiosk.sendIntent', input: { type: 'START', connectorId: 1 } }]);
  });

  it('rejects what was under way when it broke, and comes back by itself', async () => {
    const first = await station({});
    const { api, link } = await connected(first.port);
    const waiting = api.kiosk.sendIntent({ type: 'BACK' });
    const rejected = expect(waiting).rejects.toThrow('away');
    await first.stop();
    await rejected;
    expect(link.get()).toBe('away');
    await expect(api.kiosk.sendIntent({ type: 'BACK' })).rejects.toThrow('away');
    await station({}, first.port);
    await vi.waitFor(() => expect(link.get()).toBe('up'), { timeout: 8_000 });
  });
});

describe('the station as the page knows it', () => {
  it('asks for the view, follows the pushes, and keeps the station’s time', async () => {
    const { push, port } = await station({ 'kiosk.getView': quiet });
    const watched = watchStation(await connected(port));
    await vi.waitFor(() => expect(watched.view.get()?.screen.name).toBe('attract'));
    expect(Math.abs(watched.nowMs() - quiet.nowMs)).toBeLessThan(2_000);
    push({ ...quiet, language: 'de' });
    await vi.waitFor(() => expect(watched.view.get()?.language).toBe('de'));
  });

  it('shows at once what changes while a touch is unanswered, though it be a figure', async () => {
    const { heard, push, port } = await station({ 'kiosk.getView': quiet });
    const watched = watchStation(await connected(port));
    await vi.waitFor(() => expect(watched.view.get()).not.toBeNull());
    const shown: (number | undefined)[] = [];
    watched.view.subscribe(() => shown.push(watched.view.get()?.nowMs));
    void watched.send({ type: 'BACK' });
    await vi.waitFor(() => expect(heard.at(-1)?.call).toBe('kiosk.sendIntent'));
    push({ ...quiet, nowMs: 1 });
    push({ ...quiet, nowMs: 2 });
    push({ ...quiet, nowMs: 3, language: 'de' });
    await vi.waitFor(() => expect(watched.view.get()?.language).toBe('de'));
    expect(shown).toEqual([1, 2, 3]);
  });

  it('notes a refusal, but not of a mere touch', async () => {
    const refusal = { ok: false, error: { code: 'unfit', detail: '' } };
    const { port } = await station({ 'kiosk.getView': quiet, 'kiosk.sendIntent': refusal });
    const watched = watchStation(await connected(port));
    await watched.send({ type: 'TOUCH' });
    expect(watched.note.get()).toBeNull();
    await watched.send({ type: 'BACK' });
    expect(watched.note.get()?.code).toBe('unfit');
  });

  it('notes that nobody answered', async () => {
    const { port, stop } = await station({});
    const watched = watchStation(await connected(port));
    await stop();
    await watched.send({ type: 'BACK' });
    expect(watched.note.get()?.code).toBe('away');
  });
});
