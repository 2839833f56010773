import type { Wire } from './wire.ts';

/** What was told so shortly before a kill may have been delivered and not been dealt with. */
const IN_HAND_MS = 150;
/** A station that has just come needs so long, at most, to find out what goes on at the controller. */
const CATCHING_UP_MS = 1_500;

/**
 * When the station could hear the charge controller: in each of its lives from its first word on the wire, which it says
 * once it listens, until it was killed.
 */
export function createEarshot(wire: Wire) {
  const spells: { readonly fromMs: number; toMs: number }[] = [];
  let awaitsFirstWord = false;
  wire.told.on('stationSpoke', () => {
    if (awaitsFirstWord) spells.push({ fromMs: performance.now(), toMs: Number.POSITIVE_INFINITY });
    awaitsFirstWord = false;
  });
  return {
    begins(): void {
      awaitsFirstWord = true;
    },
    ends(): void {
      awaitsFirstWord = false;
      const last = spells.at(-1);
      if (last) last.toMs = Math.min(last.toMs, performance.now());
    },
    /** When the station must have known what was told at that instant: at once, or when it was back for long enough. */
    knownByMs(atMs: number): number {
      const heard = spells.some(({ fromMs, toMs }) => fromMs <= atMs && atMs + IN_HAND_MS < toMs);
      if (heard) return atMs;
      const caughtUp = spells.find(({ fromMs, toMs }) => fromMs > atMs && fromMs + CATCHING_UP_MS < toMs);
      return caughtUp ? caughtUp.fromMs + CATCHING_UP_MS : Number.POSITIVE_INFINITY;
    },
  };
}
export type Earshot = ReturnType<typeof createEarshot>;
