import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { err, ok, type Result } from '../machines/result.ts';
import { startServer } from './headless/server.ts';
import { sourcesOf } from './ipc/sources.ts';
import type { StationLog } from './station/log.ts';
import { type StartError, type Station, startStation } from './station/station.ts';

/** The station without Electron: the same page, served to a browser on loopback. */
export type Headless = {
  readonly station: Station;
  readonly url: string;
  readonly maintenanceUrl: string | null;
  readonly benchUrl: string | null;
  readonly receiptUrl: string | null;
  close(): Promise<void>;
};

export const pageDir = fileURLToPath(new URL('../dist/page', import.meta.url));
const receiptPage = fileURLToPath(new URL('../dist/receipt/index.html', import.meta.url));

export async function startHeadless(options: {
  configFile: string;
  overrides: Readonly<Record<string, string>>;
  log?: StationLog;
  /** Ends the process in good order and begins it anew. */
  restart?: () => void;
}): Promise<Result<Headless, StartError>> {
  let served: string | null = null;
  const started = await startStation({
    ...options,
    ownReceiptPage: () => served,
    shell: { restart: options.restart ?? null, reloadPage: null },
  });
  if (!started.ok) return started;
  const station = started.value;
  const { host, port } = station.config.server;
  const server = await startServer({
    host,
    port,
    pageDir,
    brandFiles: station.brandFiles,
    receiptPage,
    token: randomBytes(24).toString('base64url'),
    maintenanceToken: randomBytes(24).toString('base64url'),
    handlers: station.handlers,
    sources: sourcesOf(station),
    log: pino({ name: 'page', level: 'warn' }, pino.destination(2)),
  });
  if (!server.ok) {
    await station.close();
    const hint = server.error.code === 'port_taken' ? ': npm start -- --set server.port=8090' : '';
    return err({ code: server.error.code, message: server.error.detail + hint });
  }
  served = server.value.receiptUrl;
  return ok({
    station,
    url: server.value.url,
    maintenanceUrl: server.value.maintenanceUrl,
    benchUrl: server.value.benchUrl,
    receiptUrl: served,
    async close() {
      await server.value.close();
      await station.close();
    },
  });
}
