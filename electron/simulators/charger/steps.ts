/** Steps still to come; all are called off together. */
export function createSteps() {
  const timers = new Set<NodeJS.Timeout>();
  return {
    after(ms: number, run: () => void): void {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
    },
    callOff(): void {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
