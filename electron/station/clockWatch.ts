import type { Store } from '../store/store.ts';
import type { SteadyClock } from './clock.ts';
import { type ClockDoubt, clockDoubt, SOFTWARE_DATE_MS } from './clockCheck.ts';
import type { StationLog } from './log.ts';

const LOOK_EVERY_MS = 10_000;
/** Less is the ordinary drift of two clocks: taken over, not told. */
const WORTH_TELLING_MS = 1_000;

const NAME = 'clock';
const VERSION = '1';
/** How far the wall clock was ahead of station time when that was last looked at. */
type Kept = { readonly aheadMs: number };
const keptAhead = (store: Pick<Store, 'snapshot'>): number => {
  const kept = store.snapshot(NAME);
  return kept?.version === VERSION ? (kept.snapshot as Kept).aheadMs : 0;
};

/**
 * Station time goes on after a restart where it would be without it: somebody who set the clock on and then restarted
 * the station has not let an hour pass. Never before the newest row of the journal, should the clock be right by now.
 * A clock that cannot be right is not believed at all: what is settled meanwhile must not be dated years ahead, or the
 * right time would be in doubt ever after.
 */
export function resumeClock(clock: SteadyClock, store: Pick<Store, 'snapshot' | 'newestRowMs'>, log: StationLog): void {
  const wallMs = clock.wallMs();
  const newestRowMs = store.newestRowMs();
  if (clockDoubt(wallMs, newestRowMs)) {
    clock.rebase(newestRowMs ?? SOFTWARE_DATE_MS);
    return;
  }
  const aheadMs = keptAhead(store);
  if (aheadMs < WORTH_TELLING_MS) {
    // What is journalled has happened. A clock a little behind otherwise makes time late, in the driver's favour.
    if (newestRowMs !== null && wallMs < newestRowMs) clock.rebase(newestRowMs);
    return;
  }
  clock.rebase(Math.max(wallMs - aheadMs, Math.min(wallMs, newestRowMs ?? 0)));
  log.warn({ aheadMs }, 'the clock was set while a charge was open: station time goes on as before');
}

/**
 * Lets station time follow the wall clock, but only at rest: while a charge or a hold is open, deadlines and idle fees
 * run by steady time. A wall clock that cannot be right is not followed, and told of until it is right again.
 */
export function watchClock(deps: {
  clock: SteadyClock;
  store: Pick<Store, 'snapshot' | 'saveSnapshot' | 'newestRowMs'>;
  /** No session is open at any connector, and no settlement is under way. */
  atRest: () => boolean;
  /** Called when a doubt arises, and with null when the clock is right again. */
  onDoubt: (doubt: ClockDoubt | null) => void;
  log: StationLog;
}): () => void {
  const { clock, store, log } = deps;
  let doubted = false;
  let aheadMs = keptAhead(store);

  function look(): void {
    if (deps.atRest()) follow();
    const now = clock.wallMs() - clock.now();
    if (Math.abs(now - aheadMs) < WORTH_TELLING_MS) return;
    aheadMs = now;
    try {
      store.saveSnapshot(NAME, VERSION, { aheadMs } satisfies Kept);
    } catch (cause) {
      log.error({ cause: String(cause) }, 'the store refused a note about the clock');
    }
  }

  function follow(): void {
    const doubt = clockDoubt(clock.wallMs(), store.newestRowMs());
    if ((doubt !== null) !== doubted) {
      doubted = doubt !== null;
      if (doubt) log.error({ doubt }, 'the clock of this machine cannot be right: taking no money');
      else log.warn('the clock of this machine is right again');
      deps.onDoubt(doubt);
    }
    if (doubt) return;
    const jumpMs = clock.rebase();
    if (Math.abs(jumpMs) >= WORTH_TELLING_MS) log.warn({ jumpMs }, 'the clock was set: station time follows it now');
  }

  look();
  return clock.every(LOOK_EVERY_MS, look);
}
