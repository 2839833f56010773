/** The power of one charge over time, at most `most` points: thinned evenly when it grows longer. */
export function createPowerCurve(most = 120) {
  let kept: { atMs: number; powerW: number }[] = [];
  let everyNth = 1;
  let seen = 0;
  return {
    add(atMs: number, powerW: number): void {
      if (seen++ % everyNth !== 0) return;
      kept.push({ atMs, powerW });
      if (kept.length <= most) return;
      kept = kept.filter((_, index) => index % 2 === 0);
      everyNth *= 2;
    },
    points: (): readonly { atMs: number; powerW: number }[] => kept,
    clear(): void {
      kept = [];
      everyNth = 1;
      seen = 0;
    },
  };
}
export type PowerCurve = ReturnType<typeof createPowerCurve>;
