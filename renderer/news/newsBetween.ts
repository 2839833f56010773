import type { ConnectorTile, KioskView } from '../../machines/view.ts';

/** What a driver who stands near wants to hear of their car, without looking: of which cable, and what. */
export type News = Pick<ConnectorTile, 'connectorId' | 'label'> &
  (
    | { readonly kind: 'finished' }
    | { readonly kind: 'eighty'; readonly percent: number }
    | { readonly kind: 'feeSoon'; readonly atMs: number }
  );

/** Above it most cars charge slowly: the moment to leave. */
const SLOW_FROM_PERCENT = 80;
/** Time to walk to the car. */
const BEFORE_FEE_MS = 3 * 60_000;

/** What has become of each cable from one view to the next. Nothing is news to a page that has just loaded. */
export function newsBetween(before: KioskView, now: KioskView): readonly News[] {
  const hasFee = now.price.parts.some(({ kind }) => kind === 'idle');
  return now.connectors.flatMap((tile) => {
    const was = before.connectors.find(({ connectorId }) => connectorId === tile.connectorId);
    return was ? newsOf(was, tile, { before, now, hasFee }) : [];
  });
}

type Between = { readonly before: KioskView; readonly now: KioskView; readonly hasFee: boolean };

function newsOf(was: ConnectorTile, tile: ConnectorTile, { before, now, hasFee }: Between): readonly News[] {
  const { connectorId, label, status, socPercent, graceEndsMs } = tile;
  const of = { connectorId, label };
  const news: News[] = [];
  if (was.status === 'charging' && status === 'finished') news.push({ ...of, kind: 'finished' });
  if (status === 'charging' && socPercent !== null && passes(was.socPercent, socPercent, SLOW_FROM_PERCENT))
    news.push({ ...of, kind: 'eighty', percent: Math.floor(socPercent) });
  if (hasFee && status === 'finished' && graceEndsMs !== null) {
    const soonMs = graceEndsMs - BEFORE_FEE_MS;
    if (before.nowMs < soonMs && now.nowMs >= soonMs) news.push({ ...of, kind: 'feeSoon', atMs: graceEndsMs });
  }
  return news;
}

const passes = (before: number | null, now: number, at: number): boolean => before !== null && before < at && now >= at;
