import { compare, type Money, money, subtract } from '../../../../machines/money.ts';
import type {
  Booking,
  CardTerminal,
  Hold,
  StoreOutcome,
  TerminalError,
} from '../../../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import { command } from './commands.ts';
import type { Fields } from './fields.ts';
import type { Message } from './messages.ts';
import type { Priority } from './orderQueue.ts';
import { type OrderOptions, type Orders, resultCodeOf } from './orders.ts';
import { bookingOf, holdOf, objectionTo } from './outcomes.ts';
import { promptOf, promptScreen } from './prompts.ts';
import { errorOf } from './results.ts';
import { container, type Tlv, tlv } from './tlv.ts';

/** Payment type 40: the terminal decides; 02 more: with the card that 06 C0 has just read (BMP 19). */
const TERMINAL_DECIDES = 0x40;
const WITH_READ_CARD = 0x02;
/** 1F15: send the token (1F14, bit 80) and the UID (4C, bit 40); bit 10 as Feig terminals are driven. */
export const cardControl = tlv(0x1f15, 'D0');
/** "Not for this card", "unknown", "method not supported": 06 25 does not exist for it, 06 23 does the same. */
const cannotReverse = new Set([0x67, 0x83, 0xc8]);

/** Our session for the acquirer's records (host BMP 60): two letters and alphanumeric text. */
const reference = (text: string): Tlv =>
  container(
    0xe9,
    tlv(0x1f62, Buffer.from('SU')),
    tlv(0x1f63, Buffer.from(text.replace(/[^0-9A-Za-z]/g, '').slice(-20))),
  );

type MoneyOrder<T> = {
  readonly priority: Priority;
  readonly control: number;
  readonly fields: Fields;
  readonly outcomeOf: (fields: Fields) => T | null;
  readonly store: StoreOutcome<T>;
  readonly options?: OrderOptions;
};

/** Sends an order that moves money; its 04 0F is acknowledged only once the outcome is stored (chapter 6). */
async function moveMoney<T>(orders: Orders, order: MoneyOrder<T>): Promise<Result<T, TerminalError>> {
  const { priority, control, fields, options, outcomeOf, store } = order;
  let stored: T | null = null;
  let refusal: TerminalError | null = null;
  const onStatus = (message: Message): boolean => {
    const { fields: status, problem } = message;
    const code = status.resultCode ?? (problem ? null : 0);
    if (code !== null && code !== 0) return true;
    const objection = code === 0 ? objectionTo(message, orders.currencyCode) : 'its result cannot be read';
    const outcome = objection === null ? outcomeOf(status) : null;
    if (outcome === null) {
      const { receiptNumber, traceNumber } = status;
      const reason = objection ?? 'it names no receipt';
      orders.log.error({ reason, receiptNumber, traceNumber }, 'the terminal is told to undo an order');
      refusal = { code: 'garbled', hex: '040F' };
      return false;
    }
    try {
      store(outcome);
      stored = outcome;
      return true;
    } catch (cause) {
      orders.log.error(
        { reason: String(cause) },
        'outcome could not be stored; the terminal is told to undo the order',
      );
      refusal = { code: 'not_stored' };
      return false;
    }
  };
  const outcome = await orders.order(priority, control, fields, { ...options, onStatus, movesMoney: true });
  if (refusal) return err(refusal);
  if (!outcome.ok) return outcome;
  const code = resultCodeOf(outcome.value);
  if (code !== 0) return err(errorOf(code, { settling: priority === 'settlement' }));
  // Done, it says, and not what: that has to be looked up.
  return stored === null ? err({ code: 'link_lost', orderSent: true }) : ok(stored);
}

