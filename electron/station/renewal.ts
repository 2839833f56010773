import type { Shell } from '../maintenance/hands.ts';
import type { SteadyClock } from './clock.ts';

/** Long enough to be read before the page stands still; nothing can be begun meanwhile. */
const ANNOUNCED_MS = 3_000;

/** Announces on the driver's screen that the station begins anew before it does: what stays on the glass is a promise. */
export function createRenewal(shell: Shell, clock: Pick<SteadyClock, 'now' | 'at'>, onChange: () => void) {
  const { restart } = shell;
  let isComing = false;
  return {
    isComing: (): boolean => isComing,
    shell: {
      ...shell,
      restart:
        restart &&
        (() => {
          if (isComing) return;
          isComing = true;
          onChange();
          clock.at(clock.now() + ANNOUNCED_MS, restart);
        }),
    } satisfies Shell,
  };
}
