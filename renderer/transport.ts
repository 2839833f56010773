import type { PageApi } from '../electron/ipc/contract.ts';
import { createStore, type Readable } from './store.ts';

/** Whether the station can be reached: through the preload always, through the socket when it is open. */
export type Link = 'up' | 'away';
export type Connection = { readonly api: PageApi; readonly link: Readable<Link> };

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly surtidor?: PageApi;
  }
}

type Answer = { readonly id: number; readonly output?: unknown; readonly error?: unknown };
type Push = { readonly push: string; readonly value: unknown };
type Waiting = { readonly resolve: (output: unknown) => void; readonly reject: (cause: Error) => void };

const RETRY_MIN_MS = 250;
const RETRY_MAX_MS = 5_000;
const ANSWER_MS = 10_000;

/** The station as this page reaches it: by the preload's door where there is one, else by WebSocket. */
export function connect(group: keyof PageApi): Connection {
  if (window.surtidor) return { api: window.surtidor, link: createStore<Link>('up') };
  return connectBySocket(socketAddress(group));
}

/** Where the page came from, with the token of its address line, kept for reloads and taken out of sight. */
function socketAddress(group: keyof PageApi): string {
  const fromHash = new URLSearchParams(location.hash.slice(1)).get('token');
  // Two doors, two tokens: a tab that goes from one page to the other has both.
  const [path, kept] = group === 'maintenance' ? ['/maintenance/socket', 'maintenanceToken'] : ['/socket', 'token'];
  if (fromHash) {
    sessionStorage.setItem(kept, fromHash);
    history.replaceState(null, '', location.pathname + location.search);
  }
  const address = new URL(path, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('token', fromHash ?? sessionStorage.getItem(kept) ?? '');
  address.searchParams.set('groups', group); // only this page's news are pushed to it
  return address.href;
}

/** Calls go out as `{id, call, input}`, answers come back as `{id, output}`, news as `{push, value}`. */
export function connectBySocket(address: string): Connection {
  const link = createStore<Link>('away');
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  let socket: WebSocket | null = null;
  let retryMs = RETRY_MIN_MS;
  let lastId = 0;

  function hear(text: string): void {
    const message = JSON.parse(text) as Answer | Push;
    if ('push' in message) {
      for (const listener of listeners.get(message.push) ?? []) listener(message.value);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ('output' in message || message.error === undefined) call?.resolve(message.output);
    else call?.reject(new Error('refused'));
  }

  function open(): void {
    const opening = new WebSocket(address);
    opening.onopen = () => {
      socket = opening;
      retryMs = RETRY_MIN_MS;
      link.set('up');
    };
    opening.onmessage = (event) => hear(String(event.data));
    opening.onclose = () => {
      socket = null;
      link.set('away');
      for (const call of waiting.values()) call.reject(new Error('away'));
      waiting.clear();
      setTimeout(open, retryMs * (0.75 + Math.random() / 2));
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    };
  }

  function call(name: string, input?: unknown): Promise<never> {
    return new Promise((resolve, reject) => {
      if (socket?.readyState !== WebSocket.OPEN) return reject(new Error('away'));
      const id = ++lastId;
      const timer = setTimeout(() => waiting.delete(id) && reject(new Error('no answer')), ANSWER_MS);
      waiting.set(id, {
        resolve(output) {
          clearTimeout(timer);
          resolve(output as never);
        },
        reject(cause) {
          clearTimeout(timer);
          reject(cause);
        },
      });
      socket.send(JSON.stringify({ id, call: name, input }));
    });
  }

  function on(name: string) {
    return <T>(listener: (value: T) => void): (() => void) => {
      const heard = listener as (value: unknown) => void;
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(heard));
      return () => all.delete(heard);
    };
  }

  open();
  const api: PageApi = {
    kiosk: {
      sendIntent: (intent) => call('kiosk.sendIntent', intent),
      getView: () => call('kiosk.getView'),
      estimate: (ask) => call('kiosk.estimate', ask),
      onViewChanged: on('kiosk.viewChanged'),
    },
    bench: {
      act: (action) => call('bench.act', action),
      getState: () => call('bench.getState'),
      getPrint: (id) => call('bench.getPrint', id),
      onStateChanged: on('bench.stateChanged'),
    },
    maintenance: {
      getDoor: () => call('maintenance.getDoor'),
      signIn: (step) => call('maintenance.signIn', step),
      request: (request) => call('maintenance.request', request),
      leave: () => call('maintenance.leave'),
    },
  };
  return { api, link };
}
