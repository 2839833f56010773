import { type Money, money } from '../../../../machines/money.ts';
import type { Booking, DayTotals, Hold, OpenList } from '../../../../machines/ports/cardTerminal.ts';
import { cardSummary, tokenOf } from './cardRead.ts';
import type { Fields } from './fields.ts';
import type { Message } from './messages.ts';
import { findTlvs, findValue } from './tlv.ts';

type Known = { readonly terminalId: string; readonly currency: string; readonly asked: Money };

/** A pre-authorization from its 04 0F; null when it lacks the receipt number by which it could ever be settled. */
export function holdOf(fields: Fields, known: Known): Hold | null {
  const booking = bookingOf(fields, known);
  return (
    booking && {
      ...booking,
      // By what it called itself when it was registered: by that it is known again.
      terminalId: known.terminalId || (fields.terminalId ?? ''),
      authorizationNumber: fields.authorizationNumber || null,
      card: cardSummary(fields),
      token: tokenOf(fields.tlv),
    }
  );
}

/** Why a 04 0F must not be kept as money moved in our currency (BMP 49); null when nothing is wrong with it. */
export function objectionTo({ fields, problem }: Message, currencyCode: string): string | null {
  // It may have been behind the place where reading stopped, and need not be what was asked.
  if (problem && fields.amountMinor === undefined) return 'its amount cannot be read';
  if (fields.currency !== undefined && fields.currency !== currencyCode)
    return `it is in currency ${fields.currency}, not ${currencyCode}`;
  return null;
}

/** A capture or reversal from its 04 0F; a terminal that names no amount has booked what was asked. */
export function bookingOf(fields: Fields, known: Pick<Known, 'currency' | 'asked'>): Booking | null {
  const { receiptNumber, amountMinor = known.asked.minor } = fields;
  if (!receiptNumber || receiptNumber === 'FFFF') return null;
  return { receiptNumber, traceNumber: traceOf(fields), amount: money(amountMinor, known.currency) };
}

/** 000000 stands for a trace number too long for BMP 0B: then it is in 1F2B. */
function traceOf({ traceNumber, tlv }: Fields): string {
  if (traceNumber && traceNumber !== '000000') return traceNumber;
  return findValue(tlv, 0x1f2b)?.toString('hex') ?? traceNumber ?? '';
}

/** Null when a 04 0F has neither a sum nor sums by scheme: it says nothing of what was booked. */
export function dayTotalsOf({ totals, amountMinor }: Fields, currency: string): DayTotals | null {
  if (!totals && amountMinor === undefined) return null;
  const schemes = Object.entries(totals?.schemes ?? {})
    .filter(([, { count, minor }]) => count > 0 || minor > 0)
    .map(([scheme, { count, minor }]) => ({ scheme, count, total: money(minor, currency) }));
  const count = schemes.reduce((all, scheme) => all + scheme.count, 0);
  const minor = schemes.reduce((all, { total }) => all + total.minor, 0);
  return { count, total: money(amountMinor ?? minor, currency), schemes };
}

/**
 * Open receipts from the answer to the enquiry (06 23 87 FFFF), without doubles. BMP 87 names the oldest, FFFF when
 * there is none; only the list of tag 23, which takes TLV, names them all.
 */
export function openReceiptsOf({ receiptNumber = '', tlv }: Fields): OpenList {
  const listed = findTlvs(tlv, 0x23)
    .flatMap(({ children }) => findTlvs(children, 0x08))
    .map(({ value }) => value?.toString('hex') ?? '');
  const receipts = [...new Set([receiptNumber, ...listed])].filter((receipt) => /^\d{4}$/.test(receipt));
  const readable = listed.every((receipt) => /^(\d{4}|ffff)$/.test(receipt));
  return { receipts, complete: readable && (listed.length > 0 || receiptNumber === 'FFFF') };
}
