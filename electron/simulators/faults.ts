/** Faults a simulator can be given, by name. Without any it is honest. */
export type Faults<F extends string> = {
  /** The next time it can happen, it happens. */
  once(fault: F): void;
  always(fault: F): void;
  clear(fault?: F): void;
  isOn(fault: F): boolean;
};

/** `strikes` is for the simulator: true when the fault happens now; it uses up a `once`. */
export type StrikingFaults<F extends string> = Faults<F> & { strikes(fault: F): boolean };

export function createFaults<F extends string>(onChange: () => void = () => {}): StrikingFaults<F> {
  const on = new Map<F, 'once' | 'always'>();
  const set = (fault: F, mode: 'once' | 'always'): void => {
    on.set(fault, mode);
    onChange();
  };
  return {
    once: (fault) => set(fault, 'once'),
    always: (fault) => set(fault, 'always'),
    isOn: (fault) => on.has(fault),
    clear(fault) {
      if (fault) on.delete(fault);
      else on.clear();
      onChange();
    },
    strikes(fault) {
      const mode = on.get(fault);
      if (mode === 'once') {
        on.delete(fault);
        onChange();
      }
      return mode !== undefined;
    },
  };
}
