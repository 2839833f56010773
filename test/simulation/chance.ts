import { seededRandom } from '../../electron/simulators/charger/random.ts';

/** Seeded chance, in the words the simulation asks for it. */
export function createChance(seed: number) {
  const random = seededRandom(seed);
  return {
    random,
    /** True with that probability. */
    happens: (probability: number): boolean => random() < probability,
    /** A number from `low` to `high`, small ones as likely as large ones. */
    between: (low: number, high: number): number => low + random() * (high - low),
    /** A waiting time in ms; now and then much longer than `meanMs`. */
    waitMs: (meanMs: number): number => Math.round(-Math.log(1 - random()) * meanMs),
    whole: (below: number): number => Math.floor(random() * below),
    pick<T>(from: readonly T[]): T {
      const one = from[Math.floor(random() * from.length)];
      if (one === undefined) throw new Error('nothing to choose from');
      return one;
    },
    /** A seed for somebody whose choices must not depend on how often others ask. */
    seed: (): number => Math.floor(random() * 2 ** 31),
  };
}
export type Chance = ReturnType<typeof createChance>;
