import type { Money } from '../../machines/money.ts';
import type { Booking, CardTerminal, Hold, TerminalError, TerminalPrompt } from '../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { SettlementOutput } from '../../machines/settlement.machine.ts';
import type { OrderKind, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';
import { createMutex } from './mutex.ts';
import { createReconciliation, isAnother } from './reconciliation.ts';

type Settling = {
  readonly sessionId: string;
  readonly connectorId: number;
  readonly hold: Hold;
  readonly due: Money;
};
type PreAuthorization = {
  readonly sessionId: string;
  readonly connectorId: number;
  readonly attempt: number;
  readonly amount: Money;
  readonly onPrompt: (prompt: TerminalPrompt) => void;
};

/**
 * Orders that move money, journal first: the intent is written before the first byte, the outcome before the terminal
 * is told "received", and that it stands once the terminal went on. A key names an order for ever: repeated, it answers
 * with the first outcome, and an order whose answer is in doubt is looked up at the terminal instead of being sent again.
 */
export function createOrders(deps: {
  store: Store;
  terminal: CardTerminal;
  clock: Clock;
  config: Pick<Config['payment'], 'settlementRetryMinMs' | 'settlementRetryMaxMs'>;
  log: StationLog;
  /** What this station sets aside, in the currency it sells in. */
  holdAmount: Money;
  /** Journal and terminal were compared: what was found may have to be settled. */
  onReconciled: () => void;
}) {
  const { store, terminal, log } = deps;
  const inFlight = new Set<string>();
  /** Between the list of open receipts and the last booking there must be no other booking. */
  const oneAtATime = createMutex();
  const reconciliation = createReconciliation({ ...deps, inFlight, oneAtATime, onComplete: deps.onReconciled });

  /** Whether the outcome of a known order was shown to stand. */
  const standing = (key: string) => {
    const outcome = store.order(key)?.outcome ?? null;
    return store.unconfirmedOrders().some(({ intent }) => intent.key === key) ? null : outcome;
  };

  /** Sends one order; an outcome that was stored but not confirmed is in doubt, whatever the driver makes of it. */
  async function send<T>(
    key: string,
    order: (store: (outcome: T) => void) => Promise<Result<T, TerminalError>>,
    write: (outcome: T) => void,
  ): Promise<Result<T, TerminalError>> {
    let written = false;
    inFlight.add(key);
    const result = await order((outcome) => {
      write(outcome);
      written = true;
    }).finally(() => inFlight.delete(key));
    if (result.ok) {
      confirm(key);
      return result;
    }
    if (!written) return result;
    log.warn({ key, error: result.error }, 'the outcome is written but the terminal may not have heard so');
    void reconciliation.run();
    return err({ code: 'link_lost', orderSent: true });
  }

  /** It stands, whether or not that can be noted now: a later comparison with the terminal notes it. */
  function confirm(key: string): void {
    try {
      store.confirmOrder(key);
    } catch (cause) {
      log.error({ key, cause: String(cause) }, 'the store refused a confirmation');
      void reconciliation.run();
    }
  }

  async function preAuthorize(order: PreAuthorization, signal: AbortSignal): Promise<Result<Hold, TerminalError>> {
    const key = `${order.sessionId}:preAuthorize:${order.attempt}`;
    if (store.order(key)) {
      // Sent by an earlier run: only the terminal knows what became of it.
      await reconciliation.next(signal);
      const outcome = standing(key);
      return outcome?.result === 'approved' ? ok(outcome.hold) : err({ code: 'link_lost', orderSent: true });
    }
    await reconciliation.done;
    if (signal.aborted) return err({ code: 'cancelled' });
    record('preAuthorize', key, order, order.amount, null);
    const result = await send<Hold>(
      key,
      (write) =>
        terminal.preAuthorize(
          { amount: order.amount, reference: order.sessionId, onPrompt: order.onPrompt, store: write },
          signal,
        ),
      (hold) => store.recordOutcome(key, { result: 'approved', hold }),
    );
    if (result.ok) return result;
    if (!isOutcomeUnknown(result.error)) refuse(key, result.error);
    // The link may be up all the while: then nothing else would ask what became of it.
    else void reconciliation.run();
    return result;
  }

  async function settle(
    kind: 'capture' | 'reverse',
    { sessionId, connectorId, hold, due }: Settling,
  ): Promise<SettlementOutput> {
    const key = `${sessionId}:${kind}`;
    await reconciliation.done;
    if (store.order(key)) {
      if (!standing(key)) await reconciliation.run();
      const outcome = standing(key);
      if (outcome?.result === 'booked') return concluded(kind, outcome.booking);
      // Asked before and in doubt: only a hold the terminal still has open may be ordered again.
      const found = await oneAtATime(() => lookUp(key, hold, due));
      if (found !== 'still_open') return found;
    } else record(kind, key, { sessionId, connectorId }, due, hold.receiptNumber);

    const result = await oneAtATime(() =>
      send<Booking>(
        key,
        (write) => {
          const mayBegin = () => !store.isReceiptReused(sessionId);
          const order = { hold, amount: due, reference: sessionId, mayBegin, store: write };
          return kind === 'capture' ? terminal.capture(order) : terminal.reverse(order);
        },
        (booking) => {
          if (booking.amount.minor !== due.minor) tellOfDifference({ key, sessionId, hold, due, booking });
          store.recordOutcome(key, { result: 'booked', booking });
        },
      ),
    );
    if (result.ok) {
      reconciliation.onSettled();
      return concluded(kind, result.value);
    }
    if (result.error.code !== 'nothing_open') return result;
    const found = await oneAtATime(() => lookUp(key, hold, due));
    return found === 'still_open' ? result : found;
  }

  /**
   * What the terminal booked stands; the difference is for a person. Noted before the booking, which closes the hold:
   * the journal keeps the note.
   */
  function tellOfDifference(found: { key: string; sessionId: string; hold: Hold; due: Money; booking: Booking }): void {
    const { sessionId, hold, due, booking } = found;
    const { receiptNumber, traceNumber, terminalId, amount } = hold;
    log.error(
      { ...found, hold: { receiptNumber, traceNumber, terminalId, amount } },
      'the terminal booked another amount than was due',
    );
    const { minor, currency } = booking.amount;
    const why = `receipt ${booking.receiptNumber} booked ${minor} instead of ${due.minor} ${currency}`;
    try {
      store.markForStaff(sessionId, why);
    } catch (cause) {
      log.error({ sessionId, why, cause: String(cause) }, 'the store refused a note for staff');
    }
  }

  /** What became of a settlement order: still open at the terminal, booked, or not to be told from here. */
  async function lookUp(key: string, hold: Hold, due: Money): Promise<SettlementOutput | 'still_open'> {
    const open = await terminal.listOpenPreAuthorizations();
    if (!open.ok) return open;
    if (isAnother(terminal, hold)) return err({ code: 'out_of_service', hostCode: 'other terminal' });
    if (open.value.receipts.includes(hold.receiptNumber)) return 'still_open';
    // It may be open behind the one that was named: asked again later.
    if (!open.value.complete) return err({ code: 'out_of_service', hostCode: 'list incomplete' });
    const last = await terminal.lastBooking();
    if (!last.ok) return last;
    if (last.value && last.value.amount.minor === due.minor && !isKnownBooking(last.value)) {
      store.recordOutcome(key, { result: 'booked', booking: last.value });
      store.confirmOrder(key);
      return ok(last.value);
    }
    const detail = `receipt ${hold.receiptNumber} is no longer open and no booking of ours was found`;
    return err({ code: 'unclear', detail });
  }

  /** Whether the journal names it: the terminal's last transaction may be another hold, or its settlement. */
  function isKnownBooking({ traceNumber }: Booking): boolean {
    return store.holds().some(({ sessionId, hold }) => {
      const orders = [store.order(`${sessionId}:capture`), store.order(`${sessionId}:reverse`)];
      const booked = orders.flatMap((order) => (order?.outcome?.result === 'booked' ? [order.outcome.booking] : []));
      return [hold, ...booked].some((known) => known.traceNumber === traceNumber);
    });
  }

  function record(
    kind: OrderKind,
    key: string,
    of: { sessionId: string; connectorId: number },
    amount: Money,
    holdReceiptNumber: string | null,
  ): void {
    store.recordIntent({ key, kind, sessionId: of.sessionId, connectorId: of.connectorId, amount, holdReceiptNumber });
  }

  function refuse(key: string, error: TerminalError): void {
    const hostCode = 'hostCode' in error ? error.hostCode : null;
    store.recordOutcome(key, { result: 'refused', code: error.code, hostCode });
  }

  return {
    preAuthorize,
    capture: (row: Settling) => settle('capture', row),
    reverse: (row: Settling) => settle('reverse', row),
    /** To be called when the terminal has come (back): later orders wait for it. */
    onTerminalUp: (): Promise<void> => reconciliation.onTerminalUp(),
    /** Staff settled a hold elsewhere: what the terminal still holds of it is to be freed. */
    freeSettled: (): Promise<void> => reconciliation.onTerminalUp(),
    stop: (): void => reconciliation.stop(),
  };
}
export type Orders = ReturnType<typeof createOrders>;

/** The bytes left, and no answer came or could be kept: only the terminal's own books can tell. */
const isOutcomeUnknown = (error: TerminalError): boolean =>
  (error.code === 'link_lost' && error.orderSent) ||
  error.code === 'garbled' ||
  error.code === 'not_stored' ||
  (error.code === 'timed_out' && error.waitedFor === 'host');

/** A reversal that left something charged has not released the hold, whatever the terminal calls it. */
function concluded(kind: 'capture' | 'reverse', booking: Booking): SettlementOutput {
  const { minor, currency } = booking.amount;
  if (kind === 'capture' || minor === 0) return ok(booking);
  const detail = `reversal ${booking.receiptNumber} was booked with ${minor} ${currency} (minor units)`;
  return err({ code: 'unclear', detail });
}
