import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { err, ok, type Result } from '../../machines/result.ts';
import { groups as allGroups } from '../ipc/channels.ts';
import type { Group, StationHandlers } from '../ipc/contract.ts';
import { createDispatcher } from '../ipc/dispatcher.ts';
import type { TransportLog } from '../ipc/log.ts';
import { openPageFiles, type PageAnswer, SECURITY_HEADERS, withFiles } from '../ipc/pageFiles.ts';
import type { Sources } from '../ipc/sources.ts';
import { createWebSocketTransport } from '../ipc/webSocketServer.ts';
import { createGate, type Refused } from './gate.ts';
import { openReceiptPage } from './receiptPage.ts';

const RECEIPT_PATH = '/receipt/';

export type ServerOptions = {
  readonly host: '127.0.0.1';
  /** TCP port; 0 lets the system choose. */
  readonly port: number;
  /** The built page (`dist/page`). */
  readonly pageDir: string;
  /** The operator's logo and font, by path. */
  readonly brandFiles?: ReadonlyMap<string, Uint8Array>;
  /** The built receipt page (`dist/receipt/index.html`), served under `/receipt/` if it is there. */
  readonly receiptPage?: string;
  /** What a page must show on `/socket`; it travels in the address's fragment, which no browser sends or logs. */
  readonly token: string;
  /** The same for the maintenance page, on a socket of its own: with the one token there is no way to the other. */
  readonly maintenanceToken: string;
  readonly handlers: Partial<StationHandlers>;
  readonly sources: Sources;
  readonly log: TransportLog;
};
export type Server = {
  readonly url: string;
  /** Null where there is no maintenance mode. */
  readonly maintenanceUrl: string | null;
  /** Null where no hardware is simulated. */
  readonly benchUrl: string | null;
  /** Null where there is no such page. */
  readonly receiptUrl: string | null;
  close(): Promise<void>;
};
export type ServerError = { readonly code: 'port_taken' | 'cannot_listen' | 'page_missing'; readonly detail: string };

/** Serves the kiosk page and the contract on loopback, for a browser to stand in for Electron's window. */
export async function startServer(options: ServerOptions): Promise<Result<Server, ServerError>> {
  const { host, pageDir, token, handlers, sources, log } = options;
  const served = allGroups.filter((group) => handlers[group]);
  const hasBench = served.includes('bench');
  const hasMaintenance = served.includes('maintenance');
  const page = openPageFiles(pageDir, [
    ...(hasBench ? [] : ['/bench.html']),
    ...(hasMaintenance ? [] : ['/maintenance.html']),
  ]);
  if (!page) return err({ code: 'page_missing', detail: `no page in ${pageDir}: run \`npm run build\` first` });
  const files = withFiles(page, options.brandFiles ?? new Map());

  const receiptPage = options.receiptPage === undefined ? null : openReceiptPage(options.receiptPage);

  const server = createServer();
  const listening = await listen(server, host, options.port);
  if (!listening.ok) return listening;
  const { port } = server.address() as AddressInfo;

  const gate = createGate({
    port,
    doors: [
      { path: '/socket', token, groups: served.filter((group) => group !== 'maintenance') },
      { path: '/maintenance/socket', token: options.maintenanceToken, groups: ['maintenance'] as const },
    ],
  });
  const transport = createWebSocketTransport({ dispatcher: createDispatcher(handlers, { log }), sources, log });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refused = gate.checkRequest(request);
    if (refused) return answerRefused(response, refused);
    void answerFile(request, response, (path) =>
      path === RECEIPT_PATH && receiptPage ? receiptPage : files.answer(path),
    );
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const entered = gate.checkUpgrade(request);
    if (!entered.ok) {
      const { status, reason } = entered.error;
      log.warn({ status, reason }, 'refused a socket');
      return socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
    transport.accept(request, socket, head, askedGroups(request, entered.value.groups));
  });
  // Anything that is not HTTP is dropped without an answer worth reading.
  server.on('clientError', (_cause, socket) => socket.destroy());
  server.on('error', (cause) => log.error({ err: cause }, 'server failed'));

  const origin = `http://${host}:${port}`;
  return ok({
    url: `${origin}/#token=${token}`,
    maintenanceUrl: hasMaintenance ? `${origin}/maintenance.html#token=${options.maintenanceToken}` : null,
    benchUrl: hasBench ? `${origin}/bench.html#token=${token}` : null,
    receiptUrl: receiptPage && `${origin}${RECEIPT_PATH}`,
    close: () =>
      new Promise((resolve) => {
        transport.close();
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  });
}

function listen(
  server: ReturnType<typeof createServer>,
  host: string,
  port: number,
): Promise<Result<void, ServerError>> {
  return new Promise((resolve) => {
    const fail = (cause: NodeJS.ErrnoException) =>
      resolve(
        cause.code === 'EADDRINUSE'
          ? err({ code: 'port_taken', detail: `${host}:${port} is taken: choose another with server.port` })
          : err({ code: 'cannot_listen', detail: `${host}:${port}: ${cause.code}; choose another with server.port` }),
      );
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve(ok(undefined));
    });
  });
}

/** `?groups=kiosk` leaves out what a page will not draw; without it a page hears everything that is served. */
function askedGroups(request: IncomingMessage, served: readonly Group[]): readonly Group[] {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('groups')?.split(',');
  return asked ? served.filter((group) => asked.includes(group)) : served;
}

function answerRefused(response: ServerResponse, { status }: Refused): void {
  response.writeHead(status, SECURITY_HEADERS).end();
}

async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (path: string) => PageAnswer | Promise<PageAnswer>,
): Promise<void> {
  const [pathname = '/'] = (request.url ?? '/').split('?');
  const { status, headers, body } = await answer(pathname);
  response.writeHead(status, { ...headers, 'content-length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
}
