import { assign, fromCallback, raise, setup, stateIn } from 'xstate';
import { type Speech, silent } from './accessView.ts';
import { lookupMachine } from './lookup.machine.ts';
import { UNHURRIED_TIMES } from './moreTime.ts';

/** What the one screen shows: which connector's story, in which language, and whether anybody is still there. */

export type KioskDeadline = 'absent' | 'question' | 'rest';

export type KioskInput = {
  readonly languages: readonly string[];
  readonly absentMs: number;
  readonly questionMs: number;
  /** Away this long: the panel rests. 0: never. */
  readonly restMs: number;
};

export type KioskContext = KioskInput & {
  readonly connectorId: number | null;
  readonly language: string;
  readonly largeText: boolean;
  readonly highContrast: boolean;
  readonly lowReach: boolean;
  /** What this visitor asked the help desk; null: nothing. */
  readonly caseNumber: number | null;
  /** Counts those who have come and gone: whatever one of them left open or typed belongs to no other. */
  readonly visit: number;
  /** This visitor wants more time everywhere. */
  readonly unhurried: boolean;
  readonly speech: Speech;
  /** When the question "still there?" ends the visit; null while it is not asked. */
  readonly absentBy: number | null;
};

export type KioskEvent =
  | { type: 'TOUCH' }
  | { type: 'SHOW_CONNECTOR'; connectorId: number }
  | { type: 'SHOW_ALL' }
  /** Somebody wants the receipt of an earlier charge. */
  | { type: 'OPEN_FIND' }
  /** A connector has gone back to idle: nothing more to show of it. */
  | { type: 'CONNECTOR_RESTS'; connectorId: number }
  /** Something happened at a connector that its driver wants to see; never takes the screen from another driver. */
  | { type: 'CONNECTOR_CALLS'; connectorId: number }
  | { type: 'SET_LANGUAGE'; language: string }
  | { type: 'SET_LARGE_TEXT'; on: boolean }
  | { type: 'SET_HIGH_CONTRAST'; on: boolean }
  | { type: 'SET_LOW_REACH'; on: boolean }
  | { type: 'SET_UNHURRIED'; on: boolean }
  | { type: 'SET_SPEECH'; speech: Speech }
  /** A headphone was plugged in or pulled out. */
  | { type: 'HEADPHONE'; plugged: boolean }
  | { type: 'OPEN_HELP' }
  | { type: 'CLOSE_HELP' }
  | { type: 'CASE_FILED'; caseNumber: number }
  | { type: 'OPEN_ACCESS' }
  | { type: 'CLOSE_ACCESS' }
  | { type: 'OPEN_LANGUAGES' }
  | { type: 'CLOSE_LANGUAGES' }
  | { type: 'LEFT' }
  | { type: 'DEADLINE_SET'; name: KioskDeadline; atMs: number }
  | { type: 'DEADLINE.absent' }
  | { type: 'DEADLINE.question' }
  | { type: 'DEADLINE.rest' };

export type KioskDeadlineInput = { readonly name: KioskDeadline; readonly spanMs: number };

const longer = (spanMs: number, { unhurried }: KioskContext): number => spanMs * (unhurried ? UNHURRIED_TIMES : 1);

const unplugged = (): never => {
  throw new Error('deadline is provided by the station');
};

/** The first language of the config is the station's own: the screen returns to it after each visit. */
const ownLanguage = (input: KioskInput): string => input.languages[0] ?? 'en';

/** How the next driver finds the screen. */
const asFound = (input: KioskInput) => ({
  language: ownLanguage(input),
  largeText: false,
  highContrast: false,
  lowReach: false,
  caseNumber: null,
  unhurried: false,
  speech: silent,
});

