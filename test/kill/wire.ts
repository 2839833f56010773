import { EventEmitter } from 'node:events';
import { connectAsync } from 'mqtt';

type Told = { readonly startedAtMs: number; readonly endedAtMs: number };
type Reading = { readonly atMs: number; readonly energyWh: number };

/** What a listener on the broker heard, besides the station. Instants are those of `performance.now()`. */
export type Wire = {
  /** By EVerest's session uuid; one that has not ended ends at infinity. */
  readonly transactions: ReadonlyMap<string, Told>;
  /** What the meter of an EVSE showed at that instant or soon after; null when it has told nothing since. */
  meterAt(evse: number, atMs: number): number | null;
  readonly told: EventEmitter<{ started: []; finished: []; token: []; stationSpoke: [] }>;
  close(): Promise<void>;
};

/** Listens to everything on the broker, as a witness of its own. `evseOf` names the EVSE of each module. */
export async function listenIn(brokerUrl: string, evseOf: ReadonlyMap<string, number>): Promise<Wire> {
  const transactions = new Map<string, Told>();
  const readings = new Map<number, Reading[]>();
  const told: Wire['told'] = new EventEmitter();

  function hear(name: string, module: string, json: unknown): void {
    const atMs = performance.now();
    if (name === 'powermeter') {
      const evse = evseOf.get(module) ?? 0;
      const { energy_Wh_import } = json as { energy_Wh_import: { total: number } };
      const before = readings.get(evse) ?? [];
      readings.set(evse, before);
      before.push({ atMs, energyWh: energy_Wh_import.total });
    } else if (name === 'session_event') {
      const { event, uuid } = json as { event: string; uuid: string };
      if (event === 'TransactionStarted') {
        transactions.set(uuid, { startedAtMs: atMs, endedAtMs: Number.POSITIVE_INFINITY });
        told.emit('started');
      } else if (event === 'TransactionFinished') {
        const known = transactions.get(uuid);
        if (known) transactions.set(uuid, { ...known, endedAtMs: atMs });
        told.emit('finished');
      }
    }
  }

  const client = await connectAsync(brokerUrl, { clientId: 'witness' });
  client.on('message', (topic, payload) => {
    const [, , , module = '', direction, name = ''] = topic.split('/');
    if (direction === 'e2m') hear(name, module, JSON.parse(payload.toString('utf8')));
    if (direction !== 'm2e') return;
    // Only the station writes towards EVerest.
    told.emit('stationSpoke');
    if (name === 'provided_token') told.emit('token');
  });
  await client.subscribeAsync('everest_api/#');
  return {
    transactions,
    told,
    meterAt: (evse, fromMs) => readings.get(evse)?.find(({ atMs }) => atMs >= fromMs)?.energyWh ?? null,
    close: () => client.endAsync(true),
  };
}
