import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../machines/result.ts';
import { readBooks } from '../store/readBooks.ts';
import { one } from '../store/sql.ts';
import { type ExportOrder, type ExportReport, exportBooks, type FormatName, formats } from './exportBooks.ts';
import { lastDay } from './period.ts';

/** `into`: a folder that is there, such as a stick's own; what is made in it the station names. */
export type HandOverOrder = Omit<ExportOrder, 'out'> & { readonly into: string };

export type HandedOver = {
  readonly report: ExportReport;
  /** What was made: a folder within `into`, and what lies in it. */
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
};

/** Beyond a first mebibyte; more than any receipt has taken so far. */
const BYTES_OF_RECEIPT: Record<FormatName, number> = {
  csv: 1_200,
  ocpi: 12_000,
  datev: 600,
  hledger: 1_500,
  ubl: 16_000,
};
const MiB = 1_024 * 1_024;
const endings: Record<FormatName, string> = { csv: 'csv', ocpi: 'json', datev: 'csv', hledger: 'journal', ubl: '' };
const MOST_TRIES = 100;

/** Exports into a folder of its own and sees it safely there. An error leaves nothing behind, and begins with `noRoom:` where there was none. */
export function handOver({ into, ...order }: HandOverOrder): Result<HandedOver, string> {
  const room = roomFor(order, into);
  if (!room.ok) return room;
  const folder = newFolder(into, folderName(order));
  if (!folder.ok) return folder;
  const place = join(into, folder.value);
  const { format } = order;
  const out = formats[format].kind === 'folder' ? join(place, 'receipts') : join(place, `${format}.${endings[format]}`);
  const exported = exportBooks({ ...order, out });
  if (!exported.ok) {
    rmSync(place, { recursive: true, force: true });
    return exported.error.includes('ENOSPC') ? err(`noRoom: ${exported.error}`) : exported;
  }
  flush(place);
  const sizes = filesIn(place).map((file) => statSync(file).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return ok({ report: exported.value, folder: folder.value, files: sizes.length, bytes });
}

/** "surtidor-2026-11-01-2026-11-30-datev": whoever finds it knows what it is. Nothing of it is anybody's text. */
const folderName = ({ period, format }: Omit<ExportOrder, 'out'>): string =>
  `surtidor-${period.from}-${lastDay(period)}-${format}`;

function roomFor({ file, period, format }: Omit<ExportOrder, 'out'>, into: string): Result<void, string> {
  const books = readBooks(file);
  if (!books.ok) return books;
  using db = books.value;
  const count = db.prepare('SELECT count(*) AS count FROM receipts WHERE issued_at_ms >= ? AND issued_at_ms < ?');
  const receipts = one<{ count: number }>(count, period.fromMs, period.toMs)?.count ?? 0;
  const needed = MiB + receipts * BYTES_OF_RECEIPT[format];
  try {
    const { bavail, bsize } = statfsSync(into);
    return bavail * bsize >= needed ? ok(undefined) : err(`noRoom: ${needed} bytes are needed in ${into}`);
  } catch (cause) {
    return err((cause as Error).message);
  }
}

/** A folder nobody has made yet: a stick may hold the export of yesterday, or a link somebody put there. */
function newFolder(into: string, name: string): Result<string, string> {
  for (let number = 1; number <= MOST_TRIES; number++) {
    const tried = number === 1 ? name : `${name}-${number}`;
    try {
      mkdirSync(join(into, tried), { mode: 0o700 });
      return ok(tried);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOSPC') return err(`noRoom: ${(cause as Error).message}`);
      if (code !== 'EEXIST') return err((cause as Error).message);
    }
  }
  return err(`${join(into, name)} is there ${MOST_TRIES} times already`);
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** A stick is pulled as soon as the screen says "done". Without `sync` (Windows, a bare image) the system writes by and by. */
function flush(folder: string): void {
  try {
    execFileSync('sync', ['-f', folder], { stdio: 'ignore', timeout: 120_000 });
  } catch {
    // The files themselves were flushed where that matters for their being whole.
  }
}