export async function preAuthorize(
  orders: Orders,
  { amount, reference: ref, store, onPrompt: tell }: Parameters<CardTerminal['preAuthorize']>[0],
  signal: AbortSignal,
): Promise<Result<Hold, TerminalError>> {
  const { turn, config, currencyCode } = orders;
  if (!isOurs(orders, amount)) return err(otherCurrency);
  const { onPrompt } = promptScreen(tell);
  const onWait = (): void => onPrompt('waitingForTurn');
  const cardWasRead = turn.takeOver();
  if (!cardWasRead && !(await turn.take(signal, onWait))) return err({ code: 'cancelled' });
  try {
    if (orders.blockedBy) return err({ code: 'out_of_service', hostCode: orders.blockedBy });
    const reuse = cardWasRead && config.reuseReadCard;
    const held = await moveMoney<Hold>(orders, {
      priority: 'driver',
      control: command.preAuthorization,
      fields: {
        kind: TERMINAL_DECIDES | (reuse ? WITH_READ_CARD : 0),
        currency: currencyCode,
        amountMinor: amount.minor,
        tlv: [reference(ref), cardControl],
      },
      outcomeOf: (fields) =>
        holdOf(fields, { asked: amount, currency: amount.currency, terminalId: orders.terminalId }),
      store,
      options: {
        signal,
        onWait,
        onBegin: () => onPrompt(reuse ? 'wait' : 'presentCard'),
        onPrompt: (status) => onPrompt(promptOf(status)),
      },
    });
    return !held.ok && held.error.code === 'timed_out' && signal.aborted ? err({ code: 'cancelled' }) : held;
  } finally {
    turn.end();
  }
}

/** @throws RangeError when `amount` is not above 0 and within the hold: the terminal would take all of it for 0. */
export async function capture(
  orders: Orders,
  { hold, amount, reference: ref, mayBegin, store }: Parameters<CardTerminal['capture']>[0],
): Promise<Result<Booking, TerminalError>> {
  if (amount.minor <= 0 || compare(amount, hold.amount) > 0) throw new RangeError('capture needs 0 < amount ≤ hold');
  if (!isOurs(orders, hold.amount)) return err(otherCurrency);
  const partial = orders.config.captureWith === 'partialReversal';
  return moveMoney<Booking>(orders, {
    priority: 'settlement',
    control: partial ? command.partialReversal : command.bookTotal,
    fields: settlementFields(orders, hold.receiptNumber, partial ? subtract(hold.amount, amount) : amount, ref),
    outcomeOf: (fields) => bookingOf(fields, { asked: amount, currency: amount.currency }),
    store,
    options: { terminalId: hold.terminalId, precondition: unless(mayBegin) },
  });
}

export async function reverse(
  orders: Orders,
  { hold, reference: ref, mayBegin, store }: Parameters<CardTerminal['reverse']>[0],
): Promise<Result<Booking, TerminalError>> {
  const nothing = money(0, orders.config.currency);
  const order = {
    priority: 'settlement' as const,
    store,
    options: { terminalId: hold.terminalId, precondition: unless(mayBegin) },
    outcomeOf: (fields: Fields) => bookingOf(fields, { asked: nothing, currency: nothing.currency }),
  };
  const { receiptNumber } = hold;
  const fields: Fields = { kind: TERMINAL_DECIDES, receiptNumber, currency: orders.currencyCode };
  const reversed = await moveMoney<Booking>(orders, { ...order, control: command.preAuthorizationReversal, fields });
  if (
    reversed.ok ||
    // What is not taken back of a hold stays charged: its amount cannot be guessed.
    hold.amount === null ||
    !isOurs(orders, hold.amount) ||
    !('hostCode' in reversed.error) ||
    !cannotReverse.has(Number.parseInt(reversed.error.hostCode, 16))
  )
    return reversed;
  orders.log.info(
    { hostCode: reversed.error.hostCode },
    'reversal is not possible for this card; reversing the full amount',
  );
  return moveMoney<Booking>(orders, {
    ...order,
    control: command.partialReversal,
    fields: settlementFields(orders, receiptNumber, hold.amount, ref),
  });
}

/** While an order waits for its turn, another may give the number of its hold to a later one. */
const unless =
  (mayBegin: () => boolean = () => true) =>
  async (): Promise<TerminalError | null> =>
    mayBegin() ? null : { code: 'cancelled' };

/** The terminal was registered with one currency: of a hold in another it would book so many of its own. */
const isOurs = ({ config }: Orders, { currency }: Money): boolean => currency === config.currency;
const otherCurrency: TerminalError = { code: 'out_of_service', hostCode: 'other currency' };

const settlementFields = (orders: Orders, receiptNumber: string, amount: Money, ref: string): Fields => ({
  receiptNumber,
  amountMinor: amount.minor,
  currency: orders.currencyCode,
  tlv: [reference(ref)],
});
