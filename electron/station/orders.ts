import type { Money } from '../../machines/money.ts';
import type { Booking, CardTerminal, Hold, TerminalError, TerminalPrompt } from '../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { SettlementOutput } from '../../machines/settlement.machine.ts';
import type { OrderKind, Store } from '../store/store.ts';
import type { StationLog } from './log.ts';

/**
 * Orders that move money, journal first: the intent is written before the first byte, the outcome before the terminal
 * is told "received". A key names an order for ever: repeated, it answers with the first outcome, and an order whose
 * answer never came is looked up at the terminal instead of being sent again.
 */
export function createOrders({ store, terminal, log }: { store: Store; terminal: CardTerminal; log: StationLog }) {
  /** Nothing new is ordered until what an earlier run or a broken link left open is known. */
  let reconciled: Promise<void> = Promise.resolve();

  async function preAuthorize(
    order: {
      sessionId: string;
      connectorId: number;
      attempt: number;
      amount: Money;
      onPrompt: (prompt: TerminalPrompt) => void;
    },
    signal: AbortSignal,
  ): Promise<Result<Hold, TerminalError>> {
    const key = `${order.sessionId}:preAuthorize:${order.attempt}`;
    const known = store.order(key);
    if (known?.outcome?.result === 'approved') return ok(known.outcome.hold);
    if (known) {
      // Sent by an earlier run: whatever the terminal holds that we do not know is given back, never used.
      await reconcile();
      return err({ code: 'link_lost', orderSent: true });
    }
    await reconciled;
    if (signal.aborted) return err({ code: 'cancelled' });
    record('preAuthorize', key, order, order.amount, null);
    const result = await terminal.preAuthorize(
      {
        amount: order.amount,
        reference: order.sessionId,
        onPrompt: order.onPrompt,
        store: (hold) => store.recordOutcome(key, { result: 'approved', hold }),
      },
      signal,
    );
    if (result.ok || isOutcomeUnknown(result.error)) return result;
    refuse(key, result.error);
    return result;
  }

  const capture = (row: { sessionId: string; connectorId: number; hold: Hold; due: Money }) => settle('capture', row);
  const reverse = (row: { sessionId: string; connectorId: number; hold: Hold; due: Money }) => settle('reverse', row);

  async function settle(
    kind: 'capture' | 'reverse',
    { sessionId, connectorId, hold, due }: { sessionId: string; connectorId: number; hold: Hold; due: Money },
  ): Promise<SettlementOutput> {
    const key = `${sessionId}:${kind}`;
    const known = store.order(key);
    if (known?.outcome?.result === 'booked') return ok(known.outcome.booking);
    await reconciled;
    if (known) {
      // Asked before, answer unknown: only a hold the terminal still has open may be ordered again.
      const found = await lookUp(key, hold, due);
      if (found !== 'still_open') return found;
    } else record(kind, key, { sessionId, connectorId }, due, hold.receiptNumber);

    const order = {
      hold,
      amount: due,
      reference: sessionId,
      store: (booking: Booking) => store.recordOutcome(key, { result: 'booked', booking }),
    };
    const result = kind === 'capture' ? await terminal.capture(order) : await terminal.reverse(order);
    if (result.ok) {
      if (result.value.amount.minor !== due.minor)
        log.error(
          { sessionId, key, due, booked: result.value.amount },
          'the terminal booked another amount than was due',
        );
      return result;
    }
    if (result.error.code !== 'nothing_open') return result;
    const found = await lookUp(key, hold, due);
    return found === 'still_open' ? result : found;
  }

  /** What became of a settlement order: still open at the terminal, booked, or not to be told from here. */
  async function lookUp(key: string, hold: Hold, due: Money): Promise<SettlementOutput | 'still_open'> {
    const open = await terminal.listOpenPreAuthorizations();
    if (!open.ok) return open;
    if (open.value.includes(hold.receiptNumber)) return 'still_open';
    const last = await terminal.lastBooking();
    if (!last.ok) return last;
    if (last.value && last.value.amount.minor === due.minor && !isKnownBooking(last.value)) {
      store.recordOutcome(key, { result: 'booked', booking: last.value });
      return ok(last.value);
    }
    return err({
      code: 'unclear',
      detail: `receipt ${hold.receiptNumber} is no longer open and no booking of ours was found`,
    });
  }

  function isKnownBooking(booking: Booking): boolean {
    return store
      .holds()
      .flatMap(({ sessionId }) => [store.order(`${sessionId}:capture`), store.order(`${sessionId}:reverse`)])
      .some(
        (order) => order?.outcome?.result === 'booked' && order.outcome.booking.traceNumber === booking.traceNumber,
      );
  }

  /**
   * Compares the terminal's open pre-authorizations with the journal: one that nobody here knows is given back (its
   * approval never reached us), and every pre-authorization without an answer is closed as refused.
   */
  async function reconcile(): Promise<void> {
    const unanswered = store.unansweredOrders().filter((order) => order.kind === 'preAuthorize');
    if (unanswered.length === 0) return;
    const open = await terminal.listOpenPreAuthorizations();
    if (!open.ok) return log.warn({ error: open.error }, 'cannot compare with the terminal yet');
    const ours = new Set(store.openHolds().map((row) => row.hold.receiptNumber));
    for (const receiptNumber of open.value.filter((number) => !ours.has(number))) {
      const first = unanswered[0];
      if (!first) break;
      const key = `${first.key}:orphan:${receiptNumber}`;
      record('reverse', key, first, { minor: 0, currency: first.amount.currency }, receiptNumber);
      log.warn(
        { receiptNumber, sessionId: first.sessionId },
        'giving back a pre-authorization whose approval never arrived',
      );
      const reversed = await terminal.reverse({
        hold: { receiptNumber, amount: first.amount },
        reference: first.sessionId,
        store: (booking) => store.recordOutcome(key, { result: 'booked', booking }),
      });
      if (!reversed.ok && reversed.error.code !== 'nothing_open')
        return log.error({ receiptNumber, error: reversed.error }, 'could not give it back yet');
    }
    for (const order of unanswered)
      store.recordOutcome(order.key, { result: 'refused', code: 'never_answered', hostCode: null });
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
    store.recordOutcome(key, {
      result: 'refused',
      code: error.code,
      hostCode: 'hostCode' in error ? error.hostCode : null,
    });
  }

  return {
    preAuthorize,
    capture,
    reverse,
    /** To be called when the terminal has come (back): later orders wait for it. */
    onTerminalUp(): Promise<void> {
      reconciled = reconcile().catch((cause) => log.error({ cause: String(cause) }, 'reconciling failed'));
      return reconciled;
    },
  };
}
export type Orders = ReturnType<typeof createOrders>;

/** The bytes left and no answer came: only the terminal's own books can tell. */
const isOutcomeUnknown = (error: TerminalError): boolean =>
  (error.code === 'link_lost' && error.orderSent) ||
  error.code === 'garbled' ||
  (error.code === 'timed_out' && error.waitedFor === 'host');
