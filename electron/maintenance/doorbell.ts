/**
 * Between the driver's screen and the maintenance window: somebody of staff wants in (the corners, or a key at the
 * reader), and there is nobody of them any more. Rung by the station, heard by whoever owns a window.
 */
export function createDoorbell() {
  const callers = new Set<() => void>();
  const leavers = new Set<() => void>();
  const all = (listeners: ReadonlySet<() => void>) => {
    for (const listener of listeners) listener();
  };
  const adding = (listeners: Set<() => void>) => (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { ring: () => all(callers), leave: () => all(leavers), onRing: adding(callers), onLeave: adding(leavers) };
}
export type Doorbell = ReturnType<typeof createDoorbell>;
