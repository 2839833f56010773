import { createStore } from '../store.ts';

/** What was last asked of the voice by a key; the number tells two alike apart. */
export type Asked = { readonly what: 'repeat' | 'tellMore'; readonly id: number };
export const asked = createStore<Asked | null>(null);

export const ask = (what: Asked['what']): void => asked.set({ what, id: (asked.get()?.id ?? 0) + 1 });
