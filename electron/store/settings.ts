import type { Ledger } from './ledger.ts';
import { all } from './sql.ts';
import type { SettingRow, Store } from './store.ts';

type SqlRow = {
  readonly seq: number;
  readonly at_ms: number;
  readonly path: string;
  readonly value: string;
  readonly person: string;
};

/** What staff set in place of the config file, every word of it kept. */
export function settingsOf(ledger: Ledger): Pick<Store, 'recordSetting' | 'settings' | 'settingHistory'> {
  const newest = ledger.db.prepare(
    'SELECT * FROM settings WHERE seq IN (SELECT max(seq) FROM settings GROUP BY path) ORDER BY path',
  );
  const every = ledger.db.prepare('SELECT * FROM settings ORDER BY seq DESC LIMIT ?');
  return {
    recordSetting: (payload) => ledger.record({ kind: 'setting', payload }),
    settings: () => all<SqlRow>(newest).map(settingRow),
    settingHistory: (atMost) => all<SqlRow>(every, atMost).map(settingRow),
  };
}

const settingRow = ({ seq, at_ms: atMs, path, value, person }: SqlRow): SettingRow => ({
  seq,
  atMs,
  path,
  value: JSON.parse(value),
  person,
});
