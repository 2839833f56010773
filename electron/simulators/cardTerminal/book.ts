import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../../../machines/result.ts';

/** One pre-authorization in the terminal's own book, and what became of it. Amounts in minor units. */
export type BookEntry = {
  readonly receiptNumber: string;
  readonly traceNumber: string;
  readonly heldMinor: number;
  readonly capturedMinor: number | null;
  readonly state: 'held' | 'captured' | 'released';
  /** Receipt number of the capture or reversal. */
  readonly settledBy: string | null;
  /** The terminal undid it by itself, because nobody acknowledged it. */
  readonly autoReversed: boolean;
  /** Said by 04 0F and not yet acknowledged: undone when the terminal starts again. */
  readonly unconfirmed: 'hold' | 'settlement' | null;
  readonly cardId: string;
  readonly card: string;
  readonly maskedPan: string;
  readonly authorizationNumber: string;
  readonly reference: string | null;
  readonly atMs: number;
  /** Number of the end of day that made the capture bookable, from 1; null before. */
  readonly batch: number | null;
};

/** One end of day and what was in it. */
export type Batch = { readonly number: number; readonly entries: readonly BookEntry[] };

/** The last transaction, as 06 20 repeats it. */
export type LastBooking = {
  readonly receiptNumber: string;
  readonly traceNumber: string;
  readonly amountMinor: number;
};

type Pages = {
  readonly version: 1;
  readonly nextReceipt: number;
  readonly nextTrace: number;
  /** Ends of day until now. */
  readonly closed: number;
  readonly last: LastBooking | null;
  /** Oldest first. */
  readonly entries: readonly BookEntry[];
};

const empty: Pages = {
  version: 1,
  nextReceipt: 1,
  nextTrace: 1,
  closed: 0,
  last: null,
  entries: [],
};

export type Numbers = { readonly receiptNumber: string; readonly traceNumber: string };
type NewHold = Pick<
  BookEntry,
  'heldMinor' | 'cardId' | 'card' | 'maskedPan' | 'authorizationNumber' | 'reference' | 'atMs'
>;

export type Book = ReturnType<typeof withPages>;

/**
 * Opens the book at `file` (null: a new one in memory); what was said and never acknowledged before a power cut is
 * undone, as terminals do.
 */
export function openBook(
  file: string | null,
): Result<Book, { readonly code: 'book_unreadable'; readonly detail: string }> {
  if (file === null) return ok(withPages(empty, () => {}));
  let pages = empty;
  if (existsSync(file)) {
    try {
      pages = { ...empty, ...(JSON.parse(readFileSync(file, 'utf8')) as Pages) };
    } catch (cause) {
      return err({ code: 'book_unreadable', detail: `${file}: ${(cause as Error).message}` });
    }
    if (pages.version !== 1 || !Array.isArray(pages.entries))
      return err({ code: 'book_unreadable', detail: `${file}: not a book of the simulated terminal` });
  }
  mkdirSync(dirname(file), { recursive: true });
  const book = withPages(pages, (next) => writeAtomically(file, JSON.stringify(next, null, 1)));
  for (const entry of book.entries()) if (entry.unconfirmed) book.undo(entry.receiptNumber);
  return ok(book);
}

function writeAtomically(file: string, text: string): void {
  const draft = `${file}.draft`;
  const handle = openSync(draft, 'w', 0o600);
  writeFileSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}

function withPages(initial: Pages, save: (pages: Pages) => void) {
  let pages = initial;
  const turn = (next: Pages): void => {
    save(next);
    pages = next;
  };
  const find = (receiptNumber: string): BookEntry | undefined =>
    pages.entries.findLast((entry) => entry.receiptNumber === receiptNumber);
  const open = (): readonly BookEntry[] =>
    pages.entries.filter(({ state, unconfirmed }) => state === 'held' && !unconfirmed);
  const change = (receiptNumber: string, changes: Partial<BookEntry>): readonly BookEntry[] => {
    const index = pages.entries.findLastIndex((entry) => entry.receiptNumber === receiptNumber);
    return pages.entries.map((entry, i) => (i === index ? { ...entry, ...changes } : entry));
  };
  /** Receipt numbers wrap at 9999 (chapter 6) and pass over those still open. */
  const draw = (): { numbers: Numbers; counters: Pick<Pages, 'nextReceipt' | 'nextTrace'> } => {
    let receipt = pages.nextReceipt;
    const taken = new Set(open().map(({ receiptNumber }) => receiptNumber));
    while (taken.has(String(receipt).padStart(4, '0'))) receipt = (receipt % 9_999) + 1;
    return {
      numbers: {
        receiptNumber: String(receipt).padStart(4, '0'),
        traceNumber: String(pages.nextTrace).padStart(6, '0'),
      },
      counters: { nextReceipt: (receipt % 9_999) + 1, nextTrace: (pages.nextTrace % 999_999) + 1 },
    };
  };

  return {
    open,
    entries: (): readonly BookEntry[] => pages.entries,
    last: (): LastBooking | null => pages.last,
    findOpen: (receiptNumber: string): BookEntry | undefined =>
      open().find((entry) => entry.receiptNumber === receiptNumber),
    find,

    /** Reserves; it counts only once confirmed. */
    hold(hold: NewHold): BookEntry {
      const { numbers, counters } = draw();
      const entry: BookEntry = {
        ...hold,
        ...numbers,
        capturedMinor: null,
        state: 'held',
        settledBy: null,
        autoReversed: false,
        unconfirmed: 'hold',
        batch: null,
      };
      turn({ ...pages, ...counters, entries: [...pages.entries, entry] });
      return entry;
    },

    /** Captures `capturedMinor` of an open pre-authorization, or reverses it with 0. */
    settle(receiptNumber: string, capturedMinor: number): Numbers {
      const { numbers, counters } = draw();
      const state = capturedMinor === 0 ? 'released' : 'captured';
      const settled = { state, settledBy: numbers.receiptNumber, unconfirmed: 'settlement' } as const;
      const entries = change(receiptNumber, { ...settled, capturedMinor: capturedMinor === 0 ? null : capturedMinor });
      turn({ ...pages, ...counters, entries });
      return numbers;
    },

    /** The ECR has acknowledged: final. */
    confirm(receiptNumber: string, last: LastBooking): void {
      turn({ ...pages, last, entries: change(receiptNumber, { unconfirmed: null }) });
    },

    /** The ECR has not acknowledged: a pre-authorization is reversed, a settlement is taken back. */
    undo(receiptNumber: string): void {
      const entry = find(receiptNumber);
      if (!entry?.unconfirmed) return;
      const undone: Partial<BookEntry> =
        entry.unconfirmed === 'hold'
          ? { state: 'released', autoReversed: true, unconfirmed: null }
          : { state: 'held', capturedMinor: null, settledBy: null, unconfirmed: null };
      turn({ ...pages, entries: change(receiptNumber, undone) });
    },

    /** Empties the turnover store and answers what was in it. */
    closeDay(): Batch {
      const number = pages.closed + 1;
      const isInStore = ({ state, unconfirmed, batch }: BookEntry) =>
        state === 'captured' && !unconfirmed && (batch ?? null) === null;
      const entries = pages.entries.map((entry) => (isInStore(entry) ? { ...entry, batch: number } : entry));
      turn({ ...pages, closed: number, entries });
      return { number, entries: entries.filter(({ batch }) => batch === number) };
    },
  };
}
