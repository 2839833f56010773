import type { Ledger } from './ledger.ts';
import { one } from './sql.ts';
import type { Store } from './store.ts';

/** What drivers met at the station, beside money and energy: reports count it. */
export function stationLifeOf(ledger: Ledger): Pick<Store, 'recordStartFailed' | 'recordConnectorState'> {
  const stateOf = ledger.db.prepare('SELECT state FROM connector_states WHERE connector_id = ?');
  return {
    recordStartFailed: (entry) => ledger.record({ kind: 'startFailed', payload: entry }),
    recordConnectorState: (entry) =>
      ledger.transact(() => {
        if (one<{ state: string }>(stateOf, entry.connectorId)?.state === entry.state) return;
        ledger.record({ kind: 'connectorState', payload: entry });
      }),
  };
}
