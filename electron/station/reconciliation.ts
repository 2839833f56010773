import type { Money } from '../../machines/money.ts';
import type { CardTerminal, Hold, OpenList } from '../../machines/ports/cardTerminal.ts';
import { backOffMs } from '../../machines/settlement.machine.ts';
import type { HoldRow, OrderIntent, Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';
import type { Mutex } from './mutex.ts';

/** Whether another terminal stands where the one of this hold stood: its lists and numbers say nothing of it. */
export const isAnother = ({ terminalId }: CardTerminal, hold: Pick<Hold, 'terminalId'>): boolean =>
  terminalId !== '' && hold.terminalId !== '' && terminalId !== hold.terminalId;

/** Session of orders for holds that belong to none we know. */
const STRANGER = 'stranger';

/**
 * Holds the journal against the terminal's list of open pre-authorizations, the only witness of what stands when an
 * answer or an acknowledgement was lost. Orders under way (`inFlight`) are left alone: they know better.
 */
export function createReconciliation(deps: {
  store: Store;
  terminal: CardTerminal;
  clock: Clock;
  /** How long to wait before a comparison that could not be completed is tried again. */
  config: Pick<Config['payment'], 'settlementRetryMinMs' | 'settlementRetryMaxMs'>;
  log: StationLog;
  /** What this station sets aside, in the currency it sells in. */
  holdAmount: Money;
  inFlight: ReadonlySet<string>;
  /** Kept from settlement orders and their look-up while it compares and gives back. */
  oneAtATime: Mutex;
  /** After each comparison that was completed or saw the terminal's list: what was found may have to be settled. */
  onComplete: () => void;
}) {
  const { store, terminal, clock, config, log, inFlight } = deps;
  const waiting = new Set<() => void>();
  let done: Promise<void> = Promise.resolve();
  let failures = 0;
  let cancelRetry: (() => void) | null = null;
  let stopped = false;
  /** The terminal has just come (back): it may be another one, or hold what the journal never knew. */
  let thorough = false;
  /** The comparison under way has seen the terminal's list. */
  let listed = false;

  const atRest = ({ key }: OrderIntent) => !inFlight.has(key);
  const unanswered = () => store.unansweredOrders().filter((order) => order.kind === 'preAuthorize' && atRest(order));
  const unsure = () => store.unconfirmedOrders().filter(({ intent }) => atRest(intent));

  async function compare(): Promise<boolean> {
    listed = false;
    const open = unanswered();
    const doubted = unsure();
    if (open.length === 0 && doubted.length === 0 && !thorough) return true;
    let again = thorough;
    // Whoever asks for it from here on means the next list.
    thorough = false;
    try {
      const list = await terminal.listOpenPreAuthorizations();
      if (!list.ok) {
        log.warn({ error: list.error }, 'cannot compare with the terminal yet');
        return false;
      }
      listed = true;
      const told = doubted.map(({ intent, outcome }) => decide(intent, outcome, list.value));
      const isComplete = (await giveBackStrangers(open, list.value)) && !told.includes(false);
      // There may be more behind what was named: looked at again when that is settled.
      if (isComplete && list.value.complete) again = false;
      return isComplete;
    } finally {
      thorough ||= again;
    }
  }

  /**
   * An approval stands while its receipt is open; a booking stands when it no longer is. False: this list cannot tell.
   */
  function decide(intent: OrderIntent, outcome: ReturnType<typeof unsure>[number]['outcome'], open: OpenList): boolean {
    const receiptNumber = outcome.result === 'approved' ? outcome.hold.receiptNumber : intent.holdReceiptNumber;
    const isOpen = receiptNumber !== null && open.receipts.includes(receiptNumber);
    // Settled since: only an approval that stood can be.
    const state = outcome.result === 'approved' ? store.hold(intent.sessionId)?.state : null;
    const wasSettled = state === 'captured' || state === 'released';
    const hold = outcome.result === 'approved' ? outcome.hold : (store.hold(intent.sessionId)?.hold ?? null);
    if (!wasSettled && hold && isAnother(terminal, hold)) {
      leave(intent, hold);
      return true;
    }
    if (!wasSettled && !isOpen && !open.complete) {
      log.warn({ key: intent.key, receiptNumber }, 'the terminal does not name all that is open: in doubt');
      return false;
    }
    if (wasSettled || isOpen === (outcome.result === 'approved')) store.confirmOrder(intent.key);
    else {
      log.warn({ key: intent.key, receiptNumber }, 'the terminal has taken the outcome back');
      store.undoOrder(intent.key, isOpen ? 'the pre-authorization is still open' : 'the terminal holds nothing');
    }
    return true;
  }

  /**
   * The terminal that could tell is gone. One that never heard our acknowledgement takes back what it did; whether it
   * came to that is for a person, who can ask the acquirer.
   */
  function leave({ key, kind, sessionId, amount }: OrderIntent, { receiptNumber, terminalId }: Hold): void {
    const why = `receipt ${receiptNumber} of terminal ${terminalId}: whether its ${kind} of ${amount.minor} ${amount.currency} (minor units) stands, only the acquirer knows`;
    log.error({ key, terminalId, now: terminal.terminalId }, 'another terminal has come: an order stays in doubt');
    // A driver who has gone on with it owes what is due of it: that must not be forgotten.
    if (kind === 'preAuthorize' && store.session(sessionId)) store.confirmOrder(key);
    else store.undoOrder(key, 'another terminal has come');
    if (kind !== 'preAuthorize') store.markForStaff(sessionId, why);
  }

  /**
   * Open pre-authorizations that nobody here knows are given back: of an order whose approval never reached us, or of a
   * journal that was lost. False: there may be more behind what the list names.
   */
  async function giveBackStrangers(orders: readonly OrderIntent[], open: OpenList): Promise<boolean> {
    const here = store.openHolds().filter(({ hold }) => !isAnother(terminal, hold));
    const ours = new Set(here.map(({ hold }) => hold.receiptNumber));
    const strangers = open.receipts.filter((number) => !ours.has(number)).map(strangerOf);
    const fresh = strangers.filter(({ begun, settled }) => !begun && !settled);
    const [asked] = orders;
    // Which of them is whose does not matter as long as all were asked for alike.
    const alike = (amount: Money | undefined) => orders.every((order) => isSame(order.amount, amount));
    const isKnown = fresh.length <= orders.length && alike(asked?.amount);
    const amountOf = (stranger: Stranger): Money | null => {
      if (!stranger.settled) return isKnown && fresh.includes(stranger) ? (asked?.amount ?? null) : null;
      const { amount } = stranger.settled.hold;
      // An order without an answer that none of the fresh ones is of may have been given this one's number.
      return fresh.length >= orders.length || alike(amount) ? amount : null;
    };
    let allGone = true;
    for (const stranger of strangers) {
      const askedBy = fresh.includes(stranger) ? asked : undefined;
      allGone = (await giveBack(stranger, askedBy, amountOf(stranger))) && allGone;
    }
    if (!allGone) return false;
    // Ours may be open behind the one that was named.
    if (!open.complete && (orders.length > 0 || strangers.length > 0)) return false;
    for (const { key } of orders)
      store.recordOutcome(key, { result: 'refused', code: 'never_answered', hostCode: null });
    return true;
  }

  /** `begun`: the order it was found and not yet given back by. `settled`: staff settled it elsewhere. */
  type Stranger = {
    readonly receiptNumber: string;
    readonly begun: OrderIntent | null;
    readonly settled: HoldRow | null;
  };

  /** Receipt numbers come again after 9999: the newest is the one that is meant. */
  function strangerOf(receiptNumber: string): Stranger {
    const begun = store
      .unansweredOrders()
      .find((order) => order.sessionId === STRANGER && order.holdReceiptNumber === receiptNumber);
    const [newest] = store.holdsCalled(receiptNumber).filter(({ hold }) => !isAnother(terminal, hold));
    return { receiptNumber, begun: begun ?? null, settled: newest?.outside ? newest : null };
  }

  async function giveBack(
    { receiptNumber, begun, settled }: Stranger,
    askedBy: OrderIntent | undefined,
    amount: Money | null,
  ): Promise<boolean> {
    const { holdAmount } = deps;
    const sessionId = askedBy?.sessionId ?? STRANGER;
    const newKey = askedBy ? `${askedBy.key}:orphan:${receiptNumber}` : `${STRANGER}:${receiptNumber}:${clock.now()}`;
    const key = begun?.key ?? newKey;
    if (!store.order(key))
      store.recordIntent({
        key,
        kind: 'reverse',
        sessionId,
        connectorId: askedBy?.connectorId ?? 0,
        amount: { minor: 0, currency: holdAmount.currency },
        holdReceiptNumber: receiptNumber,
      });
    if (askedBy) log.warn({ receiptNumber, sessionId }, 'giving back a pre-authorization whose approval never arrived');
    else if (settled)
      log.warn({ receiptNumber, sessionId: settled.sessionId }, 'freeing a pre-authorization that was settled outside');
    else
      log.error({ receiptNumber }, 'the terminal holds a pre-authorization the journal does not know: giving it back');
    const reversed = await terminal.reverse({
      hold: { receiptNumber, amount },
      reference: sessionId,
      store: (booking) => {
        if (booking.amount.minor !== 0)
          log.error({ key, receiptNumber, booking }, 'the terminal booked a reversal with an amount');
        store.recordOutcome(key, { result: 'booked', booking });
      },
    });
    if (reversed.ok) store.confirmOrder(key);
    else if (reversed.error.code === 'nothing_open') {
      const { code, hostCode } = reversed.error;
      store.recordOutcome(key, { result: 'refused', code, hostCode });
    } else {
      log.error({ receiptNumber, error: reversed.error }, 'could not give it back yet');
      return false;
    }
    return true;
  }

  /** One comparison at a time. A failed one is made up for when the terminal is back, or after a pause if it never went. */
  function run(): Promise<void> {
    rest();
    done = done
      .then(() => deps.oneAtATime(compare))
      .then((complete) => {
        if (stopped) return;
        // What was decided of the others need not wait for the one that cannot be.
        if (listed || complete) deps.onComplete();
        if (!complete) return tryLater();
        failures = 0;
        for (const wake of waiting) wake();
        waiting.clear();
      })
      .catch((cause) => {
        log.error({ cause: String(cause) }, 'the comparison with the terminal failed');
        tryLater();
      });
    return done;
  }

  function tryLater(): void {
    rest();
    if (stopped) return;
    failures += 1;
    const inMs = backOffMs(failures, config.settlementRetryMinMs, config.settlementRetryMaxMs);
    cancelRetry = clock.at(clock.now() + inMs, () => void run());
  }

  function rest(): void {
    cancelRetry?.();
    cancelRetry = null;
  }

  return {
    run,
    /** What stood in front of others in a list that names but one is settled. */
    onSettled(): void {
      if (thorough) void run();
    },
    onTerminalUp(): Promise<void> {
      thorough = true;
      return run();
    },
    stop(): void {
      stopped = true;
      rest();
    },
    /** The comparison under way; what is ordered after it knows where money stands. */
    get done(): Promise<void> {
      return done;
    },
    /** Waits for a complete comparison, which may take until the terminal is back; an abort ends the wait. */
    next(signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
        void run();
      });
    },
  };
}

const isSame = (a: Money, b: Money | undefined): boolean => a.minor === b?.minor && a.currency === b.currency;
