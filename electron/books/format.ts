import type { Config } from '../station/config.ts';
import type { Period } from './period.ts';
import type { BooksRow, PeriodBooks } from './readRows.ts';

/** What a format is made of. `rows` is walked once: totals and check are taken from what passes. */
export type ExportContext = {
  readonly config: Config;
  readonly period: Period;
  readonly books: PeriodBooks;
  readonly nowMs: number;
  readonly rows: Iterable<BooksRow>;
};

type Common = {
  /** What in the config or period keeps it from being made: a sentence for the operator. */
  readonly reasonAgainst: (context: Pick<ExportContext, 'config' | 'period'>) => string | null;
};

/** One file, piece by piece. */
export type FileFormat = Common & {
  readonly kind: 'file';
  readonly pieces: (context: ExportContext) => Iterable<string | Uint8Array>;
};
/** A folder of files. */
export type FolderFormat = Common & {
  readonly kind: 'folder';
  readonly files: (context: ExportContext) => Iterable<{ readonly name: string; readonly text: string }>;
};
export type Format = FileFormat | FolderFormat;
