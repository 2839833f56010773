import type { Ledger } from './ledger.ts';
import { one } from './sql.ts';
import type { Store } from './store.ts';

/** A PIN under check is the input of an actor, and so part of its machine's state. On disk it is none: asked again. */
const withoutPin = (name: string, value: unknown): unknown => (name === 'pin' ? '' : value);

/** Asking about each name takes three times as long as writing it all down, and next to never is there a PIN. */
function textOf(snapshot: unknown): string {
  const text = JSON.stringify(snapshot);
  return text.includes('"pin":') ? JSON.stringify(snapshot, withoutPin) : text;
}

/** The last state of each machine. Lost, it costs comfort and no money: the journal knows what is owed. */
export function snapshotsOf({ db }: Ledger): Pick<Store, 'saveSnapshot' | 'snapshot' | 'clearSnapshot'> {
  const save = db.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)');
  const byName = db.prepare('SELECT version, snapshot FROM snapshots WHERE name = ?');
  const clear = db.prepare('DELETE FROM snapshots WHERE name = ?');
  return {
    saveSnapshot: (name, version, snapshot) => void save.run(name, version, textOf(snapshot)),
    snapshot: (name) => {
      const row = one<{ version: string; snapshot: string }>(byName, name);
      return row && { version: row.version, snapshot: JSON.parse(row.snapshot) };
    },
    clearSnapshot: (name) => void clear.run(name),
  };
}
