import type { ChargeContext } from '../../machines/charge.model.ts';

/** How long a car stands after its charge, as far as the cable was seen to be in: an outage is nobody's idle time. */

type Stretch = { readonly startMs: number; readonly endMs: number };

/** When the free time after the charge ends, of which an outage takes nothing; null while it still runs. Epoch ms. */
export const graceEndsAt = (context: ChargeContext): number | null => afterTheEnd(context, 0)?.graceEndsMs ?? null;

/**
 * The time that costs, in whole seconds each, at the hours at which the car stood: what a minute of it costs may change
 * with the hour. None begins before `notBeforeMs` or before the one ahead of it has ended, though the clock was set back.
 */
export function idleStretches(context: ChargeContext, nowMs: number, notBeforeMs = 0): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { startMs, endMs } of afterTheEnd(context, nowMs)?.idle ?? []) {
    const idleMs = 1000 * Math.floor((endMs - startMs) / 1000);
    if (idleMs <= 0) continue;
    const fromMs = Math.max(startMs, stretches.at(-1)?.endMs ?? notBeforeMs);
    stretches.push({ startMs: fromMs, endMs: fromMs + idleMs });
  }
  return stretches;
}

/** The grace is used up by watched time alone; what was watched after it is idle. */
function afterTheEnd(context: ChargeContext, nowMs: number): { graceEndsMs: number; idle: Stretch[] } | null {
  const seen = isInTrouble(context) ? [] : watched(context, nowMs);
  let graceMs = context.settings.waits.grace;
  for (const [i, { startMs, endMs }] of seen.entries()) {
    const graceEndsMs = startMs + graceMs;
    // The last one may go on: its end is only as far as it is known.
    if (endMs >= graceEndsMs || i === seen.length - 1)
      return { graceEndsMs, idle: [{ startMs: graceEndsMs, endMs }, ...seen.slice(i + 1)] };
    graceMs -= Math.max(0, endMs - startMs);
  }
  return null;
}

/** From the end of the charge until the cable was out, or until it was last seen. */
function watched(context: ChargeContext, nowMs: number): Stretch[] {
  const { finishedAtMs, unwatched, unpluggedAtMs, outOfTouchSinceMs } = context;
  if (finishedAtMs === null) return [];
  const starts = [finishedAtMs, ...unwatched.map(({ untilMs }) => untilMs)];
  const ends = [...unwatched.map(({ fromMs }) => fromMs), unpluggedAtMs ?? outOfTouchSinceMs ?? nowMs];
  return starts.map((startMs, i) => ({ startMs, endMs: ends[i] ?? nowMs }));
}

/** A driver whose charge broke off is not asked to pay for standing there. */
const isInTrouble = ({ endReason }: ChargeContext): boolean =>
  endReason === 'emergencyStop' || endReason === 'fault' || endReason === 'controllerLost';
