import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { err, ok, type Result } from '../../../machines/result.ts';
import { createFaults } from '../faults.ts';
import { createMeterBook } from './book.ts';
import { createDcbm } from './dcbm.ts';
import type { MeterFault } from './faults.ts';

export type MeterSimulatorOptions = {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly serial: string;
  /** Same seed, same key. */
  readonly seed: number;
  /** Transactions and their records survive in it. */
  readonly bookFile: string | null;
  /** The register of imported energy, in Wh, and what flows. */
  readonly importWh: () => number;
  readonly powerW?: () => number;
  readonly now?: () => number;
};

/** A LEM DCBM 400/600 as a client sees it over HTTP. */
export async function startMeterSimulator(options: MeterSimulatorOptions) {
  const { host, port, powerW = () => 0, now = Date.now } = options;
  const faults = createFaults<MeterFault>();
  const book = createMeterBook(options.bookFile);
  const dcbm = createDcbm({ ...options, powerW, now, book, faults });
  const requests: string[] = [];

  const server = createServer(async (request, response) => {
    if (faults.strikes('unreachable')) {
      request.socket.destroy();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://meter');
    requests.push(`${request.method} ${url.pathname}`);
    const json = await readJson(request);
    if (faults.strikes('mute')) return;
    const reply =
      json === undefined
        ? { status: 400, body: { message: 'not JSON' } }
        : dcbm.answer(request.method ?? '', url, json.value);
    if (faults.strikes('answerLost')) {
      request.socket.destroy();
      return;
    }
    const isText = typeof reply.body === 'string';
    response.writeHead(reply.status, { 'content-type': isText ? 'text/plain' : 'application/json' });
    response.end(faults.strikes('garbled') ? '<html>' : isText ? reply.body : JSON.stringify(reply.body));
  });

  const listening = await new Promise<Result<number, { code: 'port_taken'; detail: string }>>((resolve) => {
    server.once('error', (cause) => resolve(err({ code: 'port_taken', detail: cause.message })));
    server.listen(port, host, () => resolve(ok((server.address() as AddressInfo).port)));
  });
  if (!listening.ok) return listening;

  return ok({
    url: `http://${host}:${listening.value}`,
    publicKeyHex: dcbm.publicKeyHex,
    faults,
    /** What was asked of it, in order. */
    requests: (): readonly string[] => [...requests],
    /** What it counted, by transaction: the witness besides all answers. */
    book: book.finished,
    running: () => book.running,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
type Started = Awaited<ReturnType<typeof startMeterSimulator>>;
export type MeterSimulator = Extract<Started, { ok: true }>['value'];

/** Undefined: what came is no JSON. */
async function readJson(request: IncomingMessage): Promise<{ readonly value: unknown } | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return { value: text === '' ? null : JSON.parse(text) };
  } catch {
    return undefined;
  }
}
