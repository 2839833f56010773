import type { Money } from '../../machines/money.ts';
import type { HoldRow } from '../store/store.ts';

/** What became of a hold, or that nothing has yet. Of `open` the amount is what is due, where that is known. */
export type SettlingEnd = { readonly how: 'captured' | 'released' | 'outside' | 'open'; readonly amount: Money };

export function endOf({ hold, due, state, captured, outside }: HoldRow): SettlingEnd {
  if (outside) return { how: 'outside', amount: outside.amount };
  if (state === 'captured' && captured) return { how: 'captured', amount: captured };
  if (state === 'released') return { how: 'released', amount: hold.amount };
  return { how: 'open', amount: due ?? hold.amount };
}
