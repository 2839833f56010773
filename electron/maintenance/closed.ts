import type { FaultCode } from '../../machines/faults.ts';
import { err } from '../../machines/result.ts';
import type { StationHandlers } from '../ipc/contract.ts';
import type { DoorView } from '../ipc/maintenance.ts';

type Handlers = StationHandlers['maintenance'];

/** Without books nobody can be recognised and nothing be written down: the page says why, and what to do about it. */
const closed = (door: DoorView, onLeave: () => void): Handlers => ({
  handleGetDoor: () => door,
  handleSignIn: () => err({ code: 'closed' }),
  handleRequest: () => err({ code: 'closed' }),
  handleLeave: onLeave,
});

/** The maintenance mode as it is just now: it comes and goes with the books. */
export function turningMaintenance(
  open: () => Handlers | null,
  about: () => Omit<DoorView, 'closed' | 'lockedUntilMs' | 'keyOf'> & { readonly fault: FaultCode },
  /** Whoever has read why nobody gets in has gone. */
  onLeave: () => void,
): Handlers {
  const now = (): Handlers => {
    const handlers = open();
    if (handlers) return handlers;
    const { fault, ...door } = about();
    return closed({ ...door, closed: fault, lockedUntilMs: null, keyOf: null }, onLeave);
  };
  return {
    handleGetDoor: () => now().handleGetDoor(undefined),
    handleSignIn: (step) => now().handleSignIn(step),
    handleRequest: (request) => now().handleRequest(request),
    handleLeave: () => now().handleLeave(undefined),
  };
}
