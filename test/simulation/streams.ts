import { EventEmitter } from 'node:events';
import type { connect, createServer } from 'node:net';
import type { Owner, VirtualTime } from './virtualTime.ts';
import type { Weather } from './weather.ts';

/**
 * Connections as TCP makes them, in virtual time: bytes arrive in order, some later, until the connection breaks. What
 * a stream loses is lost with all that follows: the other end waits in vain until somebody hangs up.
 */

const CONNECT_MS = 20;

class MemorySocket extends EventEmitter {
  destroyed = false;
  peer: MemorySocket | null = null;
  readonly owner: Owner;
  readonly #time: VirtualTime;
  readonly #weather: Weather;
  #lastArrivalMs = 0;
  #stalled = false;

  constructor(owner: Owner, time: VirtualTime, weather: Weather) {
    super();
    this.owner = owner;
    this.#time = time;
    this.#weather = weather;
  }

  get writable(): boolean {
    return !this.destroyed;
  }

  write(bytes: Buffer): boolean {
    const { peer } = this;
    if (this.destroyed || !peer || !this.owner.alive) return false;
    const fate = this.#weather.fate();
    if (fate.type === 'lost') this.#stalled = true;
    if (this.#stalled || fate.type === 'lost') return true;
    if (fate.type === 'cut') {
      if (fate.arrives) this.#deliver(peer, bytes, 1);
      this.#time.post(peer.owner, this.#arrival(2) - this.#time.nowMs, () => peer.gone());
      this.#time.post(this.owner, 1, () => this.gone());
      return true;
    }
    // A stream carries nothing twice.
    this.#deliver(peer, bytes, fate.afterMs);
    return true;
  }

  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#time.post(this.owner, 0, () => this.emit('close'));
    const { peer } = this;
    if (peer) this.#time.post(peer.owner, this.#arrival(1) - this.#time.nowMs, () => peer.gone());
    return this;
  }

  /** Everything written has left before it closes: so it does here anyway. */
  destroySoon(): void {
    this.destroy();
  }

  /** The other end, or the wire, is gone. */
  gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }

  setNoDelay(): this {
    return this;
  }

  #arrival(afterMs: number): number {
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, this.#time.nowMs + afterMs);
    return this.#lastArrivalMs;
  }

  #deliver(peer: MemorySocket, bytes: Buffer, afterMs: number): void {
    this.#time.post(peer.owner, this.#arrival(afterMs) - this.#time.nowMs, () => {
      if (!peer.destroyed) peer.emit('data', bytes);
    });
  }
}

/** One address at which one server may listen. */
export function createStreams(time: VirtualTime, weather: Weather) {
  let listening: { readonly owner: Owner; readonly accept: (socket: MemorySocket) => void } | null = null;
  const open = new Set<MemorySocket>();

  function dial(): MemorySocket {
    const near = new MemorySocket(time.current, time, weather);
    open.add(near);
    near.once('close', () => open.delete(near));
    time.post(near.owner, CONNECT_MS, () => {
      const server = listening;
      if (near.destroyed) return;
      if (!server) {
        near.destroyed = true;
        near.emit('error', new Error('connect ECONNREFUSED'));
        near.emit('close');
        return;
      }
      const far = new MemorySocket(server.owner, time, weather);
      near.peer = far;
      far.peer = near;
      time.post(server.owner, 1, () => server.accept(far));
      near.emit('connect');
    });
    return near;
  }

  function serve(accept: (socket: MemorySocket) => void) {
    const server = {
      once: () => server,
      listen(_port: number, _host: string, then: () => void) {
        listening = { owner: time.current, accept };
        time.post(time.current, 0, then);
        return server;
      },
      address: () => ({ port: 20_007 }),
      close(then: () => void) {
        listening = null;
        time.post(time.current, 0, then);
        return server;
      },
    };
    return server;
  }

  return {
    connect: dial as unknown as typeof connect,
    createServer: serve as unknown as typeof createServer,
    /** A process died: its system closes what it had open. */
    closeAllOf(owner: Owner): void {
      for (const socket of [...open]) if (socket.owner === owner) socket.destroy();
    },
  };
}
export type Streams = ReturnType<typeof createStreams>;
