import { type ChargeContext, whyUnavailable } from '../../machines/charge.model.ts';
import type { FaultCode } from '../../machines/faults.ts';
import type { ConnectorState, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { StationLog } from './log.ts';

/** Name of the snapshot that says when the station last lived. */
const ALIVE = 'alive';
const ALIVE_EVERY_MS = 60_000;
/** What passes sooner is told neither as down nor as up again: links blink, and the journal is for ever. */
const SETTLED_MS = 10_000;

/** A connector as far as it matters here. */
export type WatchedConnector = {
  readonly connectorId: number;
  readonly context: ChargeContext;
  /** A driver has it: between the price and the receipt. */
  readonly inUse: boolean;
};

/**
 * Writes down what drivers met: starts that failed, and when and why nobody could charge. Reports live on it, money does
 * not: a store that refuses it is told in the log, and the station goes on.
 */
export function createStationLife(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly log: StationLog;
}) {
  const { store, clock, timeZone, log } = parts;
  const seen = new Map<number, { readonly state: ConnectorState; readonly sinceMs: number; isTold: boolean }>();
  let aliveMs = Number.NEGATIVE_INFINITY;

  function attempt(write: () => void): boolean {
    try {
      write();
      return true;
    } catch (cause) {
      log.error({ cause: String(cause) }, 'the store refused what reports are made of');
      return false;
    }
  }

  function live(): void {
    aliveMs = clock.now();
    attempt(() => store.saveSnapshot(ALIVE, '1', { atMs: aliveMs }));
  }

  return {
    /** The station was off since it last lived, as far as it knows. Before anything else is written. */
    begin(connectorIds: readonly number[]): void {
      const kept = store.snapshot(ALIVE)?.snapshot as { readonly atMs: number } | undefined;
      const lastMs = kept?.atMs ?? store.newestRowMs();
      if (lastMs !== null) {
        const sinceMs = Math.min(lastMs, clock.now());
        for (const connectorId of connectorIds)
          attempt(() => store.recordConnectorState({ connectorId, state: 'stationOff', sinceMs, timeZone }));
      }
      live();
    },

    startFailed(connectorId: number, sessionId: string | null, cause: FaultCode): void {
      attempt(() => store.recordStartFailed({ connectorId, sessionId, cause, timeZone }));
    },

    /** To be called about once a second. */
    look(connectors: readonly WatchedConnector[], terminalUp: boolean): void {
      const nowMs = clock.now();
      if (nowMs - aliveMs >= ALIVE_EVERY_MS || nowMs < aliveMs) live();
      for (const connector of connectors) {
        const { connectorId } = connector;
        const state = stateOf(connector, terminalUp);
        const known = seen.get(connectorId);
        if (known?.state !== state || nowMs < known.sinceMs)
          seen.set(connectorId, { state, sinceMs: nowMs, isTold: false });
        else if (!known.isTold && nowMs - known.sinceMs >= SETTLED_MS)
          known.isTold = attempt(() =>
            store.recordConnectorState({ connectorId, state, sinceMs: known.sinceMs, timeZone }),
          );
      }
    },

    end: live,
  };
}

/** A charge that has begun goes on without the terminal, and through a controller that is silent for a while. */
function stateOf({ context, inUse }: WatchedConnector, terminalUp: boolean): ConnectorState {
  if (inUse) return 'up';
  const why = whyUnavailable(context);
  if (why === 'disabled') return 'outOfService';
  if (why !== null && why !== 'reserved') return why;
  return terminalUp ? 'up' : 'terminalAway';
}
