import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes from a dead station what its machines remember, as another version or a damaged table would: it has to go on
 * from the journal. @returns whether there was anything to take, as a count.
 */
export function loseSnapshots(file: string): 0 | 1 {
  if (!existsSync(file)) return 0;
  using db = new DatabaseSync(file);
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'snapshots'").get();
  return isThere && db.prepare('DELETE FROM snapshots').run().changes ? 1 : 0;
}
