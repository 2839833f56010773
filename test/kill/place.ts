/** Nobody stands at the screen longer than this while another waits. */
const LONGEST_STAY_MS = 4_000;

/** The place before the one screen: one driver at a time. */
export function createPlace() {
  let taken: { readonly by: number; readonly sinceMs: number } | null = null;
  return {
    /** False: somebody else stands there. */
    take(by: number): boolean {
      if (taken && taken.by !== by && performance.now() - taken.sinceMs < LONGEST_STAY_MS) return false;
      if (taken?.by !== by) taken = { by, sinceMs: performance.now() };
      return true;
    },
    leave(by: number): void {
      if (taken?.by === by) taken = null;
    },
  };
}
export type Place = ReturnType<typeof createPlace>;
