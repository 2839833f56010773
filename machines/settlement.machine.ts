import { assign, fromCallback, fromPromise, setup } from 'xstate';
import { isZero, type Money } from './money.ts';
import type { Booking, Hold, TerminalError } from './ports/cardTerminal.ts';
import type { Result } from './result.ts';

/**
 * One hold on its way to its end, independent of any screen: captured once for what is due, or released. It keeps
 * nothing of its own: after a restart it goes on from what the journal knows, and the order's key makes that harmless.
 */

export type SettlementInput = {
  readonly sessionId: string;
  readonly hold: Hold;
  /** What stays charged; 0 releases the whole hold. */
  readonly due: Money;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** What the journal knows of earlier runs: failed tries, when the last of them was and what it met. */
  readonly attempts: number;
  readonly triedAtMs: number | null;
  readonly lastError: string | null;
};

/** `triedAtMs`: the last try of an earlier run, from which the pause is counted; null once this run has tried. */
export type SettlementContext = SettlementInput & { readonly captured: Money | null };

export type SettlementEvent = { type: 'TERMINAL_UP' } | { type: 'RETRY' } | { type: 'DEADLINE.retry' };

export type SettlementOutput = Result<Booking, TerminalError | { readonly code: 'unclear'; readonly detail: string }>;
/** `sinceMs` is where the span begins; without it, now. */
export type SettlementDeadline = { readonly name: 'retry'; readonly spanMs: number; readonly sinceMs?: number };

const missing = (name: string) => (): never => {
  throw new Error(`${name} is provided by the station`);
};

/** 5 s, 10 s, 20 s … up to the longest wait. */
export const backOffMs = (attempts: number, minMs: number, maxMs: number): number =>
  Math.min(maxMs, minMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));

/** With the failure that was just assigned. */
const noteFailure = {
  type: 'noteFailure' as const,
  params: ({ context }: { context: SettlementContext }) => ({ error: context.lastError ?? '' }),
};

export const settlementMachine = setup({
  types: { input: {} as SettlementInput, context: {} as SettlementContext, events: {} as SettlementEvent },
  actors: {
    deadline: fromCallback<SettlementEvent, SettlementDeadline>(missing('deadline')),
    capture: fromPromise<SettlementOutput, SettlementInput>(missing('capture')),
    reverse: fromPromise<SettlementOutput, SettlementInput>(missing('reverse')),
  },
  actions: {
    /** Tells the store, and with it the staff's list, why this hold is still open. */
    noteFailure: (_, _params: { error: string }) => {},
    askStaff: (_, _params: { error: string }) => {},
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
  },
  guards: {
    nothingDue: ({ context }) => isZero(context.due),
    triedBefore: ({ context }) => context.triedAtMs !== null,
    /** Its coming back is a reason to try again at once; a bank that could not is no better for it. */
    terminalWasAway: ({ context }) => ['link_lost', 'timed_out', 'garbled'].includes(failureCode(context.lastError)),
  },
}).createMachine({
  id: 'settlement',
  initial: 'held',
  context: ({ input }) => ({ ...input, captured: null }),
  states: {
    held: {
      always: [
        { guard: 'triedBefore', target: 'waiting' },
        { guard: 'nothingDue', target: 'releasing' },
        { target: 'capturing' },
      ],
    },
    capturing: {
      entry: 'countAttempt',
      invoke: {
        id: 'capture',
        src: 'capture',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'captured',
            actions: assign({ captured: ({ event }) => (event.output.ok ? event.output.value.amount : null) }),
          },
          {
            guard: ({ event }) => !event.output.ok && event.output.error.code === 'unclear',
            target: 'staff',
            actions: assign({ lastError: ({ event }) => errorOf(event.output) }),
          },
          { target: 'waiting', actions: [assign({ lastError: ({ event }) => errorOf(event.output) }), noteFailure] },
        ],
        onError: {
          target: 'waiting',
          actions: [assign({ lastError: ({ event }) => String(event.error) }), noteFailure],
        },
      },
    },
    releasing: {
      entry: 'countAttempt',
      invoke: {
        id: 'reverse',
        src: 'reverse',
        input: ({ context }) => context,
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'released' },
          {
            guard: ({ event }) => !event.output.ok && event.output.error.code === 'unclear',
            target: 'staff',
            actions: assign({ lastError: ({ event }) => errorOf(event.output) }),
          },
          { target: 'waiting', actions: [assign({ lastError: ({ event }) => errorOf(event.output) }), noteFailure] },
        ],
        onError: {
          target: 'waiting',
          actions: [assign({ lastError: ({ event }) => String(event.error) }), noteFailure],
        },
      },
    },
    waiting: {
      description: 'The terminal or the bank could not; tried again after a pause, for as long as it takes.',
      exit: assign({ triedAtMs: null }),
      invoke: {
        id: 'retry',
        src: 'deadline',
        input: ({ context }) => ({
          name: 'retry' as const,
          spanMs: backOffMs(context.attempts, context.retryMinMs, context.retryMaxMs),
          ...(context.triedAtMs !== null && { sinceMs: context.triedAtMs }),
        }),
      },
      on: { 'DEADLINE.retry': 'held', TERMINAL_UP: { guard: 'terminalWasAway', target: 'held' }, RETRY: 'held' },
    },
    staff: {
      description: 'No order can tell any more what happened: a person looks at the two books, and so do we.',
      entry: { type: 'askStaff', params: ({ context }) => ({ error: context.lastError ?? '' }) },
      on: { TERMINAL_UP: 'held', RETRY: 'held' },
    },
    captured: { type: 'final' },
    released: { type: 'final' },
  },
});

/** "declined 91" → "declined": what a failure is called, without what else is known of it. */
export const failureCode = (error: string | null): string => error?.split(/[: ]/, 1)[0] ?? '';

function errorOf(output: SettlementOutput): string {
  if (output.ok) return '';
  const { error } = output;
  return 'detail' in error
    ? `${error.code}: ${error.detail}`
    : 'hostCode' in error
      ? `${error.code} ${error.hostCode}`
      : error.code;
}
