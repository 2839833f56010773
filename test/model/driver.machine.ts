import { assign, setup } from 'xstate';

/** What a driver can do with one connector, and what the screen has to show then. No clock, no device: only the story. */

export type DriverContext = {
  readonly plugged: boolean;
  readonly paid: 'card' | 'key' | null;
  readonly refused: boolean;
};
export type DriverEvent = {
  type:
    | 'SELECT'
    | 'PLUG_FIRST'
    | 'CONTINUE'
    | 'CANCEL'
    | 'TAP_CARD'
    | 'TAP_KEY'
    | 'TAP_REFUSED_CARD'
    | 'TAP_UNKNOWN_KEY'
    | 'TRY_AGAIN'
    | 'PLUG_IN'
    | 'STOP_WITH_CODE'
    | 'STOP_WITH_CARD'
    | 'CAR_STOPS'
    | 'EMERGENCY_STOP'
    | 'UNPLUG'
    | 'DONE';
};

export const driverMachine = setup({
  types: { context: {} as DriverContext, events: {} as DriverEvent },
  guards: {
    plugged: ({ context }) => context.plugged,
    /** Once is enough: a driver who is refused for ever is no other story. */
    notYetRefused: ({ context }) => !context.refused,
  },
  actions: {
    plug: assign({ plugged: true }),
    unplug: assign({ plugged: false }),
    payWithCard: assign({ paid: 'card' }),
    payWithKey: assign({ paid: 'key' }),
    isRefused: assign({ refused: true }),
  },
}).createMachine({
  id: 'driver',
  initial: 'attract',
  context: { plugged: false, paid: null, refused: false },
  states: {
    attract: { on: { SELECT: 'price', PLUG_FIRST: { target: 'price', actions: 'plug' } } },
    price: { on: { CONTINUE: 'present', CANCEL: 'gone' } },
    present: {
      on: {
        TAP_CARD: [
          { guard: 'plugged', target: 'charging', actions: 'payWithCard' },
          { target: 'plug', actions: 'payWithCard' },
        ],
        TAP_KEY: [
          { guard: 'plugged', target: 'charging', actions: 'payWithKey' },
          { target: 'plug', actions: 'payWithKey' },
        ],
        TAP_REFUSED_CARD: { guard: 'notYetRefused', target: 'declined', actions: 'isRefused' },
        TAP_UNKNOWN_KEY: { guard: 'notYetRefused', target: 'declined', actions: 'isRefused' },
        CANCEL: 'gone',
      },
    },
    declined: { on: { TRY_AGAIN: 'present', CANCEL: 'gone' } },
    plug: { on: { PLUG_IN: { target: 'charging', actions: 'plug' }, CANCEL: 'released' } },
    charging: {
      on: {
        STOP_WITH_CODE: 'finished',
        STOP_WITH_CARD: 'finished',
        CAR_STOPS: 'finished',
        EMERGENCY_STOP: 'receipt',
        UNPLUG: { target: 'receipt', actions: 'unplug' },
      },
    },
    finished: { on: { UNPLUG: { target: 'receipt', actions: 'unplug' } } },
    receipt: { on: { DONE: 'gone' } },
    released: { on: { DONE: 'gone' } },
    gone: { type: 'final' },
  },
});