export const kioskMachine = setup({
  types: {
    input: {} as KioskInput,
    context: {} as KioskContext,
    events: {} as KioskEvent,
    children: {} as { lookup: 'lookup' },
  },
  actors: { deadline: fromCallback<KioskEvent, KioskDeadlineInput>(unplugged), lookup: lookupMachine },
  guards: {
    neverRests: ({ context }) => context.restMs === 0,
    knownLanguage: ({ context }, { language }: { language: string }) => context.languages.includes(language),
  },
}).createMachine({
  id: 'kiosk',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    ...asFound(input),
    connectorId: null,
    visit: 0,
    absentBy: null,
  }),
  states: {
    place: {
      initial: 'attract',
      states: {
        attract: {
          description: 'All connectors, prices and languages.',
          entry: assign({ connectorId: null }),
          on: {
            SHOW_CONNECTOR: { target: 'connector', actions: assign({ connectorId: ({ event }) => event.connectorId }) },
            CONNECTOR_CALLS: {
              target: 'connector',
              actions: assign({ connectorId: ({ event }) => event.connectorId }),
            },
            OPEN_FIND: 'find',
          },
        },
        find: {
          description: 'An earlier receipt is looked for; whatever was found is forgotten on the way out.',
          invoke: { id: 'lookup', src: 'lookup' },
          on: { SHOW_ALL: 'attract', LEFT: 'attract' },
        },
        connector: {
          description: "One connector's story.",
          on: {
            SHOW_CONNECTOR: { actions: assign({ connectorId: ({ event }) => event.connectorId }) },
            CONNECTOR_RESTS: {
              guard: ({ context, event }) => context.connectorId === event.connectorId,
              target: 'attract',
            },
            SHOW_ALL: 'attract',
            LEFT: 'attract',
          },
        },
      },
    },
    help: {
      initial: 'closed',
      states: {
        closed: { on: { OPEN_HELP: 'open' } },
        open: {
          on: {
            CLOSE_HELP: 'closed',
            LEFT: 'closed',
            CASE_FILED: { actions: assign({ caseNumber: ({ event }) => event.caseNumber }) },
          },
        },
      },
    },
    access: {
      description: 'The sheet on which a driver makes the screen easier to read, hear and reach.',
      initial: 'closed',
      states: {
        closed: { on: { OPEN_ACCESS: 'open' } },
        open: { on: { CLOSE_ACCESS: 'closed', OPEN_HELP: 'closed', LEFT: 'closed' } },
      },
    },
    languages: {
      initial: 'closed',
      states: {
        closed: { on: { OPEN_LANGUAGES: 'open' } },
        open: {
          description: 'All languages of the station, by their own names.',
          on: {
            SET_LANGUAGE: {
              guard: { type: 'knownLanguage', params: ({ event }) => ({ language: event.language }) },
              target: 'closed',
            },
            CLOSE_LANGUAGES: 'closed',
            LEFT: 'closed',
          },
        },
      },
    },
    visitor: {
      initial: 'away',
      on: {
        TOUCH: '.here',
        SHOW_CONNECTOR: '.here',
        // Here and not at the root: a region that takes an event hides it from the root.
        SET_LANGUAGE: {
          guard: { type: 'knownLanguage', params: ({ event }) => ({ language: event.language }) },
          target: '.here',
          actions: assign({ language: ({ event }) => event.language }),
        },
        SET_LARGE_TEXT: { target: '.here', actions: assign({ largeText: ({ event }) => event.on }) },
        SET_HIGH_CONTRAST: { target: '.here', actions: assign({ highContrast: ({ event }) => event.on }) },
        SET_LOW_REACH: { target: '.here', actions: assign({ lowReach: ({ event }) => event.on }) },
        SET_UNHURRIED: { target: '.here', actions: assign({ unhurried: ({ event }) => event.on }) },
        SET_SPEECH: { target: '.here', actions: assign({ speech: ({ event }) => event.speech }) },
        HEADPHONE: {
          target: '.here',
          actions: assign({ speech: ({ context, event }) => ({ ...context.speech, on: event.plugged }) }),
        },
        OPEN_HELP: '.here',
        OPEN_ACCESS: '.here',
        OPEN_LANGUAGES: '.here',
        OPEN_FIND: '.here',
      },
      states: {
        away: {
          description: "The screen is the next driver's: the station's own language, nothing open.",
          entry: assign(({ context }) => ({ ...asFound(context), visit: context.visit + 1 })),
          initial: 'awake',
          states: {
            awake: {
              always: { guard: 'neverRests', target: 'sleepless' },
              invoke: {
                id: 'rest',
                src: 'deadline',
                input: ({ context }) => ({ name: 'rest' as const, spanMs: context.restMs }),
              },
              on: {
                'DEADLINE.rest': [
                  { guard: stateIn({ place: 'attract' }), target: 'resting' },
                  { target: 'awake', reenter: true },
                ],
              },
            },
            resting: {
              description: 'The panel is spared: dim, with prices and free cables only.',
              on: { CONNECTOR_CALLS: 'awake' },
            },
            sleepless: {},
          },
        },
        here: {
          entry: assign({ absentBy: null }),
          invoke: {
            id: 'absent',
            src: 'deadline',
            input: ({ context }) => ({ name: 'absent' as const, spanMs: longer(context.absentMs, context) }),
          },
          on: {
            // Where nothing of the visitor's is on the screen there is nothing to ask.
            'DEADLINE.absent': [
              { guard: stateIn({ place: 'attract' }), target: 'away', actions: raise({ type: 'LEFT' }) },
              { target: 'asking' },
            ],
          },
        },
        asking: {
          description: '"Still there?"',
          invoke: {
            id: 'question',
            src: 'deadline',
            input: ({ context }) => ({ name: 'question' as const, spanMs: longer(context.questionMs, context) }),
          },
          on: {
            DEADLINE_SET: { actions: assign({ absentBy: ({ event }) => event.atMs }) },
            'DEADLINE.question': { target: 'away', actions: raise({ type: 'LEFT' }) },
          },
          exit: assign({ absentBy: null }),
        },
      },
    },
  },
});
