import type { Ledger } from './ledger.ts';
import { all, one } from './sql.ts';
import type { ConnectorStateEntry, StartFailedEntry, Store, TroubleRow } from './store.ts';

/** How far back it is looked for: a scan of the whole journal would hold up a charge. */
const NEWEST_ROWS = 5_000;

type TroubleSqlRow = { readonly at_ms: number; readonly payload: string };

/** What drivers met at the station, beside money and energy: reports count it. */
export function stationLifeOf(
  ledger: Ledger,
): Pick<Store, 'recordStartFailed' | 'recordConnectorState' | 'latestTroubles'> {
  const stateOf = ledger.db.prepare('SELECT state FROM connector_states WHERE connector_id = ?');
  const latest = ledger.db.prepare(
    `SELECT at_ms, payload FROM journal WHERE seq > ? AND (
       kind = 'startFailed' OR (kind = 'connectorState' AND payload ->> '$.state' NOT IN ('up', 'stationOff')))
     ORDER BY seq DESC LIMIT ?`,
  );
  return {
    latestTroubles: (atMost) =>
      all<TroubleSqlRow>(latest, ledger.journal.head().seq - NEWEST_ROWS, atMost).map(troubleRow),
    recordStartFailed: (entry) => ledger.record({ kind: 'startFailed', payload: entry }),
    recordConnectorState: (entry) =>
      ledger.transact(() => {
        if (one<{ state: string }>(stateOf, entry.connectorId)?.state === entry.state) return;
        ledger.record({ kind: 'connectorState', payload: entry });
      }),
  };
}

function troubleRow({ at_ms: atMs, payload }: TroubleSqlRow): TroubleRow {
  const entry = JSON.parse(payload) as StartFailedEntry | ConnectorStateEntry;
  const { connectorId } = entry;
  return { atMs, connectorId, what: 'cause' in entry ? entry.cause : entry.state };
}
