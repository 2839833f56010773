import { randomUUID } from 'node:crypto';

export type Severity = 'High' | 'Medium' | 'Low';
export type Origin = { readonly module_id: string; readonly implementation_id: string };
export type SimulatedError = {
  readonly type: string;
  readonly sub_type?: string;
  readonly description: string;
  readonly message: string;
  readonly severity: Severity;
  readonly origin: Origin;
};
type ActiveError = SimulatedError & { readonly timestamp: string; readonly uuid: string; readonly state: string };

/** EVerest's error history: what is active now, each change published. */
export function createErrorBook(publish: (name: 'error_raised' | 'error_cleared', error: unknown) => void) {
  let active: readonly ActiveError[] = [];
  const isSame = (a: SimulatedError, b: SimulatedError): boolean =>
    a.type === b.type && a.sub_type === b.sub_type && a.origin.module_id === b.origin.module_id;

  return {
    raise(error: SimulatedError): void {
      if (active.some((a) => isSame(a, error))) return;
      const raised = { ...error, timestamp: new Date().toISOString(), uuid: randomUUID(), state: 'Active' };
      active = [...active, raised];
      publish('error_raised', raised);
    },
    clear(error: SimulatedError): void {
      const cleared = active.find((a) => isSame(a, error));
      if (!cleared) return;
      active = active.filter((a) => a !== cleared);
      publish('error_cleared', { ...cleared, state: 'ClearedByModule' });
    },
    list: (): readonly ActiveError[] => active,
    /** EVerest restarts: nothing is told. */
    forget(): void {
      active = [];
    },
  };
}
export type ErrorBook = ReturnType<typeof createErrorBook>;
