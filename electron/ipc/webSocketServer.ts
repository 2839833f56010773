import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Group } from './contract.ts';
import { type Dispatcher, QuestionRefused, refusal, type Sender } from './dispatcher.ts';
import type { TransportLog } from './log.ts';
import { pushChannels, type Sources } from './sources.ts';
import { createViewPump } from './viewPump.ts';

/**
 * The contract over one WebSocket. The page sends `{id, call: 'kiosk.sendIntent', input}` and is answered
 * `{id, output}`, or `{id, error}` where a question was refused; the station sends `{push: 'kiosk.viewChanged', value}` by itself. What is neither is answered
 * `{error}`, and a page that keeps sending it is closed with 1008.
 */

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_GARBAGE = 10;
const MAX_PAGES = 16;
/** Above this the page has not read its last view yet: the next one waits. */
const SLOW_BYTES = 64 * 1024;
/** A page that calls and never reads its answers. */
const DEAF_BYTES = 1024 * 1024;
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;

const Call = z.strictObject({
  id: z.union([z.int(), z.string().max(64)]),
  call: z.string().max(64),
  input: z.unknown().optional(),
});

export type WebSocketTransport = {
  /** Takes over an upgrade whose origin and token have been checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, groups: readonly Group[]): void;
  close(): void;
};

export function createWebSocketTransport(deps: {
  readonly dispatcher: Dispatcher;
  readonly sources: Sources;
  readonly log: TransportLog;
}): WebSocketTransport {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  let count = 0;
  return {
    accept(request, socket, head, groups) {
      if (server.clients.size >= MAX_PAGES) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (page) => {
        count += 1;
        servePage(page, { name: `page ${count}`, groups }, deps);
      });
    },
    close() {
      for (const page of server.clients) {
        page.close(GOING_AWAY);
        setTimeout(() => page.terminate(), 500).unref();
      }
      server.close();
    },
  };
}

function servePage(
  page: WebSocket,
  sender: Sender,
  { dispatcher, sources, log }: { dispatcher: Dispatcher; sources: Sources; log: TransportLog },
): void {
  let garbage = 0;

  function send(message: object): void {
    if (page.readyState !== page.OPEN) return;
    if (page.bufferedAmount > DEAF_BYTES) page.terminate();
    else page.send(JSON.stringify(message));
  }

  function refuse(detail: string): void {
    garbage += 1;
    send({ error: refusal('malformed', detail).error });
    if (garbage < MAX_GARBAGE) return;
    log.warn({ from: sender.name }, 'closed a page that sends garbage');
    page.close(POLICY_VIOLATION, 'garbage');
  }

  const pushes = pushChannels(sources, sender.groups).map(([push, subscribe]) => {
    const pump = createViewPump((value: unknown) => send({ push, value }), {
      ready: () => page.bufferedAmount < SLOW_BYTES,
    });
    const unsubscribe = subscribe(pump.push);
    return () => {
      unsubscribe();
      pump.close();
    };
  });

  page.on('message', async (bytes: RawData, isBinary: boolean) => {
    if (page.readyState !== page.OPEN) return; // it was closed while this was still on its way
    const call = isBinary ? null : parseCall(String(bytes));
    if (!call) return refuse('expected {id, call, input} as JSON text');
    const answered = dispatcher.call(call.call, call.input, sender);
    send({ id: call.id, ...(await answered.then((output) => ({ output }), errorOf)) });
  });
  // ws reports oversized and broken frames here and closes the socket with the right code by itself.
  page.on('error', (cause) =>
    log.warn({ from: sender.name, code: (cause as NodeJS.ErrnoException).code }, 'page socket failed'),
  );
  page.on('close', () => {
    for (const end of pushes) end();
  });
}

const errorOf = (cause: unknown): object => ({
  error: { code: cause instanceof QuestionRefused ? cause.code : 'internal' },
});

function parseCall(text: string): z.infer<typeof Call> | null {
  try {
    return Call.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
