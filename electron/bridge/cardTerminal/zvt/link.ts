import type { connect } from 'node:net';
import type { Logger } from 'pino';
import type { LinkState } from '../../../../machines/ports/cardTerminal.ts';
import { openConnection, type ZvtConnection } from './connection.ts';

export type LinkConfig = {
  readonly host: string;
  readonly port: number;
  readonly t3Ms: number;
  readonly connectTimeoutMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
};

/** Keeps one connection to the terminal open, brought up and, when it is lost, opened again with growing pauses. */
export type Link = {
  readonly state: LinkState;
  start(): void;
  stop(): Promise<void>;
  /** The connection when it is up. Waits for an attempt under way; hurries the next one if the terminal was there last. */
  ready(signal?: AbortSignal): Promise<ZvtConnection | null>;
};

export function createLink(
  config: LinkConfig,
  deps: {
    readonly log: Logger;
    readonly connect?: typeof connect | undefined;
    /** Registers; null when the terminal may be used, else why not. */
    readonly bringUp: (connection: ZvtConnection) => Promise<string | null>;
    readonly onState: (state: LinkState) => void;
    /** Why an attempt came to nothing. */
    readonly onFailure?: (why: string) => void;
  },
): Link {
  const { log } = deps;
  let state: LinkState = 'down';
  let connection: ZvtConnection | null = null;
  let stopped = true;
  let loop: Promise<void> = Promise.resolve();
  /** Ends the pause before the next attempt. */
  let hurry: (() => void) | null = null;
  /** The terminal was there last and closed the connection itself: an order may open it again at once. */
  let mayHurry = false;
  let watchers: (() => void)[] = [];

  const become = (next: LinkState): void => {
    if (next === state) return;
    state = next;
    deps.onState(next);
    if (next !== 'connecting') wake();
  };

  const wake = (): void => {
    for (const watcher of watchers) watcher();
    watchers = [];
  };

  const settled = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      watchers.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });

  const attempt = async (): Promise<boolean> => {
    become('connecting');
    const opened = await openConnection(
      { ...config, timeoutMs: config.connectTimeoutMs, frameTimeoutMs: config.t3Ms, connect: deps.connect },
      log,
    );
    if (!opened.ok) {
      log.warn({ reason: opened.error }, 'card terminal cannot be reached');
      deps.onFailure?.(String(opened.error));
      return false;
    }
    connection = opened.value;
    if (stopped) connection.destroy();
    const refusal = await deps.bringUp(connection);
    if (refusal !== null || !connection.open) {
      const reason = refusal ?? 'connection lost';
      log.warn({ reason }, 'card terminal could not be brought up');
      deps.onFailure?.(reason);
      connection.destroy();
      return false;
    }
    return true;
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const keepUp = async (): Promise<void> => {
    let waitMs = config.reconnectMinMs;
    while (!stopped) {
      const good = await attempt();
      mayHurry = false;
      if (good && connection) {
        waitMs = config.reconnectMinMs;
        log.info('card terminal is up');
        become('up');
        await connection.closed;
        mayHurry = !connection.hungUp;
        log.info('card terminal connection is gone');
      }
      connection = null;
      become('down');
      if (stopped) return;
      await pause(waitMs);
      hurry = null;
      if (!good) waitMs = Math.min(waitMs * 2, config.reconnectMaxMs);
    }
  };

  return {
    get state() {
      return state === 'up' && !connection?.open ? 'down' : state;
    },
    start() {
      if (!stopped) return;
      stopped = false;
      loop = loop.then(keepUp);
    },
    async stop() {
      stopped = true;
      connection?.destroy();
      hurry?.();
      await loop;
      wake();
    },
    async ready(signal) {
      // Closed, and the loop above has not noticed yet.
      if (state === 'up' && !connection?.open) await connection?.closed;
      if (state === 'down' && mayHurry && hurry) {
        // Some terminals drop an idle socket after a second (PA00P016): the next order opens it again.
        mayHurry = false;
        hurry();
        await settled(signal);
      } else if (state === 'connecting') await settled(signal);
      return state === 'up' && connection?.open ? connection : null;
    },
  };
}
