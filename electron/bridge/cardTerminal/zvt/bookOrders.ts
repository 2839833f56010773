import { money } from '../../../../machines/money.ts';
import type { Booking, DayTotals, OpenList, TerminalError } from '../../../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import { command } from './commands.ts';
import { type Orders, resultCodeOf } from './orders.ts';
import { bookingOf, dayTotalsOf, objectionTo, openReceiptsOf } from './outcomes.ts';
import { errorOf } from './results.ts';

/** Pre-authorization error, open pre-authorization: in the answer to the enquiry it only introduces the list. */
const PRE_AUTHORIZATIONS = 0xb8;
/** Codes by which a terminal says that its memory holds no last transaction. */
const noTransaction = new Set([0x15, 0x65, 0xa0]);
/** Feig answers an end of day with nothing to book by "receiver not ready". */
const NOTHING_TO_DO = 0xa0;

/** 06 23 with receipt FFFF and nothing else (chapter 3.3). */
export async function listOpenPreAuthorizations(orders: Orders): Promise<Result<OpenList, TerminalError>> {
  const outcome = await orders.order('settlement', command.partialReversal, { receiptNumber: 'FFFF' });
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

/** 06 50. */
export async function endOfDay(orders: Orders): Promise<Result<DayTotals, TerminalError>> {
  const { password, config } = orders;
  const outcome = await orders.order('poll', command.endOfDay, { password });
  if (!outcome.ok) return outcome;
  const code = resultCodeOf(outcome.value);
  if (code === NOTHING_TO_DO) return ok({ count: 0, total: money(0, config.currency) });
  if (code !== 0) return err(errorOf(code, { settling: false }));
  const status = outcome.value.type === 'ended' ? outcome.value.status : null;
  return ok(dayTotalsOf(status?.fields ?? {}, config.currency));
}

/** 06 70: the terminal talks to its host and sets its clock. */
export async function diagnosis(orders: Orders): Promise<Result<void, TerminalError>> {
  const outcome = await orders.order('poll', command.diagnosis, {});
  if (!outcome.ok) return outcome;
  const code = resultCodeOf(outcome.value);
  return code === 0 ? ok(undefined) : err(errorOf(code, { settling: false }));
}
