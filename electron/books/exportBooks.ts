import { err, ok, type Result } from '../../machines/result.ts';
import type { Config } from '../station/config.ts';
import { dayDifferences } from '../store/compareDays.ts';
import { readBooks } from '../store/readBooks.ts';
import type { EndOfDay } from '../store/store.ts';
import { isDamage } from '../store/storeError.ts';
import { type BooksDifference, type CardSums, createCheck } from './check.ts';
import { csv } from './csv.ts';
import { datev } from './datev.ts';
import type { ExportContext, Format } from './format.ts';
import { hledger } from './hledger.ts';
import { ocpi } from './ocpi.ts';
import { writeFolder, writeOut, writeWhole } from './output.ts';
import type { Period } from './period.ts';
import { type BooksRow, periodBooks, tablesOf } from './readRows.ts';
import { createTally, type Totals } from './tally.ts';
import { ubl } from './ubl.ts';
import { Unexportable } from './unexportable.ts';

export const formats = { csv, ocpi, datev, hledger, ubl } as const satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;
export const isFormatName = (name: string): name is FormatName => Object.hasOwn(formats, name);

/** What was exported, and what in it does not agree. */
export type ExportReport = {
  readonly totals: readonly Totals[];
  readonly cards: readonly CardSums[];
  readonly differences: readonly BooksDifference[];
};

export type ExportOrder = {
  readonly file: string;
  readonly config: Config;
  readonly period: Period;
  readonly format: FormatName;
  /** File or folder; null: standard output. */
  readonly out: string | null;
  readonly nowMs: number;
};

type Watched = { readonly context: ExportContext; readonly report: () => ExportReport };
type Source = Pick<ExportOrder, 'file' | 'config' | 'period' | 'nowMs'>;

/** Exports a period of the books in `file`, which a station may be writing to. An error leaves nothing behind. */
export function exportBooks(order: ExportOrder): Result<ExportReport, string> {
  const { config, period, out } = order;
  const format: Format = formats[order.format];
  return onBooks(order, ({ context, report }) => {
    const against = format.reasonAgainst({ config, period });
    if (against !== null) return err(against);
    const written =
      format.kind === 'folder'
        ? out === null
          ? err(`--format ${order.format} makes a folder of files: name it with --out`)
          : writeFolder(out, format.files(context))
        : out === null
          ? writeOut(format.pieces(context))
          : writeWhole(out, format.pieces(context));
    return written.ok ? ok(report()) : written;
  });
}

export type BooksCheck = ExportReport & {
  readonly endsOfDay: readonly EndOfDay[];
  /** Why a format cannot be made of it; null where it can. */
  readonly against: Readonly<Record<FormatName, string | null>>;
};

/** The same sums and checks, with nothing exported. */
export function checkBooks(source: Source): Result<BooksCheck, string> {
  return onBooks(source, ({ context, report }) => {
    for (const _ of context.rows);
    const against = Object.entries(formats).map(([name, format]) => [name, format.reasonAgainst(source)]);
    return ok({ ...report(), endsOfDay: [...context.books.endsOfDay()], against: Object.fromEntries(against) });
  });
}

function onBooks<V>(
  { file, config, period, nowMs }: Source,
  work: (watched: Watched) => Result<V, string>,
): Result<V, string> {
  const opened = readBooks(file);
  if (!opened.ok) return opened;
  using db = opened.value;
  try {
    const tables = tablesOf(db);
    if (!tables.ok) return tables;
    const books = periodBooks(tables.value, period);
    const tally = createTally();
    const check = createCheck(period);
    return work({
      context: { config, period, books, nowMs, rows: watched(books.rows(), [tally.add, check.look]) },
      report: () => {
        check.end(books, dayDifferences(tables.value));
        return { totals: tally.totals, cards: check.cards, differences: check.differences };
      },
    });
  } catch (cause) {
    if (cause instanceof Unexportable) return err(cause.message);
    if (isDamage(cause)) return err(`${file} cannot be read: ${(cause as Error).message}`);
    throw cause;
  }
}

function* watched(rows: Iterable<BooksRow>, watchers: readonly ((row: BooksRow) => void)[]): Iterable<BooksRow> {
  for (const row of rows) {
    for (const watch of watchers) watch(row);
    yield row;
  }
}
