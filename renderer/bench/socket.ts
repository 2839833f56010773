import type { BenchAction, BenchAnswer, BenchState } from '../../electron/ipc/contract.ts';
import type { BenchConnection } from './benchStore.ts';

const RETRY_MIN_MS = 250;
const RETRY_MAX_MS = 5_000;

type PageAddress = Pick<Location, 'protocol' | 'host' | 'hash'>;
type Waiting = { readonly answer: (output: unknown) => void; readonly lost: (cause: Error) => void };

/** Reaches the station the page came from, over its WebSocket; comes back by itself after a loss. */
export function connectBench(page: PageAddress = window.location): BenchConnection {
  const waiting = new Map<number, Waiting>();
  const stateListeners = new Set<(state: BenchState) => void>();
  const linkListeners = new Set<(up: boolean) => void>();
  let socket: WebSocket | null = null;
  let up = false;
  let retryMs = RETRY_MIN_MS;
  let lastId = 0;

  function setLink(now: boolean): void {
    if (now === up) return;
    up = now;
    for (const listener of linkListeners) listener(up);
  }

  function hear(text: string): void {
    const message = JSON.parse(text) as { id?: number; output?: unknown; push?: string; value?: unknown };
    if (message.push === 'bench.stateChanged') {
      for (const listener of stateListeners) listener(message.value as BenchState);
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.answer(message.output);
      waiting.delete(message.id);
    }
  }

  function open(): void {
    socket = new WebSocket(socketUrl(page));
    socket.onopen = () => {
      retryMs = RETRY_MIN_MS;
      setLink(true);
    };
    socket.onmessage = ({ data }) => hear(String(data));
    socket.onclose = () => {
      socket = null;
      for (const { lost } of waiting.values()) lost(new Error('the station went away'));
      waiting.clear();
      setLink(false);
      setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    };
  }

  function call<O>(name: string, input: unknown): Promise<O> {
    const { promise, resolve, reject } = Promise.withResolvers<O>();
    if (!socket || !up) {
      reject(new Error('no station'));
      return promise;
    }
    const id = ++lastId;
    waiting.set(id, { answer: (output) => resolve(output as O), lost: reject });
    socket.send(JSON.stringify({ id, call: name, input }));
    return promise;
  }

  open();
  return {
    api: {
      act: (action: BenchAction) => call<BenchAnswer>('bench.act', action),
      getState: () => call<BenchState>('bench.getState', undefined),
      onStateChanged: (listener) => joined(stateListeners, listener),
    },
    onLink(listener) {
      listener(up);
      return joined(linkListeners, listener);
    },
  };
}

function socketUrl(page: PageAddress): string {
  const token = new URLSearchParams(page.hash.slice(1)).get('token') ?? '';
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/socket?token=${encodeURIComponent(token)}`;
}

function joined<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
