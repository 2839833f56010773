import type { Clock } from './clock.ts';
import type { StationLog } from './log.ts';

/** Something kept in the store until it has been carried where it belongs. */
export type Waiting = { readonly id: number; readonly nextAtMs: number };

export type Retries = {
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
};

/** How long to wait after a try that failed, `attempts` having failed before it: twice as long each time. */
export const pauseMs = (attempts: number, { retryMinMs, retryMaxMs }: Retries): number =>
  Math.min(retryMinMs * 2 ** Math.min(attempts, 30), retryMaxMs);

/** Carries what waits, one by one, each when it is due: at once, then as often as it is put off. */
export function createRounds<T extends Waiting>(deps: {
  /** The next to be carried first. */
  readonly waiting: () => readonly T[];
  /** Carries it, and says in the store what became of it. */
  readonly carry: (item: T) => Promise<void>;
  readonly clock: Clock;
  readonly config: Retries;
  readonly log: StationLog;
  readonly onChange: () => void;
}) {
  const { carry, clock, config, log, onChange } = deps;
  let cancelRound: (() => void) | null = null;
  let walking = false;
  let stopped = false;
  /** Carried, though the store would not note it: not again in this run, and in the next under the same name. */
  const done = new Set<number>();
  let carried: number | null = null;

  const waiting = () => deps.waiting().filter(({ id }) => !done.has(id));

  async function walk(): Promise<void> {
    if (walking || stopped) return;
    walking = true;
    cancelRound?.();
    cancelRound = null;
    try {
      for (;;) {
        const [next] = waiting();
        if (stopped || !next) break;
        if (next.nextAtMs > clock.now()) {
          cancelRound = clock.at(next.nextAtMs, () => void walk());
          break;
        }
        carried = next.id;
        onChange();
        await carry(next);
        carried = null;
        onChange();
      }
    } catch (cause) {
      log.error({ cause: String(cause) }, 'what waits to be sent cannot be read or written');
      if (!stopped) cancelRound = clock.at(clock.now() + config.retryMaxMs, () => void walk());
    } finally {
      carried = null;
      walking = false;
    }
  }

  return {
    walk: (): void => void walk(),
    stop(): void {
      stopped = true;
      cancelRound?.();
    },
    waiting,
    /** Which of them is on its way at this moment. */
    carried: (): number | null => carried,
    /** `note` writes into the store that it is over. */
    close(id: number, note: () => void): void {
      done.add(id);
      note();
      done.delete(id);
    },
  };
}
