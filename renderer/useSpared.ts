import { useEffect } from 'react';

const STEP_MS = 150_000;
/** Once around, never far: whole pixels keep every edge sharp. */
const ring = [
  [0, 0],
  [2, 0],
  [3, 2],
  [2, 4],
  [0, 3],
  [-2, 2],
  [-3, 0],
  [-2, -2],
] as const;

/** Where the picture stands at an instant: a few pixels off, and on the resting screen somewhere else altogether. */
export function placeAt(nowMs: number): { readonly shift: string; readonly driftX: number; readonly driftY: number } {
  const step = Math.floor(nowMs / STEP_MS);
  const [x, y] = ring[step % ring.length] ?? ring[0];
  return { shift: `${x}px ${y}px`, driftX: (step * 3) % 5, driftY: (step * 2) % 5 };
}

/** Moves the picture every few minutes, so that nothing burns into the panel. */
export function useSpared(nowMs: () => number): void {
  useEffect(() => {
    const move = () => {
      const { style } = document.documentElement;
      const { shift, driftX, driftY } = placeAt(nowMs());
      style.setProperty('--shift', shift);
      style.setProperty('--drift-x', String(driftX));
      style.setProperty('--drift-y', String(driftY));
    };
    move();
    const timer = setInterval(move, STEP_MS / 5);
    return () => clearInterval(timer);
  }, [nowMs]);
}
