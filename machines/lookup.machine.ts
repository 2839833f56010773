import { assign, fromPromise, setup } from 'xstate';
import type { LookupTrouble } from './findView.ts';
import type { CardRead, TerminalError, TerminalPrompt } from './ports/cardTerminal.ts';
import type { ReceiptView } from './receiptView.ts';
import type { Result } from './result.ts';

/** An earlier receipt, found by the card that paid it or by its number and amount. Lives as long as the screen shows it. */

export type ReceiptKey = { readonly number: number; readonly amountMinor: number };
/** `taken`: somebody pays or stops at the reader, and goes first. */
export type LookupReading = Result<CardRead, TerminalError | { readonly code: 'taken' }>;
/** A miss does not tell whether there is such a receipt; after several, no try counts for a while. */
export type LookupAnswer = Result<ReceiptView, 'noMatch' | 'tooManyTries'>;

export type LookupContext = {
  readonly prompt: TerminalPrompt;
  readonly trouble: LookupTrouble | null;
  readonly read: CardRead | null;
  readonly asked: ReceiptKey | null;
  /** Newest first; of one card alone. */
  readonly found: readonly ReceiptView[];
  readonly shown: ReceiptView | null;
};

export type LookupEvent =
  | { type: 'FIND_BY_CARD' }
  | { type: 'FIND_BY_NUMBER' }
  | { type: 'FIND_NUMBER'; number: number; amountMinor: number }
  | { type: 'FIND_CHOOSE'; sessionId: string }
  | { type: 'FIND_BACK' }
  | { type: 'TERMINAL_PROMPT'; prompt: TerminalPrompt }
  /** Somebody at a cable wants the reader. */
  | { type: 'GIVE_WAY' };

const unplugged = (name: string) => (): never => {
  throw new Error(`${name} is provided by the station`);
};

/** What a driver reads when no card came of it. */
function troubleOf(reading: LookupReading): LookupTrouble | null {
  if (reading.ok) return null;
  const { code } = reading.error;
  return code === 'timed_out' ? 'noCard' : code === 'taken' || code === 'cancelled' ? 'readerTaken' : 'readerAway';
}

const because = (trouble: LookupTrouble | null) => ({ type: 'because' as const, params: { trouble } });
const back = { target: 'choosing' as const, actions: because(null) };

export const lookupMachine = setup({
  types: { context: {} as LookupContext, events: {} as LookupEvent },
  actors: {
    readCard: fromPromise<LookupReading, { onPrompt: (prompt: TerminalPrompt) => void }>(unplugged('readCard')),
    findByCard: fromPromise<readonly ReceiptView[], { read: CardRead }>(unplugged('findByCard')),
    findByNumber: fromPromise<LookupAnswer, ReceiptKey>(unplugged('findByNumber')),
  },
  actions: { because: assign({ trouble: (_, { trouble }: { trouble: LookupTrouble | null }) => trouble }) },
  guards: { severalFound: ({ context }) => context.found.length > 1 },
}).createMachine({
  id: 'lookup',
  initial: 'choosing',
  context: { prompt: 'wait', trouble: null, read: null, asked: null, found: [], shown: null },
  states: {
    choosing: {
      description: 'By card, or by number and amount?',
      entry: assign({ read: null, asked: null, found: [], shown: null }),
      on: { FIND_BY_CARD: 'reading', FIND_BY_NUMBER: { target: 'entering', actions: because(null) } },
    },
    reading: {
      description: 'The card is only recognised: no money moves. Whoever pays goes first.',
      entry: assign({ prompt: 'wait', trouble: null }),
      invoke: {
        id: 'readCard',
        src: 'readCard',
        input: ({ self }) => ({ onPrompt: (prompt) => self.send({ type: 'TERMINAL_PROMPT', prompt }) }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'matching',
            actions: assign({ read: ({ event }) => (event.output.ok ? event.output.value : null) }),
          },
          { target: 'choosing', actions: assign({ trouble: ({ event }) => troubleOf(event.output) }) },
        ],
        onError: { target: 'choosing', actions: because('readerAway') },
      },
      on: {
        TERMINAL_PROMPT: { actions: assign({ prompt: ({ event }) => event.prompt }) },
        GIVE_WAY: { target: 'choosing', actions: because('readerTaken') },
        FIND_BACK: back,
      },
    },
    matching: {
      invoke: {
        id: 'findByCard',
        src: 'findByCard',
        input: ({ context }) => ({ read: readOf(context) }),
        onDone: [
          {
            guard: ({ event }) => event.output.length > 1,
            target: 'listed',
            actions: assign({ found: ({ event }) => event.output }),
          },
          {
            guard: ({ event }) => event.output.length === 1,
            target: 'shown',
            actions: assign({ shown: ({ event }) => event.output[0] ?? null }),
          },
          { target: 'choosing', actions: because('cardUnknown') },
        ],
        onError: { target: 'choosing', actions: because('readerAway') },
      },
    },
    listed: {
      description: 'The last receipts of that card.',
      entry: assign({ shown: null }),
      on: {
        FIND_CHOOSE: {
          guard: ({ context, event }) => context.found.some(({ sessionId }) => sessionId === event.sessionId),
          target: 'shown',
          actions: assign({
            shown: ({ context, event }) => context.found.find(({ sessionId }) => sessionId === event.sessionId) ?? null,
          }),
        },
        FIND_BACK: back,
      },
    },
    entering: {
      description: 'Number and amount, as they stand on the paper. Which of them is wrong is not told.',
      on: {
        FIND_NUMBER: {
          target: 'checking',
          actions: assign({ asked: ({ event: { number, amountMinor } }) => ({ number, amountMinor }) }),
        },
        FIND_BACK: back,
      },
    },
    checking: {
      invoke: {
        id: 'findByNumber',
        src: 'findByNumber',
        input: ({ context }) => askedOf(context),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'shown',
            actions: assign({ shown: ({ event }) => (event.output.ok ? event.output.value : null) }),
          },
          {
            target: 'entering',
            actions: assign({ trouble: ({ event }) => (event.output.ok ? null : event.output.error) }),
          },
        ],
        onError: { target: 'entering', actions: because('noMatch') },
      },
    },
    shown: {
      on: { FIND_BACK: [{ guard: 'severalFound', target: 'listed' }, back] },
    },
  },
});

/** A machine that asks without having been told is wrong, and says so. */
function readOf({ read }: LookupContext): CardRead {
  if (!read) throw new Error('no card was read');
  return read;
}
function askedOf({ asked }: LookupContext): ReceiptKey {
  if (!asked) throw new Error('no number was entered');
  return asked;
}
