import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { err, ok, type Result } from '../../machines/result.ts';
import type { LinkView } from '../../machines/staffView.ts';
import type { KioskView } from '../../machines/view.ts';
import type { BooksFigures } from '../store/figures.ts';
import type { StationLog } from './log.ts';

/** What is watched of a station. Nothing in it says who charged. */
export type Watched = {
  readonly view: () => KioskView;
  readonly links: () => readonly LinkView[];
  /** Null in safe mode. */
  readonly books: () => BooksFigures | null;
  readonly awaitingEndOfDay: () => number;
};

const connectorStates = ['free', 'vehicleWaiting', 'busy', 'charging', 'finished', 'receipt', 'unavailable'] as const;

/** Metrics in Prometheus' words: base units, `_total` for what only grows. Money stays in the currency's minor unit. */
export function createMetrics(watched: Watched): Registry {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const gauge = (name: string, help: string, labelNames: string[], collect: (metric: Gauge) => void) =>
    new Gauge({
      name: `surtidor_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        collect(this);
      },
    });
  const counter = (name: string, help: string, labelNames: string[], collect: (metric: Counter) => void) =>
    new Counter({
      name: `surtidor_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        collect(this);
      },
    });

  gauge('selling', '1 while money is taken, 0 in safe mode', [], (metric) => metric.set(watched.books() ? 1 : 0));
  gauge('connector_state', '1 for the state a connector is in', ['connector', 'state'], (metric) => {
    for (const { label, status } of watched.view().connectors)
      for (const state of connectorStates) metric.set({ connector: label, state }, state === status ? 1 : 0);
  });
  gauge('connector_power_watts', 'Power a connector gives now', ['connector'], (metric) => {
    for (const { label, powerW } of watched.view().connectors) metric.set({ connector: label }, powerW ?? 0);
  });
  gauge('link_up', '1 while a device answers as it should', ['device', 'evse'], (metric) => {
    // Of one that was never used nobody knows.
    for (const { device, evse, state } of watched.links())
      if (state !== 'unknown') metric.set({ device, evse: String(evse ?? '') }, state === 'up' ? 1 : 0);
  });
  gauge('link_latency_seconds', 'How long a device took to answer last', ['device', 'evse'], (metric) => {
    for (const { device, evse, latencyMs } of watched.links())
      if (latencyMs !== null) metric.set({ device, evse: String(evse ?? '') }, latencyMs / 1_000);
  });
  counter('sessions_total', 'Charges that got a receipt', ['paid_by'], (metric) => {
    for (const { paidBy, sessions } of watched.books()?.receipts ?? []) metric.inc({ paid_by: paidBy }, sessions);
  });
  counter('billed_minor_total', 'What receipts say, in minor units', ['paid_by', 'currency'], (metric) => {
    for (const { paidBy, currency, gross } of watched.books()?.receipts ?? [])
      metric.inc({ paid_by: paidBy, currency }, gross);
  });
  counter('energy_watt_hours_total', 'Energy that was billed', [], (metric) =>
    metric.inc(watched.books()?.energyWh ?? 0),
  );
  counter('failed_starts_total', 'Drivers who meant to charge and could not', ['cause'], (metric) => {
    for (const { cause, starts } of watched.books()?.failedStarts ?? []) metric.inc({ cause }, starts);
  });
  gauge('open_holds', 'Holds neither captured nor released, of charges that run', [], (metric) => {
    for (const { due, count } of watched.books()?.openHolds ?? []) metric.inc(due ? 0 : count);
  });
  gauge('open_settlements', 'Holds that are to be settled and are not yet', ['state'], (metric) => {
    for (const { state, due, count } of watched.books()?.openHolds ?? []) if (due) metric.inc({ state }, count);
  });
  gauge('held_minor', 'What is set aside on cards now, in minor units', ['state', 'currency'], (metric) => {
    for (const { state, currency, minor } of watched.books()?.openHolds ?? []) metric.inc({ state, currency }, minor);
  });
  gauge('payments_awaiting_end_of_day', 'Payments in no end of day of the terminal yet', [], (metric) =>
    metric.set(watched.awaitingEndOfDay()),
  );
  counter('journal_rows_total', 'Rows of the journal', [], (metric) => metric.inc(watched.books()?.journalRows ?? 0));
  return register;
}

export type MetricsServer = { readonly url: string; close(): Promise<void> };

/** Serves them to this machine alone. A name that was made to point here (DNS rebinding) is answered with nothing. */
export function serveMetrics(
  register: Registry,
  port: number,
  log: StationLog,
): Promise<Result<MetricsServer, string>> {
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port: own } = server.address() as AddressInfo;
    const isOurs = [`127.0.0.1:${own}`, `localhost:${own}`].includes(request.headers.host ?? '');
    if (!isOurs) return void response.writeHead(403).end();
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    try {
      const text = await register.metrics();
      response.writeHead(200, { 'content-type': register.contentType, 'cache-control': 'no-store' }).end(text);
    } catch (cause) {
      log.error({ err: cause }, 'the metrics could not be collected');
      response.writeHead(500).end();
    }
  }
  return new Promise((resolve) => {
    server.once('error', (cause: NodeJS.ErrnoException) => resolve(err(`127.0.0.1:${port}: ${cause.code}`)));
    server.listen(port, '127.0.0.1', () => {
      const { port: own } = server.address() as AddressInfo;
      resolve(
        ok({
          url: `http://127.0.0.1:${own}/metrics`,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              server.closeAllConnections();
            }),
        }),
      );
    });
  });
}
