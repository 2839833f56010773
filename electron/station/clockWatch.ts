import type { SteadyClock } from './clock.ts';
import { type ClockDoubt, clockDoubt } from './clockCheck.ts';
import type { StationLog } from './log.ts';

const LOOK_EVERY_MS = 60_000;
/** Less is the ordinary drift of two clocks: taken over, not told. */
const WORTH_TELLING_MS = 1_000;

/**
 * Lets station time follow the wall clock, but only at rest: while a charge or a hold is open, deadlines and idle fees
 * run by steady time. A wall clock that cannot be right is not followed, and told of until it is right again.
 */
export function watchClock(deps: {
  clock: SteadyClock;
  /** No session is open at any connector, and no settlement is under way. */
  atRest: () => boolean;
  newestRowMs: () => number | null;
  /** Called when a doubt arises, and with null when the clock is right again. */
  onDoubt: (doubt: ClockDoubt | null) => void;
  log: StationLog;
}): () => void {
  const { clock, log } = deps;
  let doubted = false;

  function look(): void {
    if (!deps.atRest()) return;
    const doubt = clockDoubt(clock.wallMs(), deps.newestRowMs());
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

  return clock.every(LOOK_EVERY_MS, look);
}
