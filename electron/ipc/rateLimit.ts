/** A bucket of tokens: `burst` at once, then `perSecond`. `now` in milliseconds, from a clock that never goes back. */
export function createRateLimit(perSecond: number, burst: number, now: () => number): { take(): boolean } {
  let tokens = burst;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - filledAt) * perSecond) / 1000);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
