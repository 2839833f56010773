export type Corner = 'left' | 'right';

/** By turns, so that neither a resting hand nor a child's drumming on one spot does it by chance. */
const TOUCHES: readonly Corner[] = ['left', 'right', 'left', 'right', 'left'];
const WITHIN_MS = 6_000;

/** The upper corners, touched by turns five times within six seconds. It opens the door's other side, and no more. */
export function createGesture(now: () => number, onDone: () => void): (corner: Corner) => void {
  let touched: { readonly corner: Corner; readonly atMs: number }[] = [];
  return (corner) => {
    const atMs = now();
    touched = [...touched, { corner, atMs }].slice(-TOUCHES.length);
    const isWhole = touched.length === TOUCHES.length && touched.every((touch, i) => touch.corner === TOUCHES[i]);
    if (!isWhole || atMs - (touched[0]?.atMs ?? 0) > WITHIN_MS) return;
    touched = [];
    onDone();
  };
}
