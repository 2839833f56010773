import { pino } from 'pino';
import { createActor, fromCallback, fromPromise } from 'xstate';
import { chargeMachine } from '../../machines/charge.machine.ts';
import { input, ready } from '../../machines/charge.samples.ts';
import type { Money } from '../../machines/money.ts';
import type { Booking, CardRead, CardTerminal, Hold, TerminalError } from '../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { Store } from '../store/store.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Clock } from './clock.ts';
import { type Config, parseConfig } from './config.ts';
import example from './example.config.json' with { type: 'json' };
import type { StationLog } from './log.ts';

/** What tests of the station speak in: a clock that is turned by hand, a terminal with a book and mishaps, a store that tells. */

export const eur = (minor: number): Money => ({ minor, currency: 'EUR' });
export const silent: StationLog = pino({ level: 'silent' });
/** Lets everything that only waits for promises happen. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The example station with fields changed: `exampleConfig({ payment: { holdMinor: 1000 } })`. */
export function exampleConfig(changes: Record<string, object> = {}): Config {
  const sections = Object.entries(changes).map(([name, change]) => [
    name,
    Array.isArray(change) ? change : { ...(example as Record<string, object>)[name], ...change },
  ]);
  const parsed = parseConfig({ ...example, ...Object.fromEntries(sections) });
  if (!parsed.ok) throw new Error(parsed.error.problems.join('\n'));
  return parsed.value;
}

