import type { ChannelName } from './channels.ts';
import type { PageApi } from './contract.ts';

/** What carries calls to the station and pushes from it. */
export type Wire = {
  call(channel: string, input: unknown): Promise<unknown>;
  listen(channel: string, listener: (value: unknown) => void): () => void;
};

/**
 * `window.surtidor` over any wire, made from names alone: `kiosk.sendIntent(input)`, `kiosk.onViewChanged(listener)`.
 * It must stay free of zod and of the contract's value, because the preload carries it.
 */
export function createPageApi(names: readonly ChannelName[], wire: Wire): PageApi {
  const api: Record<string, Record<string, unknown>> = {};
  for (const { group, name, direction } of names) {
    const channel = `${group}.${name}`;
    const members = api[group] ?? {};
    api[group] = members;
    if (direction === 'toMain') members[name] = (input: unknown) => wire.call(channel, input);
    else members[`on${capital(name)}`] = (listener: (value: unknown) => void) => wire.listen(channel, listener);
  }
  return api as unknown as PageApi;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
