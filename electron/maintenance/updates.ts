import { z } from 'zod';
import { ok } from '../../machines/result.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { SCHEMA_VERSION } from '../store/migrations.ts';
import { readBooks } from '../store/readBooks.ts';
import type { Store } from '../store/store.ts';
import { booksFile } from './reports.ts';
import { look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { menders } from './roles.ts';

/** What runs here, and whether it may be replaced now. An update itself is brought by whoever runs the machine. */
export type UpdateView = {
  readonly version: string;
  readonly runtime: { readonly name: 'Electron' | 'Node'; readonly version: string };
  /** Of the books. A newer program brings them forward at its first start; an older one does not read them then. */
  readonly schema: number;
  /** The folder an update leaves alone. */
  readonly dataDir: string;
  /** What has to be so before it is safe. */
  readonly isFree: boolean;
  readonly openHolds: number;
  readonly backup: BackupState;
  readonly isSafe: boolean;
};
/** `stale`: something was sold, settled or set since. */
export type BackupState = { readonly state: 'none' | 'stale' | 'whole'; readonly atMs: number | null };

const TRAIL_ROWS = 500;
const MOST_PAGES = 20;

export const updateRequests = (parts: Pick<MaintenanceParts, 'config' | 'hands' | 'store'>) => ({
  'update.look': look({
    roles: menders,
    input: z.undefined(),
    handle: () => {
      const { config, hands, store } = parts;
      const isFree = hands.isFree();
      const openHolds = store.openHolds().length;
      const backup = backupState(store, booksFile(parts));
      return ok<UpdateView>({
        version: packageJson.version,
        runtime: process.versions.electron
          ? { name: 'Electron', version: process.versions.electron }
          : { name: 'Node', version: process.versions.node },
        schema: SCHEMA_VERSION,
        dataDir: config.dataDir,
        isFree,
        openHolds,
        backup,
        isSafe: isFree && openHolds === 0 && backup.state === 'whole',
      });
    },
  }),
});

/** The newest copy that staff made here, and whether the books have told anything but of staff and faults since it began. */
function backupState(store: Pick<Store, 'staffTrail'>, file: string): BackupState {
  const copied = newestBackup(store);
  if (!copied) return { state: 'none', atMs: null };
  const books = readBooks(file);
  if (!books.ok) return { state: 'stale', atMs: copied.atMs };
  try {
    const since = books.value.prepare(
      `SELECT 1 FROM journal WHERE seq > ? AND kind NOT IN ('staffSignIn', 'staffAction', 'connectorState', 'startFailed')
       LIMIT 1`,
    );
    return { state: since.get(copied.begunSeq) ? 'stale' : 'whole', atMs: copied.atMs };
  } finally {
    books.value.close();
  }
}

function newestBackup(store: Pick<Store, 'staffTrail'>): { readonly begunSeq: number; readonly atMs: number } | null {
  let before = Number.MAX_SAFE_INTEGER;
  let done: { readonly key: string; readonly atMs: number } | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const rows = store.staffTrail(before, TRAIL_ROWS);
    for (const row of rows) {
      if (row.kind !== 'staffAction' || row.action !== 'upkeep.backUp') continue;
      if (row.result === 'done') done ??= { key: row.key, atMs: row.atMs };
      // What was written while it was copied may not be in it.
      else if (row.result === 'begun' && row.key === done?.key) return { begunSeq: row.seq, atMs: done.atMs };
    }
    const last = rows.at(-1);
    if (!last || rows.length < TRAIL_ROWS) return null;
    before = last.seq;
  }
  return null;
}