/** A clock that stands until it is turned; what falls due on the way rings at its own instant, in order. */
export function createTestClock(startMs = 1_000_000) {
  let nowMs = startMs;
  const timers = new Set<{ atMs: number; readonly everyMs: number | null; readonly ring: () => void }>();
  const set = (timer: Parameters<typeof timers.add>[0]) => {
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const clock: Clock = {
    now: () => nowMs,
    at: (atMs, ring) => set({ atMs, everyMs: null, ring }),
    every: (everyMs, ring) => set({ atMs: nowMs + everyMs, everyMs, ring }),
  };
  return {
    ...clock,
    /** The instants at which something waits to be rung, soonest first. */
    due: () => [...timers].map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    async advance(ms: number): Promise<void> {
      const end = nowMs + ms;
      for (;;) {
        await settled();
        const [next] = [...timers].filter(({ atMs }) => atMs <= end).toSorted((a, b) => a.atMs - b.atMs);
        if (!next) break;
        nowMs = Math.max(nowMs, next.atMs);
        if (next.everyMs === null) timers.delete(next);
        else next.atMs += next.everyMs;
        next.ring();
      }
      nowMs = end;
    },
    /** The machine was off: time went by and nothing rang. */
    skip(ms: number): void {
      nowMs += ms;
      timers.clear();
    },
  };
}
export type TestClock = ReturnType<typeof createTestClock>;

export const visa: CardRead = {
  kind: 'bankCard',
  card: { brand: 'VISA', last4: '1111', entryMode: 'contactless' },
  token: 'T1',
};

/**
 * How an order goes wrong: `neverArrives` before anything is done, `answerLost` after it is done and before we hear,
 * `ackLost` after we heard, and the terminal undoes it, `endLost` after our acknowledgement, so that it stands.
 */
export type Mishap = 'neverArrives' | 'answerLost' | 'ackLost' | 'endLost' | 'declined' | 'bankAway' | 'away';
type MoneyOrder = 'preAuthorize' | 'capture' | 'reverse';

const lost = (orderSent: boolean) => err({ code: 'link_lost', orderSent } as const satisfies TerminalError);

/** A card terminal that keeps a book, answers at once, and fails as it is told. `calls` says what was asked, in order. */
export function createTestTerminal(calls: string[] = [], terminalId = '52500041') {
  const open = new Map<string, number>();
  const mishaps: Record<MoneyOrder | 'list' | 'endOfDay', Mishap[]> = {
    preAuthorize: [],
    capture: [],
    reverse: [],
    list: [],
    endOfDay: [],
  };
  const booked: { readonly of: string; readonly minor: number }[] = [];
  let last: Booking | null = null;
  let numbers = 0;
  let card: CardRead | null = null;
  let listsAll = true;
  let tooMuch = 0;
  /** So many bookings are in an end of day. */
  let closed = 0;
  let reading: ((read: CardRead) => void) | null = null;
  const next = (): string => String(++numbers).padStart(4, '0');

  function run<T>(
    kind: MoneyOrder,
    act: () => { readonly outcome: T; readonly undo: () => void },
    store: (outcome: T) => void,
  ): Result<T, TerminalError> {
    calls.push(kind);
    const mishap = mishaps[kind].shift();
    if (mishap === 'away') return lost(false);
    if (mishap === 'neverArrives') return lost(true);
    if (mishap === 'declined') return err({ code: 'declined', hostCode: '05', advice: 'otherCard' });
    if (mishap === 'bankAway') return err({ code: 'declined', hostCode: '6F', advice: 'bankUnreachable' });
    const { outcome, undo } = act();
    if (mishap === 'answerLost') return lost(true);
    try {
      store(outcome);
    } catch {
      undo();
      return err({ code: 'not_stored' });
    }
    if (mishap === 'ackLost') undo();
    return mishap === 'ackLost' || mishap === 'endLost' ? lost(true) : ok(outcome);
  }

  function settle(kind: 'capture' | 'reverse', receipt: string, amount: Money, store: (booking: Booking) => void) {
    const held = open.get(receipt);
    if (held === undefined) {
      calls.push(kind);
      return err({ code: 'nothing_open', hostCode: 'B8' } as const satisfies TerminalError);
    }
    return run<Booking>(
      kind,
      () => {
        const before = last;
        const minor = amount.minor + tooMuch;
        last = { receiptNumber: next(), traceNumber: `9${receipt}`, amount: { ...amount, minor } };
        open.delete(receipt);
        booked.push({ of: receipt, minor });
        const undo = () => {
          open.set(receipt, held);
          booked.pop();
          last = before;
        };
        return { outcome: last, undo };
      },
      store,
    );
  }

  const terminal: CardTerminal = {
    link: 'up',
    terminalId,
    start() {},
    stop: async () => {},
    readCard: ({ onPrompt }, signal) =>
      new Promise((resolve) => {
        calls.push('readCard');
        onPrompt('presentCard');
        signal.addEventListener('abort', () => resolve(err({ code: 'cancelled' })), { once: true });
        reading = (read) => resolve(ok(read));
        if (card) reading(card);
        card = null;
      }),
    async preAuthorize({ amount, store }) {
      const act = () => {
        const receiptNumber = next();
        open.set(receiptNumber, amount.minor);
        last = { receiptNumber, traceNumber: `1${receiptNumber}`, amount };
        const hold: Hold = {
          receiptNumber,
          traceNumber: `1${receiptNumber}`,
          terminalId,
          amount,
          authorizationNumber: '123456',
          card: { brand: 'VISA', last4: '1111', entryMode: 'contactless' },
          token: 'T1',
        };
        return { outcome: hold, undo: () => open.delete(receiptNumber) };
      };
      return run<Hold>('preAuthorize', act, store);
    },
    capture: async ({ hold, amount, mayBegin, store }) =>
      mayBegin?.() === false ? err({ code: 'cancelled' }) : settle('capture', hold.receiptNumber, amount, store),
    reverse: async ({ hold, mayBegin, store }) =>
      mayBegin?.() === false ? err({ code: 'cancelled' }) : settle('reverse', hold.receiptNumber, eur(0), store),
    async listOpenPreAuthorizations() {
      calls.push('list');
      if (mishaps.list.shift()) return lost(false);
      const receipts = [...open.keys()];
      return ok(
        listsAll ? { receipts, complete: true } : { receipts: receipts.slice(0, 1), complete: receipts.length === 0 },
      );
    },
    async lastBooking() {
      calls.push('lastBooking');
      return ok(last);
    },
    async endOfDay({ mayBegin, store }) {
      if (!mayBegin()) return err({ code: 'cancelled' });
      calls.push('endOfDay');
      if (open.size > 0) return err({ code: 'out_of_service', hostCode: 'pre-authorizations are open' });
      const mishap = mishaps.endOfDay.shift();
      if (mishap === 'away' || mishap === 'neverArrives') return lost(mishap === 'neverArrives');
      if (mishap === 'declined') return err({ code: 'declined', hostCode: '77', advice: 'staff' });
      const batch = booked.slice(closed).filter(({ minor }) => minor > 0);
      closed = booked.length;
      if (mishap === 'answerLost') return lost(true);
      const totals = { count: batch.length, total: eur(batch.reduce((sum, { minor }) => sum + minor, 0)), schemes: [] };
      store(totals);
      return ok(totals);
    },
    diagnosis: async () => ok(undefined),
    onNotice: () => () => {},
  };
  return {
    ...terminal,
    calls,
    open,
    booked,
    /** The next order of that kind goes wrong so. */
    fail: (kind: MoneyOrder | 'list' | 'endOfDay', ...how: Mishap[]) => mishaps[kind].push(...how),
    present(read: CardRead) {
      if (reading) reading(read);
      else card = read;
      reading = null;
    },
    /** It settles for that much more than it is told. */
    bookMore(minor: number) {
      tooMuch = minor;
    },
    /** Whether its list has all that is open, or only the oldest. */
    listAll(all: boolean) {
      listsAll = all;
    },
    /** Its receipt numbers go on after this one. */
    countFrom(number: number) {
      numbers = number;
    },
    /** Staff does something at the terminal itself. */
    byHand(receiptNumber: string, booking: Booking) {
      open.delete(receiptNumber);
      last = booking;
    },
  };
}
export type TestTerminal = ReturnType<typeof createTestTerminal>;

/** The same store; what it is asked to write goes to `calls` first. */
export function telling(store: Store, calls: string[]): Store {
  const told = ['recordIntent', 'recordOutcome', 'confirmOrder', 'undoOrder', 'recordDue', 'issueReceipt'] as const;
  const tell = (name: (typeof told)[number]) => ({
    [name]: (...args: never[]) => {
      calls.push(name);
      return (store[name] as (...args: never[]) => unknown)(...args);
    },
  });
  return Object.assign({ ...store }, ...told.map(tell)) as Store;
}

/** The machine of one connector without hands: it waits until it is sent its answers (`done('readCard', …)`). */
export function createIdleHandedCharge(connectorId = 1): ChargeActor {
  const never = fromPromise<never, never>(() => new Promise<never>(() => {}));
  const names = Object.keys(chargeMachine.implementations.actors);
  const actors = Object.fromEntries(names.map((name) => [name, name === 'deadline' ? fromCallback(() => {}) : never]));
  const machine = chargeMachine.provide({ actors: actors as object });
  const actor = createActor(machine, { input: { ...input, connectorId, evse: connectorId } }).start();
  for (const event of ready) actor.send(event);
  return actor as ChargeActor;
}
