import type { KioskView } from '../../machines/view.ts';
import type { BenchState, Contract, Group, StationHandlers } from './contract.ts';

/** Calls the listener with the value as it stands, then with each new one; the answer ends it. */
export type Subscribe<V> = (listener: (value: V) => void) => () => void;

type Pushes<G> = {
  readonly [K in keyof G as G[K] extends { direction: 'toRenderer' } ? K : never]: G[K] extends { value?: infer V }
    ? Subscribe<V>
    : never;
};
/** Where the pushes of a station come from. A group that is absent is not served. */
export type Sources = { readonly [G in Group]?: Pushes<Contract[G]> };

/** The part of a station its transports need. */
export type StationSide = {
  readonly handlers: Partial<StationHandlers>;
  subscribe(listener: (view: KioskView) => void): () => void;
  view(): KioskView;
  /** Its `subscribe` tells the state as it stands at once. */
  readonly bench: null | { subscribe(listener: (state: BenchState) => void): () => void };
};

/** A page that has just connected is told the value as it stands without asking: it saves the first screen a round trip. */
export function sourcesOf(station: StationSide): Sources {
  const { bench } = station;
  const kiosk: Sources['kiosk'] = {
    viewChanged: (listener) => {
      listener(station.view());
      return station.subscribe(listener);
    },
  };
  if (!bench) return { kiosk };
  return { kiosk, bench: { stateChanged: (listener) => bench.subscribe(listener) } };
}

/** The sources of some groups as a flat list of [channel, subscribe]. */
export function pushChannels(sources: Sources, groups: readonly Group[]): [string, Subscribe<unknown>][] {
  return groups.flatMap((group) =>
    Object.entries(sources[group] ?? {}).map(([name, subscribe]): [string, Subscribe<unknown>] => [
      `${group}.${name}`,
      subscribe as Subscribe<unknown>,
    ]),
  );
}
