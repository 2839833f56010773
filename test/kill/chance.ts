import type { Random } from '../../electron/simulators/charger/random.ts';

export const between = (random: Random, from: number, to: number): number => from + random() * (to - from);

/** One of the names, each as likely as its weight. */
export function oneOf<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const names = Object.keys(weights) as K[];
  let left = random() * names.reduce((sum, name) => sum + weights[name], 0);
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  return names[0] as K;
}
