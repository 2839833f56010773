import type { ErrorBook, SimulatedError } from './errorBook.ts';
import { errorOf, type FaultId, inoperative } from './faults.ts';
import type { EvseOptions } from './options.ts';

type Cause = FaultId | 'emergencyStop';

/** What stands in an EVSE's way: its faults and the emergency stop. A grave one makes it inoperative until the last is gone. */
export function createObstacles(
  evse: EvseOptions,
  errors: ErrorBook,
  events: { readonly onBlocked: () => void; readonly onFreed: () => void },
) {
  const active = new Set<Cause>();
  let blockedBy: SimulatedError | null = null;

  function raise(cause: Cause): void {
    const error = errorOf(evse, cause);
    if (!error) return;
    errors.raise(error);
    if (error.severity !== 'High' || blockedBy) return;
    blockedBy = error;
    errors.raise(inoperative(evse, error));
    events.onBlocked();
  }

  function clear(cause: Cause): void {
    const error = errorOf(evse, cause);
    if (!error) return;
    errors.clear(error);
    const isStillBlocked = [...active].some((other) => errorOf(evse, other)?.severity === 'High');
    if (!blockedBy || isStillBlocked) return;
    errors.clear(inoperative(evse, blockedBy));
    blockedBy = null;
    events.onFreed();
  }

  return {
    get blocked() {
      return blockedBy !== null;
    },
    has: (cause: Cause): boolean => active.has(cause),
    set(cause: Cause, on: boolean): void {
      if (active.has(cause) === on) return;
      if (on) active.add(cause);
      else active.delete(cause);
      if (on) raise(cause);
      else clear(cause);
    },
    /** EVerest restarts: the obstacles stay, what it knew of them goes. */
    forget(): void {
      blockedBy = null;
    },
    /** ... and are found again. */
    raiseAll(): void {
      for (const cause of active) raise(cause);
    },
  };
}
export type Obstacles = ReturnType<typeof createObstacles>;
