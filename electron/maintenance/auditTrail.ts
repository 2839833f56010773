import { z } from 'zod';
import { ok } from '../../machines/result.ts';
import type { Store, TrailRow } from '../store/store.ts';
import { look } from './request.ts';
import { everyone, Role } from './roles.ts';

const PAGE_ROWS = 50;

/** One thing somebody did, or tried, as it ended. */
export type TrailEntry = {
  readonly seq: number;
  readonly atMs: number;
  readonly person: string | null;
  readonly role: Role | null;
  readonly action: string;
  readonly detail: string | null;
  readonly result: string;
  readonly isRefused: boolean;
};
export type TrailPage = { readonly entries: readonly TrailEntry[]; readonly olderThan: number | null };

const wentWell = new Set(['ok', 'done', 'begun', 'invited', 'idle', 'testPassed', 'testStopped']);

/** What staff did, for all staff: who knows that it is seen takes care. */
export const auditRequests = ({ store }: { readonly store: Pick<Store, 'staffTrail'> }) => ({
  'audit.list': look({
    roles: everyone,
    input: z.strictObject({ olderThan: z.int().min(1).nullable() }),
    handle: ({ olderThan }) => {
      const rows = store.staffTrail(olderThan ?? Number.MAX_SAFE_INTEGER, PAGE_ROWS);
      const last = rows.length === PAGE_ROWS ? rows.at(-1) : undefined;
      return ok<TrailPage>({ entries: asEnded(rows), olderThan: last?.seq ?? null });
    },
  }),
});

/** An action that has ended is told by its end alone; one that has not (or ended on the page before) by its beginning. */
function asEnded(rows: readonly TrailRow[]): TrailEntry[] {
  const ended = new Set<string>();
  return rows.flatMap((row) => {
    if (row.kind === 'staffAction') {
      if (row.result === 'begun' && ended.has(row.key)) return [];
      ended.add(row.key);
    }
    const { seq, atMs, person, action, result } = row;
    const role = Role.safeParse(row.role).data ?? null;
    const detail = row.kind === 'staffAction' ? row.detail : null;
    return [{ seq, atMs, person, role, action, detail, result, isRefused: !wentWell.has(result) }];
  });
}
