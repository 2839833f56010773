import { useEffect, useState } from 'react';
import type { SettledRow, SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { useLook } from '../../page.ts';

const LOOK_EVERY_MS = 3_000;

export type KeptSettling = {
  readonly rows: readonly { readonly row: SettlingRow; readonly end: SettledRow | 'asking' | null }[] | null;
  readonly trouble: string | null;
  readonly again: () => Promise<void>;
};

/** The open holds, and those that were open since this page was opened, each in the place where it was first seen. */
export function useSettling(): KeptSettling {
  const { value, trouble, again } = useLook('settling.look', undefined, LOOK_EVERY_MS);
  const [seen, setSeen] = useState<readonly SettlingRow[] | null>(null);
  useEffect(() => {
    if (value) setSeen((before) => inPlace(before ?? [], value.open));
  }, [value]);
  const isOpen = ({ sessionId }: SettlingRow) => value?.open.some((one) => one.sessionId === sessionId) ?? false;
  const gone = (seen ?? []).filter((row) => !isOpen(row)).map(({ sessionId }) => sessionId);
  const ends = useLook('settling.ends', { sessionIds: gone }, gone.length > 0 ? LOOK_EVERY_MS : undefined);
  const endOf = (row: SettlingRow) =>
    isOpen(row) ? null : (ends.value?.find(({ sessionId }) => sessionId === row.sessionId) ?? 'asking');
  return { rows: seen?.map((row) => ({ row, end: endOf(row) })) ?? null, trouble, again };
}

/** Those that are known keep their place, as they are now or were last seen; new ones come after them. */
export function inPlace(before: readonly SettlingRow[], open: readonly SettlingRow[]): readonly SettlingRow[] {
  const now = new Map(open.map((row) => [row.sessionId, row]));
  const known = new Set(before.map(({ sessionId }) => sessionId));
  return [
    ...before.map((row) => now.get(row.sessionId) ?? row),
    ...open.filter(({ sessionId }) => !known.has(sessionId)),
  ];
}
