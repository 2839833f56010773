import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultCode } from '../../machines/faults.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { openStore } from '../store/openStore.ts';
import type { Store, StoreError } from '../store/store.ts';

/** Why the books cannot be used, and what somebody has to do about it. */
export type NoBooks = {
  readonly code: StoreError['code'];
  readonly message: string;
  /** What the driver is told in safe mode. Null: there is nothing to show, for another station does. */
  readonly fault: FaultCode | null;
  /** It may be over by itself: worth another try. */
  readonly mayPass: boolean;
};

/** Opens the books of the station in its folder, which is made when it is not there. */
export function openBooks(dataDir: string, clock: { now(): number }): Result<Store, NoBooks> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    return err(noBooks({ code: 'unwritable', why: (cause as Error).message }, dataDir));
  }
  const store = openStore(join(dataDir, 'station.db'), clock);
  return store.ok ? ok(store.value) : err(noBooks(store.error, dataDir));
}

function noBooks(error: StoreError, dataDir: string): NoBooks {
  const { code } = error;
  const file = join(dataDir, 'station.db');
  const restore = `restore a backup: stop the station, move ${file}* elsewhere, copy the backup to ${file}`;
  switch (error.code) {
    case 'locked': {
      const message = `another station is using ${error.file}. Stop it, or give this one its own folder: --set dataDir=…`;
      return { code, message, fault: null, mayPass: false };
    }
    case 'damaged': {
      const where = error.seq === null ? error.why : `journal row ${error.seq}: ${error.why}`;
      const message = `the books in ${dataDir} are damaged (${where}). "npm run audit -- ${file}" says more. To take money again, ${restore}.`;
      return { code, message, fault: 'booksDamaged', mayPass: false };
    }
    case 'newer_schema': {
      const message = `the books in ${dataDir} were written by a newer version (schema ${error.found}, this one knows ${error.known}). Install that version, or ${restore}.`;
      return { code, message, fault: 'booksNewer', mayPass: false };
    }
    case 'unwritable': {
      const message = `the books in ${dataDir} cannot be written (${error.why}). Make room on the disk, or give the station's user the right to write there.`;
      return { code, message, fault: 'booksUnwritable', mayPass: true };
    }
  }
}
