import type { Chance } from './chance.ts';

/** What a link does to one message. A stream cannot lose one of its messages, so a loss stalls it until it is closed. */
export type Fate =
  | { readonly type: 'arrives'; readonly afterMs: number; readonly copies: number }
  | { readonly type: 'lost' }
  /** The connection breaks; whether the message still arrives before is chance. */
  | { readonly type: 'cut'; readonly arrives: boolean };

/** How often each goes wrong, per message; 0: never. */
export type Climate = {
  readonly lost: number;
  readonly late: number;
  readonly doubled: number;
  readonly cut: number;
};

export const fair: Climate = { lost: 0, late: 0, doubled: 0, cut: 0 };

const LATENCY_MS = [1, 30] as const;
const LATE_MS = [300, 9_000] as const;

/** The weather on one link: fair until told otherwise. It counts what it did, so that a checker knows what was missed. */
export function createWeather(chance: Chance) {
  let climate = fair;
  const counts = { messages: 0, lost: 0, late: 0, doubled: 0, cut: 0 };

  return {
    counts,
    turn(to: Climate): void {
      climate = to;
    },
    fate(): Fate {
      counts.messages += 1;
      const afterMs = Math.ceil(chance.between(...LATENCY_MS));
      const roll = chance.random();
      const { lost, late, doubled, cut } = climate;
      if (roll < lost) {
        counts.lost += 1;
        return { type: 'lost' };
      }
      if (roll < lost + cut) {
        counts.cut += 1;
        return { type: 'cut', arrives: chance.happens(0.5) };
      }
      if (roll < lost + cut + late) {
        counts.late += 1;
        return { type: 'arrives', afterMs: Math.ceil(chance.between(...LATE_MS)), copies: 1 };
      }
      if (roll < lost + cut + late + doubled) {
        counts.doubled += 1;
        return { type: 'arrives', afterMs, copies: 2 };
      }
      return { type: 'arrives', afterMs, copies: 1 };
    },
  };
}
export type Weather = ReturnType<typeof createWeather>;
