import type { PointerEvent } from 'react';
import type { PressEvent } from 'react-aria-components';

/**
 * Wet glass and thick gloves: a touch that bounces, or water that touches in several places, is one touch. Without it a
 * second contact meets whatever the next screen has in the same place.
 */
const APART_MS = 400;
let lastMs = Number.NEGATIVE_INFINITY;

/** Whether a press by hand comes too soon after the last one, anywhere on the glass. Mice and keys do not bounce so. */
export function isBounce({ pointerType }: Pick<PressEvent, 'pointerType'>, nowMs = performance.now()): boolean {
  if (pointerType !== 'touch' && pointerType !== 'pen') return false;
  if (nowMs - lastMs < APART_MS) return true;
  lastMs = nowMs;
  return false;
}

/** A second contact while one is on the glass presses nothing; a resting hand does not hinder the finger before it. */
export function onlyFirstContact(event: PointerEvent): void {
  if (event.pointerType === 'touch' && !event.isPrimary) event.stopPropagation();
}
