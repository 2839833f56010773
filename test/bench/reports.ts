import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eur, receipt } from '../../electron/store/fixtures.ts';
import { openStoreOn } from '../../electron/store/openStore.ts';
import { rollups } from '../../electron/store/rollups.ts';
import type { Figure } from './report.ts';
import { CONNECTORS, FIRST_MS, SESSIONS, YEARS } from './reportOnce.ts';

/** What opening a report may take when the station has lived long: `npm run bench`, or this file alone. */

const script = fileURLToPath(new URL('./reportOnce.ts', import.meta.url));

/** Times of reports over a million sessions, each in a process of its own that has just opened the books. */
export async function* reportFigures(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'surtidor-bench-reports-'));
  try {
    const file = join(folder, 'station.db');
    writeSums(file);
    for (const kind of ['everything', 'year', 'month']) {
      const { stdout } = await promisify(execFile)(process.execPath, [script, file, kind]);
      const once: { ms: number; processorMs: number; sessions: number } = JSON.parse(stdout);
      yield {
        name: `report over ${kind} of ${SESSIONS} sessions`,
        value: once.ms,
        budget: 1_000,
        unit: 'ms',
        noisy: true,
        note: `${once.sessions} sessions in it, processor time ${once.processorMs.toFixed(0)} ms`,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sums that a million charges leave, by the code that adds them up as they are journalled; the receipts are not kept. */
function writeSums(file: string): void {
  using db = new DatabaseSync(file);
  const opened = openStoreOn(db, { now: () => FIRST_MS });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  opened.value.recordStartFailed({ connectorId: 1, sessionId: null, cause: 'cardDeclined', timeZone: 'Europe/Madrid' });
  db.exec('PRAGMA synchronous = OFF; BEGIN');
  const sums = rollups(db);
  const authorize = db.prepare('INSERT INTO authorizations VALUES (?, ?)');
  for (let connectorId = 1; connectorId <= CONNECTORS; connectorId++)
    authorize.run(`C${connectorId}`, JSON.stringify({ connectorId }));
  const brands = ['VISA', 'Mastercard', 'girocard', 'AMEX'];
  const everyMs = (YEARS * 365 * 86_400_000) / SESSIONS;
  for (let i = 0; i < SESSIONS; i++) {
    const endMs = Math.floor(FIRST_MS + i * everyMs);
    const sessionId = `C${1 + (i % CONNECTORS)}`;
    const whole = {
      ...receipt('000001', eur(900 + ((i * 37) % 4_000))),
      ...{
        sessionId,
        issuedAtMs: endMs,
        startedAtMs: endMs - 1_500_000,
        endedAtMs: endMs,
        energyWh: 15_000 + (i % 30_000),
      },
      periods: [{ startMs: endMs - 1_500_000, endMs, energyWh: 20_000, kind: 'charging' as const }],
      card: { brand: brands[i % brands.length] ?? null, last4: '1234', entryMode: 'contactless' as const },
    };
    sums.receipt({ number: i + 1, sessionId, receipt: whole });
    if (i % 20 === 0)
      sums.startFailed({ connectorId: 1, sessionId, cause: 'cardDeclined', timeZone: 'Europe/Madrid' }, endMs);
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
}

if (import.meta.main) {
  const { lineOf } = await import('./report.ts');
  for await (const figure of reportFigures()) console.log(lineOf(figure));
}
