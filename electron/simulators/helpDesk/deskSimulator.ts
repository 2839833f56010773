import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import { err, ok, type Result } from '../../../machines/result.ts';

const Request = z.strictObject({
  id: z.string().min(1),
  station: z.string().min(1),
  evseId: z.string().nullable(),
  sessionId: z.string().nullable(),
  receiptNumber: z.string().nullable(),
  topic: z.string().nullable(),
  screen: z.string(),
  fault: z.string().nullable(),
  language: z.string().min(2),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/)
    .nullable(),
  askedAt: z.iso.datetime(),
});
export type ReceivedRequest = z.infer<typeof Request>;

export type DeskState = {
  readonly up: boolean;
  readonly busy: boolean;
  readonly refusing: boolean;
  /** Newest first. */
  readonly received: readonly ReceivedRequest[];
};

export type DeskSimulator = {
  readonly port: number;
  setUp(up: boolean): Promise<void>;
  /** "Come again later" (503). */
  setBusy(on: boolean): void;
  /** "That I will never take" (422). */
  refuse(on: boolean): void;
  /** Takes a request and never says that it has it. */
  neverAnswer(on: boolean): void;
  state(): DeskState;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

const KEPT = 20;
const LONGEST_BODY = 10_000;

/** A help desk behind a webhook: it keeps what it is told, each request once. */
export async function startDeskSimulator(options: {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Who may tell it something; null: anybody. */
  readonly token?: string | null;
}): Promise<Result<DeskSimulator, { readonly code: 'port_taken' | 'cannot_listen'; readonly detail: string }>> {
  const { token = null } = options;
  const listeners = new Set<() => void>();
  let received: readonly ReceivedRequest[] = [];
  let [busy, refusing, silent] = [false, false, false];
  let server: Server | null = null;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  /** The status it answers with; null: it does not answer. */
  async function answer(request: IncomingMessage): Promise<number | null> {
    if (request.method !== 'POST') return 405;
    if (request.headers['content-type'] !== 'application/json') return 415;
    if (token !== null && request.headers.authorization !== `Bearer ${token}`) return 401;
    const told = Request.safeParse(parsed(await bodyOf(request)));
    if (!told.success || request.headers['idempotency-key'] !== told.data.id) return 400;
    if (refusing) return 422;
    if (busy) return 503;
    if (!received.some(({ id }) => id === told.data.id)) received = [told.data, ...received].slice(0, KEPT);
    changed();
    return silent ? null : 202;
  }

  function listen(port: number): Promise<NodeJS.ErrnoException | number> {
    const listening = createServer((request, response) => {
      answer(request).then(
        (status) => status !== null && response.writeHead(status).end(),
        () => response.destroy(),
      );
    });
    return new Promise((resolve) => {
      listening.once('error', resolve);
      listening.listen(port, options.host, () => {
        server = listening;
        const address = listening.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }
  async function stop(): Promise<void> {
    const listening = server;
    server = null;
    listening?.closeAllConnections();
    if (listening) await new Promise<void>((resolve) => listening.close(() => resolve()));
  }

  const port = await listen(options.port);
  if (typeof port !== 'number')
    return err({ code: port.code === 'EADDRINUSE' ? 'port_taken' : 'cannot_listen', detail: port.message });

  return ok({
    port,
    async setUp(up) {
      if (up && !server) await listen(port);
      if (!up) await stop();
      changed();
    },
    setBusy(on) {
      busy = on;
      changed();
    },
    refuse(on) {
      refusing = on;
      changed();
    },
    neverAnswer(on) {
      silent = on;
    },
    state: () => ({ up: server !== null, busy, refusing, received }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > LONGEST_BODY) throw new Error('too long');
  }
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
