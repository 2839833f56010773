import { money } from '../../../../machines/money.ts';
import type {
  Booking,
  CardTerminal,
  DayTotals,
  OpenList,
  TerminalError,
} from '../../../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import { command } from './commands.ts';
import { type Orders, type Outcome, resultCodeOf } from './orders.ts';
import { bookingOf, dayTotalsOf, objectionTo, openReceiptsOf } from './outcomes.ts';
import { errorOf } from './results.ts';

/** Pre-authorization error, open pre-authorization: in the answer to the enquiry it only introduces the list. */
const PRE_AUTHORIZATIONS = 0xb8;
/** Codes by which a terminal says that its memory holds no last transaction. */
const noTransaction = new Set([0x15, 0x65, 0xa0]);
/** Feig answers an end of day with nothing to book by "receiver not ready". */
const NOTHING_TO_DO = 0xa0;

/** Asks for the open pre-authorizations (chapter 3.3). */
export const openList = [command.partialReversal, { receiptNumber: 'FFFF' }] as const;

export const listOpenPreAuthorizations = async (orders: Orders): Promise<Result<OpenList, TerminalError>> =>
  openListOf(await orders.order('settlement', ...openList));

function openListOf(outcome: Outcome): Result<OpenList, TerminalError> {
  if (!outcome.ok) return outcome;
  const end = outcome.value;
  const { fields, problem } = end.type === 'refused' ? end.answer : end.last;
  // Half a list would make open holds look settled.
  if (problem) return err({ code: 'garbled', hex: '061E' });
  const code = resultCodeOf(end);
  return code === 0 || code === PRE_AUTHORIZATIONS
    ? ok(openReceiptsOf(fields))
    : err(errorOf(code, { settling: false }));
}

/** 06 20, service byte 03: the last 04 0F again, nothing printed. */
export async function lastBooking(orders: Orders): Promise<Result<Booking | null, TerminalError>> {
  const { password, config } = orders;
  const outcome = await orders.order('settlement', command.repeatReceipt, { password, serviceByte: 0x03 });
  if (!outcome.ok) return outcome;
  const code = resultCodeOf(outcome.value);
  if (noTransaction.has(code)) return ok(null);
  const status = outcome.value.type === 'ended' ? outcome.value.status : null;
  // A repeated 04 0F with its own code ≠ 0 is a refused transaction, repeated: not a booking, and no error of ours.
  if (!status || (status.fields.resultCode ?? 0) !== 0)
    return status || code === 0 ? ok(null) : err(errorOf(code, { settling: false }));
  if (code !== 0) return err(errorOf(code, { settling: false }));
  // Without its amount a booking could be anybody's.
  if (objectionTo(status, orders.currencyCode) !== null || status.fields.amountMinor === undefined) return ok(null);
  return ok(bookingOf(status.fields, { asked: money(0, config.currency), currency: config.currency }));
}

/** 06 50, in one turn with the list of open pre-authorizations: none can come between the two. */
export async function endOfDay(
  orders: Orders,
  { mayBegin, store }: Parameters<CardTerminal['endOfDay']>[0],
): Promise<Result<DayTotals | null, TerminalError>> {
  const { password, config, log } = orders;
  const kept: (DayTotals | null)[] = [];
  const keep = (totals: DayTotals | null): boolean => {
    try {
      store(totals);
      kept.push(totals);
      return true;
    } catch (cause) {
      log.error({ reason: String(cause), totals }, 'the totals of the day could not be stored');
      return false;
    }
  };
  const outcome = await orders.order(
    'poll',
    command.endOfDay,
    { password },
    {
      movesMoney: true,
      precondition: async (ask) => (mayBegin() ? whatIsOpen(await ask(...openList)) : { code: 'cancelled' }),
      onStatus: ({ fields }) => (fields.resultCode ?? 0) !== 0 || keep(dayTotalsOf(fields, config.currency)),
    },
  );
  const [totals] = kept;
  // Once told it is closed, whatever became of the words after that.
  if (totals !== undefined) return ok(totals);
  if (!outcome.ok) return outcome;
  const code = resultCodeOf(outcome.value);
  if (code !== 0 && code !== NOTHING_TO_DO) return err(errorOf(code, { settling: false }));
  const untold = code === 0 ? null : { count: 0, total: money(0, config.currency), schemes: [] };
  return outcome.value.type === 'ended' && outcome.value.accepted === null && keep(untold)
    ? ok(untold)
    : err({ code: 'not_stored' });
}

/** Why an end of day must not be sent; null when nothing is open. */
export function whatIsOpen(list: Outcome): TerminalError | null {
  const open = openListOf(list);
  if (open.ok)
    return open.value.complete && open.value.receipts.length === 0
      ? null
      : { code: 'out_of_service', hostCode: 'pre-authorizations are open' };
  const { code } = open.error;
  return code === 'garbled' || code === 'link_lost' ? { code: 'link_lost', orderSent: false } : open.error;
}

/** 06 70: the terminal talks to its host and sets its clock. */
export async function diagnosis(orders: Orders): Promise<Result<void, TerminalError>> {
  const outcome = await orders.order('poll', command.diagnosis, {});
  if (!outcome.ok) return outcome;
  const code = resultCodeOf(outcome.value);
  return code === 0 ? ok(undefined) : err(errorOf(code, { settling: false }));
}
