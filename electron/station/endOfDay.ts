import { Temporal } from 'temporal-polyfill';
import type { CardTerminal, DayTotals, TerminalError } from '../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { AwaitingEndOfDay } from '../../machines/staffView.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';

/** How often it is looked whether the time has come, and how soon a try that failed is made again. */
const LOOK_EVERY_MS = 300_000;
const DAY_MS = 86_400_000;

/** What a day was closed with, as far as the terminal told, or why it was not. */
export type DayClosed = Result<
  DayTotals | null,
  { readonly code: 'underWay' | 'terminalAway' | 'inUse' | 'holdsOpen' | 'notClosed' | 'unknownEnd' }
>;

/** The newest instant, not after `nowMs`, at which clocks in `timeZone` showed `time` ("03:30"). */
export function latestAt(nowMs: number, time: string, timeZone: string): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const today = now.withPlainTime(time).epochMilliseconds;
  return today <= nowMs ? today : now.subtract({ days: 1 }).withPlainTime(time).epochMilliseconds;
}

/**
 * Closes the terminal's day at night, which makes the payments since the last time bookable. Only while nobody is there
 * and nothing is open; until then it waits, at last for the next night. Journal first: an order whose answer was lost
 * is made again, and books nothing twice, for the terminal empties its store with each.
 */
export function createEndOfDay(deps: {
  readonly store: Store;
  readonly terminal: CardTerminal;
  readonly clock: Clock;
  readonly config: Config['books'];
  readonly timeZone: string;
  /** No session is open and no settlement is on its way. */
  readonly atRest: () => boolean;
  readonly log: StationLog;
}) {
  const { store, terminal, clock, config, log } = deps;
  let isUnderWay = false;
  let toldOverdueAtMs: number | null = null;

  const mayBegin = (): boolean => terminal.link === 'up' && deps.atRest() && store.unconfirmedOrders().length === 0;

  function look(): void {
    tellOverdue();
    if (config.endOfDayAt === null || isUnderWay || !mayBegin()) return;
    const fromMs = latestAt(clock.now(), config.endOfDayAt, deps.timeZone);
    const { oldestAtMs } = store.bookedSinceEndOfDay();
    const isDue = oldestAtMs !== null && oldestAtMs < fromMs;
    if (!isDue || clock.now() >= fromMs + config.endOfDayWithinMinutes * 60_000) return;
    isUnderWay = true;
    close()
      .catch((cause) => log.error({ cause: String(cause) }, 'the end of day failed'))
      .finally(() => {
        isUnderWay = false;
      });
  }

  async function close(): Promise<DayClosed> {
    const open = await terminal.listOpenPreAuthorizations();
    if (!open.ok || !open.value.complete || open.value.receipts.length > 0 || !mayBegin()) {
      log.info({ open }, 'the end of day has to wait');
      if (open.ok) return err({ code: 'holdsOpen' });
      return err({ code: open.error.code === 'link_lost' ? 'terminalAway' : 'notClosed' });
    }
    const key = `endOfDay:${clock.now()}`;
    store.recordEndOfDayIntent(key);
    const closed = await terminal.endOfDay({
      mayBegin,
      store: (totals) => store.recordEndOfDay(key, { result: 'closed', totals }),
    });
    if (closed.ok) {
      log.info({ key, totals: closed.value }, 'the terminal has closed its day');
      return ok(closed.value);
    }
    log.warn({ key, error: closed.error }, 'the terminal has not closed its day');
    if (isOutcomeUnknown(closed.error)) return err({ code: 'unknownEnd' });
    const { code } = closed.error;
    const hostCode = 'hostCode' in closed.error ? closed.error.hostCode : null;
    store.recordEndOfDay(key, { result: 'refused', code, hostCode });
    return err({ code: 'notClosed' });
  }

  /** As soon as it is asked for, but under the same conditions as at night. */
  async function closeNow(): Promise<DayClosed> {
    if (isUnderWay) return err({ code: 'underWay' });
    if (terminal.link !== 'up') return err({ code: 'terminalAway' });
    if (!mayBegin()) return err({ code: 'inUse' });
    isUnderWay = true;
    return close().finally(() => {
      isUnderWay = false;
    });
  }

  function awaiting(): AwaitingEndOfDay {
    const { count, oldestAtMs } = store.bookedSinceEndOfDay();
    const latestMs = clock.now() - config.endOfDayStaffAfterDays * DAY_MS;
    return { count, oldestAtMs, isOverdue: oldestAtMs !== null && oldestAtMs < latestMs };
  }

  function tellOverdue(): void {
    const { isOverdue, ...waiting } = awaiting();
    if (!isOverdue || (toldOverdueAtMs !== null && clock.now() < toldOverdueAtMs + DAY_MS)) return;
    toldOverdueAtMs = clock.now();
    log.error(waiting, 'payments wait for an end of day for too long: staff have to look at the terminal');
  }

  const stop = clock.every(LOOK_EVERY_MS, look);

  return {
    awaiting,
    closeNow,
    /** The terminal had one at its own wish. @throws what the store throws: the terminal is told to undo it. */
    onClosed: (totals: DayTotals | null): void => store.recordEndOfDay(null, { result: 'closed', totals }),
    stop,
  };
}

/** It may have been done: only the next one can tell. */
const isOutcomeUnknown = (error: TerminalError): boolean =>
  (error.code === 'link_lost' && error.orderSent) || error.code === 'not_stored' || error.code === 'garbled';
