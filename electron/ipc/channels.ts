import { contract, type Group } from './contract.ts';

/** `kiosk.sendIntent`: how a member of the contract is called on a wire. */
export type Channel = string;
export type Direction = 'toMain' | 'toRenderer';
/** One member of the contract, by name only: what the preload may know. */
export type ChannelName = { readonly group: Group; readonly name: string; readonly direction: Direction };

export const channelOf = ({ group, name }: { readonly group: string; readonly name: string }): Channel =>
  `${group}.${name}`;

export const groups = Object.keys(contract) as readonly Group[];

/** Every member of the contract in its order. */
export const channelNames: readonly ChannelName[] = groups.flatMap((group) =>
  Object.entries(contract[group]).map(([name, { direction }]) => ({ group, name, direction })),
);
