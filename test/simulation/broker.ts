import { EventEmitter } from 'node:events';
import type { connect } from 'mqtt';
import type { Owner, VirtualTime } from './virtualTime.ts';
import type { Weather } from './weather.ts';

/**
 * An MQTT broker and its clients in virtual time, as far as station and simulated controller use one: QoS 0, clean
 * sessions, nothing retained. To one client messages come in the order they were sent.
 */

const CONNECT_MS = 15;

class MemoryClient extends EventEmitter {
  connected = false;
  ended = false;
  filters: readonly string[] = [];
  lastArrivalMs = 0;
  readonly owner: Owner;
  readonly #broker: Hub;
  readonly reconnectMs: number;

  constructor(owner: Owner, broker: Hub, reconnectMs: number) {
    super();
    this.owner = owner;
    this.#broker = broker;
    this.reconnectMs = reconnectMs;
  }

  subscribe(topics: string | readonly string[], _options: object, then?: (cause: Error | null) => void): this {
    this.filters = [topics].flat();
    this.#broker.post(this.owner, 1, () => then?.(null));
    return this;
  }

  publish(topic: string, payload: string, _options: object, then?: (cause?: Error) => void): this {
    if (this.connected) this.#broker.carry(this, topic, payload);
    else then?.(new Error('not connected'));
    return this;
  }

  async endAsync(): Promise<void> {
    this.ended = true;
    this.#broker.drop(this);
  }
}

type Hub = {
  post(owner: Owner, delayMs: number, run: () => void): void;
  carry(from: MemoryClient, topic: string, payload: string): void;
  drop(client: MemoryClient): void;
};

export function createMemoryBroker(time: VirtualTime, weather: Weather) {
  const clients = new Set<MemoryClient>();
  let up = true;

  function attempt(client: MemoryClient): void {
    time.post(client.owner, CONNECT_MS, () => {
      if (client.ended || client.connected) return;
      if (!up) {
        client.emit('close');
        retry(client);
        return;
      }
      client.connected = true;
      client.emit('connect');
    });
  }
  const retry = (client: MemoryClient): void => void time.post(client.owner, client.reconnectMs, () => attempt(client));

  function drop(client: MemoryClient): void {
    if (client.connected) {
      client.connected = false;
      client.filters = [];
      time.post(client.owner, 1, () => client.emit('close'));
    }
    if (client.ended) clients.delete(client);
    else retry(client);
  }

  function carry(from: MemoryClient, topic: string, payload: string): void {
    const bytes = Buffer.from(payload);
    for (const to of clients) {
      if (to === from || !to.connected || !to.filters.some((filter) => topic.startsWith(filter.slice(0, -1)))) continue;
      const fate = weather.fate();
      if (fate.type === 'lost') continue;
      if (fate.type === 'cut') {
        // Whose connection breaks: the one that is not the controller's, which would restart for it.
        const broken = to.owner.name === 'station' ? to : from;
        if (fate.arrives) deliver(to, topic, bytes, 1);
        if (broken.owner.name === 'station') drop(broken);
        continue;
      }
      for (let copy = 0; copy < fate.copies; copy++) deliver(to, topic, bytes, fate.afterMs);
    }
  }

  function deliver(to: MemoryClient, topic: string, bytes: Buffer, afterMs: number): void {
    to.lastArrivalMs = Math.max(to.lastArrivalMs, time.nowMs + afterMs);
    time.post(to.owner, to.lastArrivalMs - time.nowMs, () => {
      if (to.connected) to.emit('message', topic, bytes);
    });
  }

  const hub: Hub = { post: (owner, delayMs, run) => void time.post(owner, delayMs, run), carry, drop };

  return {
    connect: ((_url: string, { reconnectPeriod }: { reconnectPeriod: number }) => {
      const client = new MemoryClient(time.current, hub, reconnectPeriod);
      clients.add(client);
      attempt(client);
      return client;
    }) as unknown as typeof connect,
    /** A process died: its connections are closed. */
    closeAllOf(owner: Owner): void {
      for (const client of [...clients])
        if (client.owner === owner) {
          client.ended = true;
          client.connected = false;
          clients.delete(client);
        }
    },
    /** Everybody is cut off for a while. */
    restart(downMs: number, owner: Owner): void {
      up = false;
      for (const client of [...clients]) drop(client);
      time.post(owner, downMs, () => {
        up = true;
      });
    },
  };
}
export type MemoryBroker = ReturnType<typeof createMemoryBroker>;
