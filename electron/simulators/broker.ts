import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { err, ok, type Result } from '../../machines/result.ts';

export type BrokerError = { readonly code: 'port_taken' | 'failed'; readonly detail: string };

/** An MQTT broker in this process, on a TCP port, as EVerest expects one on loopback. */
export type Broker = {
  readonly port: number;
  /** `mqtt://host:port` */
  readonly url: string;
  /** Cuts every client off and comes back on the same port after `downMs`. */
  restart(downMs?: number): Promise<Result<void, BrokerError>>;
  stop(): Promise<void>;
};

type Running = { readonly aedes: Aedes; readonly server: Server; readonly sockets: Set<Socket> };

/** `port` 0 lets the system choose; the same port is kept over restarts. */
export async function startBroker(at: {
  readonly host: string;
  readonly port: number;
}): Promise<Result<Broker, BrokerError>> {
  const first = await listen(at.host, at.port);
  if (!first.ok) return first;
  let running: Running | null = first.value;
  const address = running.server.address();
  const port = typeof address === 'object' && address ? address.port : at.port;

  async function stop(): Promise<void> {
    const ending = running;
    running = null;
    if (ending) await close(ending);
  }

  return ok({
    port,
    url: `mqtt://${at.host}:${port}`,
    stop,
    async restart(downMs = 200) {
      await stop();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      const again = await listen(at.host, port);
      if (!again.ok) return again;
      running = again.value;
      return ok(undefined);
    },
  });
}

async function listen(host: string, port: number): Promise<Result<Running, BrokerError>> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  return new Promise((resolve) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      aedes.close();
      const code = cause.code === 'EADDRINUSE' ? 'port_taken' : 'failed';
      resolve(err({ code, detail: `${host}:${port}: ${cause.message}` }));
    });
    server.listen(port, host, () => resolve(ok({ aedes, server, sockets })));
  });
}

async function close({ aedes, server, sockets }: Running): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => aedes.close(() => resolve()));
  await closed;
}
