import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { formats } from '../../electron/books/exportBooks.ts';
import { DAY_RECEIPTS, writeManyReceipts } from './manyReceipts.ts';
import type { Figure } from './report.ts';

/** What an export may take, whatever the format: `npm run bench`, or this file alone. */

const RECEIPTS = 100_000;
const script = fileURLToPath(new URL('./exportOnce.ts', import.meta.url));

type Once = { readonly ms: number; readonly processorMs: number; readonly receipts: number; readonly mostKiB: number };

/** Time of 100,000 receipts, and how much more memory they take than a day's. */
export async function* exportFigures(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'surtidor-bench-books-'));
  try {
    const file = join(folder, 'station.db');
    writeManyReceipts(file, RECEIPTS);
    for (const format of Object.keys(formats)) {
      const run = async (to: string, expected: number): Promise<Once> => {
        const out = join(folder, `out.${format}.${to}`);
        const { stdout } = await promisify(execFile)(process.execPath, [script, file, format, out, to]);
        rmSync(out, { recursive: true });
        const once: Once = JSON.parse(stdout);
        if (once.receipts !== expected) throw new Error(`${once.receipts} receipts in ${format}, not ${expected}`);
        return once;
      };
      const day = await run('2026-10-02', DAY_RECEIPTS);
      const all = await run('2026-12-01', RECEIPTS);
      yield {
        name: `${RECEIPTS} receipts as ${format}, processor time`,
        value: all.processorMs,
        budget: 10_000,
        unit: 'ms',
        noisy: true,
        // It never waits but for the disk: on a machine with nothing else to do the two are alike.
        note: `${all.ms.toFixed(0)} ms by the clock`,
      };
      yield {
        name: `memory they take beyond a day's ${DAY_RECEIPTS}, ${format}`,
        value: (all.mostKiB - day.mostKiB) / 1_024,
        // What the collector leaves lying about while it keeps up; the file itself has hundreds of MiB.
        budget: 64,
        unit: 'MiB',
        noisy: false,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { lineOf } = await import('./report.ts');
  for await (const figure of exportFigures()) console.log(lineOf(figure));
}
