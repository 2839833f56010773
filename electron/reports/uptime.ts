import type { DatabaseSync } from 'node:sqlite';
import type { ConnectorUptime, DownState, UptimeReport } from '../../machines/reportView.ts';
import { dayOf } from '../billing/tariff/localTime.ts';
import { one } from '../store/sql.ts';
import { instantsOf } from './period.ts';
import type { ReportOf } from './usage.ts';

/** How long each connector could be used. Measured from the day the journal first told, up to now. */
export function uptimeReport(db: DatabaseSync, report: Omit<ReportOf, 'currency'>): UptimeReport {
  return {
    period: report.period,
    connectors: report.connectors.map((connector) => uptimeOf(db, report, connector)),
  };
}

type StateRow = { readonly first_ms: number; readonly state: 'up' | DownState; readonly since_ms: number };

function uptimeOf(
  db: DatabaseSync,
  { period, nowMs }: Omit<ReportOf, 'currency'>,
  { connectorId, label }: ReportOf['connectors'][number],
): ConnectorUptime {
  const { fromMs, toMs } = instantsOf(period, period.timeZone);
  const now = one<StateRow>(
    db.prepare('SELECT first_ms, state, since_ms FROM connector_states WHERE connector_id = ?'),
    connectorId,
  );
  const endMs = Math.min(toMs, nowMs);
  const measuredMs = Math.max(0, endMs - Math.max(fromMs, now?.first_ms ?? endMs));
  const down = new Map<DownState, number>();
  const add = (state: DownState, ms: number) => {
    if (ms > 0) down.set(state, (down.get(state) ?? 0) + ms);
  };
  const past = db
    .prepare(
      'SELECT state, sum(ms) AS ms FROM down_days WHERE day >= ? AND day < ? AND connector_id = ? GROUP BY state',
    )
    .all(dayOf(period.from), dayOf(period.to), connectorId) as { state: DownState; ms: number }[];
  for (const { state, ms } of past) add(state, ms);
  if (now && now.state !== 'up') add(now.state, endMs - Math.max(fromMs, now.since_ms));

  const downMs = [...down.values()].reduce((sum, ms) => sum + ms, 0);
  const upShare = (lostMs: number) => (measuredMs === 0 ? null : Math.max(0, 1 - lostMs / measuredMs));
  return {
    connectorId,
    label,
    measuredMs,
    down: [...down].map(([state, ms]) => ({ state, ms })).toSorted((a, b) => b.ms - a.ms),
    reliable: upShare(downMs),
    upNevi: upShare(downMs - (down.get('outOfService') ?? 0)),
  };
}
