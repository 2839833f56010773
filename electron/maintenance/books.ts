import { z } from 'zod';
import { err, ok, type Result } from '../../machines/result.ts';
import { inBackground } from '../books/background.ts';
import type { BooksCheck, FormatName } from '../books/exportBooks.ts';
import type { HandedOver } from '../books/handOver.ts';
import { periodOf } from '../books/period.ts';
import { readMounts, type Stick, sticksIn } from '../books/sticks.ts';
import { reportPeriod } from '../reports/period.ts';
import { createDownloads } from './downloads.ts';
import { createOneAtATime, within } from './oneAtATime.ts';
import { booksFile, PeriodInput, type ReportTrouble } from './reports.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { keepersOfBooks } from './roles.ts';

const format = z.enum(['csv', 'ocpi', 'datev', 'hledger', 'ubl']) satisfies z.ZodType<FormatName>;
/** `id`: of this wish, by which its outcome is fetched. */
const Order = z.strictObject({ id: z.uuid(), period: PeriodInput, format });
type Order = z.infer<typeof Order>;

/** Pages give up after ten seconds; who is told `working` asks again. */
const PATIENCE_MS = 7_000;

/** `detail` is for whoever writes the config or reads the log; it is in English. */
export type BooksTrouble = {
  readonly code: ReportTrouble['code'] | 'busy' | 'working' | 'noStick' | 'noRoom' | 'cannot' | 'gone' | 'folder';
  readonly detail?: string;
};

/** The check as it crosses to the page, which knows no maps. */
export type BooksStatement = Omit<BooksCheck, 'totals'> & {
  readonly totals: readonly (Omit<BooksCheck['totals'][number], 'rates'> & {
    readonly rates: readonly { readonly percent: string; readonly net: number; readonly vat: number }[];
  })[];
};
/** `download`: to be fetched from here, in pieces; null where it lies on a stick. */
export type Handed = Pick<HandedOver, 'folder' | 'files' | 'bytes'> & {
  readonly differences: number;
  readonly download: { readonly id: string; readonly name: string } | null;
};

/**
 * Accounting hand-over. A period is read in a thread of its own, one at a time. What is written goes to a stick that is
 * mounted where the config allows it, by a name of the station's making, or to the page that asked.
 */
export const booksRequests = (parts: Pick<MaintenanceParts, 'config' | 'now' | 'log'>, mounts = readMounts) => {
  const { config, now, log } = parts;
  const { timeZone } = config.station;
  const downloads = createDownloads(config.dataDir, now);
  const checks = createOneAtATime<Result<BooksStatement, BooksTrouble>>();
  const handOvers = createOneAtATime<Result<Handed, BooksTrouble>>();
  const sticks = (): Stick[] => sticksIn(config.books.exportTo, mounts);

  function orderOf(choice: PeriodInput) {
    const chosen = reportPeriod(choice, { nowMs: now(), timeZone });
    if (!chosen.ok) return err({ code: chosen.error });
    const period = periodOf(chosen.value.from, chosen.value.to, timeZone);
    return period.ok
      ? ok({ file: booksFile(parts), config, period: period.value, nowMs: now() })
      : err({ code: 'notADay' } as const);
  }

  function failed(why: string): Result<never, BooksTrouble> {
    log.warn({ why }, 'the books could not be read or handed over');
    return err({ code: why.startsWith('noRoom:') ? 'noRoom' : 'cannot', detail: why });
  }

  async function check(choice: PeriodInput): Promise<Result<BooksStatement, BooksTrouble>> {
    const order = orderOf(choice);
    if (!order.ok) return order;
    const checked = await inBackground({ job: 'check', ...order.value });
    if (!checked.ok) return failed(checked.error);
    const totals = checked.value.totals.map(({ rates, ...sums }) => ({
      ...sums,
      rates: [...rates].map(([percent, rate]) => ({ percent, ...rate })),
    }));
    return ok({ ...checked.value, totals });
  }

  async function write({ period, format }: Order, into: string): Promise<Result<Handed, BooksTrouble>> {
    const order = orderOf(period);
    if (!order.ok) return order;
    const handed = await inBackground({ job: 'handOver', ...order.value, format, into });
    if (!handed.ok) return failed(handed.error);
    const { report, ...made } = handed.value;
    return ok({ ...made, differences: report.differences.length, download: null });
  }

  const begin = (id: string, work: () => Promise<Result<Handed, BooksTrouble>>) =>
    handOvers.start(id, work) ?? err({ code: 'busy' } as const);
  const tell = ({ period, format }: Order) => `${format}, ${period.kind} ${period.day}`;

  return {
    'books.check': look({
      roles: keepersOfBooks,
      input: PeriodInput,
      handle: async (choice): Promise<Result<BooksStatement, BooksTrouble>> => {
        const key = JSON.stringify(choice);
        const begun = checks.start(key, () => check(choice));
        if (!begun) return err({ code: 'working' });
        const checked = await within(PATIENCE_MS, begun);
        if (checked) checks.forget(key);
        return checked ?? err({ code: 'working' });
      },
    }),

    'books.places': look({ roles: keepersOfBooks, input: z.undefined(), handle: () => ok({ sticks: sticks() }) }),

    'books.handOver': act({
      roles: keepersOfBooks,
      input: Order.extend({ stick: z.string().max(4_096) }),
      tell,
      handle: async (order): Promise<Result<Handed, BooksTrouble>> =>
        begin(order.id, async () => {
          // Not a path to be trusted, but the name of one of ours.
          const place = sticks().find(({ path }) => path === order.stick);
          return place ? write(order, place.path) : err({ code: 'noStick' });
        }),
    }),

    'books.download': act({
      roles: keepersOfBooks,
      input: Order,
      tell,
      handle: async (order): Promise<Result<Handed, BooksTrouble>> =>
        begin(order.id, async () => {
          if (order.format === 'ubl') return err({ code: 'folder' });
          const into = downloads.room();
          const made = await write(order, into);
          if (made.ok) return ok({ ...made.value, download: downloads.offer(into, made.value.folder) });
          downloads.clear();
          return made;
        }),
    }),

    /** What became of a wish that took longer than a page waits. */
    'books.outcome': look({
      roles: keepersOfBooks,
      input: z.strictObject({ id: z.uuid() }),
      handle: async ({ id }): Promise<Result<Handed, BooksTrouble>> => {
        const begun = handOvers.of(id);
        if (!begun) return err({ code: 'gone' });
        return (await within(PATIENCE_MS, begun)) ?? err({ code: 'working' });
      },
    }),

    'books.piece': look({
      roles: keepersOfBooks,
      input: z.strictObject({ id: z.uuid(), from: z.int().min(0) }),
      handle: ({ id, from }): Result<{ base64: string; next: number | null }, BooksTrouble> => {
        const piece = downloads.piece(id, from);
        return piece ? ok(piece) : err({ code: 'gone' });
      },
    }),
  };
};
