import { and, assign, not } from 'xstate';
import { faultOfHold, faultOfKey, faultOfTerminal } from './charge.faultOf.ts';
import {
  because,
  charge,
  driversWait,
  idTokenOf,
  keyOf,
  longestWait,
  mayTakeLonger,
  sessionOf,
  staysWhileTouched,
  wait,
} from './charge.setup.ts';

/** Price first, then the card, then the hold or the key's check; nothing flows before it is written down. */
export const authorize = charge.createStateConfig({
  description: 'Price first, then the card; approved money or a known key leads on.',
  initial: 'priceShown',
  states: {
    priceShown: {
      invoke: driversWait('priceShown'),
      always: { guard: 'outOfUse', target: '#charge.unavailable' },
      on: {
        ...staysWhileTouched('priceShown'),
        START: [
          { guard: 'terminalUp', target: 'opening' },
          { target: 'declined', actions: because('terminalAway') },
        ],
        SET_BUDGET: { guard: 'budgetFits', target: 'priceShown', reenter: true, actions: 'setBudget' },
        CANCEL: '#charge.idle',
        'DEADLINE.priceShown': '#charge.idle',
      },
    },
    opening: {
      invoke: {
        id: 'openSession',
        src: 'openSession',
        onDone: { target: 'reading', actions: assign({ session: ({ event }) => event.output }) },
        onError: { target: 'declined', actions: because('stationError') },
      },
    },
    reading: {
      description: 'One present step for bank card, phone and charging key.',
      entry: assign({ prompt: 'wait', read: null, fault: null }),
      initial: 'awaitingTurn',
      always: { guard: 'outOfUse', target: '#charge.unavailable' },
      invoke: {
        id: 'readCard',
        src: 'readCard',
        input: ({ context }) => ({ timeoutMs: longestWait(context, 'presentCard') }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value.kind === 'bankCard',
            target: 'placingHold',
            actions: assign({ read: ({ event }) => (event.output.ok ? event.output.value : null) }),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'checkingKey',
            actions: assign({ read: ({ event }) => (event.output.ok ? event.output.value : null) }),
          },
          {
            target: 'declined',
            actions: assign({
              fault: ({ event }) => (event.output.ok ? null : faultOfTerminal(event.output.error)),
            }),
          },
        ],
        onError: { target: 'declined', actions: because('stationError') },
      },
      on: { CANCEL: '#charge.idle' },
      states: {
        awaitingTurn: {
          description: 'The other connector has the terminal.',
          invoke: wait('turn'),
          on: {
            'DEADLINE.turn': { target: '#charge.authorize.declined', actions: because('terminalAway') },
            TERMINAL_PROMPT: [
              {
                guard: ({ event }) => event.prompt === 'presentCard',
                target: 'presentCard',
                actions: assign({ prompt: ({ event }) => event.prompt }),
              },
              { actions: assign({ prompt: ({ event }) => event.prompt }) },
            ],
          },
        },
        presentCard: {
          invoke: driversWait('presentCard'),
          on: {
            ...mayTakeLonger('presentCard'),
            'DEADLINE.presentCard': { target: '#charge.authorize.declined', actions: because('cardTimeout') },
          },
        },
      },
    },
    placingHold: {
      description: 'Money is moving: cancelling waits for the answer and then gives it back.',
      entry: assign({ cancelled: false, attempt: ({ context }) => context.attempt + 1, prompt: 'wait' }),
      always: {
        guard: and(['outOfUse', not('cancelled')]),
        actions: [assign({ cancelled: true }), because('connectorFault'), 'abortTerminalOrder'],
      },
      invoke: {
        id: 'preAuthorize',
        src: 'preAuthorize',
        input: ({ context }) => ({
          session: sessionOf(context),
          attempt: context.attempt,
          amount: context.settings.holdAmount,
        }),
        onDone: [
          {
            guard: ({ context, event }) => event.output.ok && context.cancelled,
            target: '#charge.receipt.releasing',
            actions: assign({
              hold: ({ event }) => (event.output.ok ? event.output.value : null),
              paidBy: 'bankCard',
              settled: { state: 'held', captured: null },
            }),
          },
          {
            guard: ({ context, event }) => event.output.ok && faultOfHold(context, event.output.value) !== null,
            target: '#charge.receipt.releasing',
            actions: assign({
              fault: ({ context, event }) => (event.output.ok ? faultOfHold(context, event.output.value) : null),
              hold: ({ event }) => (event.output.ok ? event.output.value : null),
              paidBy: 'bankCard',
              settled: { state: 'held', captured: null },
            }),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'recordingAuthorization',
            actions: assign({
              hold: ({ event }) => (event.output.ok ? event.output.value : null),
              paidBy: 'bankCard',
              idToken: ({ context }) => ({ kind: 'bankCard', value: sessionOf(context).sessionId }),
              settled: { state: 'held', captured: null },
            }),
          },
          { guard: 'cancelled', target: '#charge.idle' },
          {
            target: 'declined',
            actions: assign({
              fault: ({ event }) => (event.output.ok ? null : faultOfTerminal(event.output.error)),
            }),
          },
        ],
        onError: { target: 'declined', actions: because('stationError') },
      },
      on: {
        CANCEL: {
          guard: not('cancelled'),
          actions: [assign({ cancelled: true }), because('cancelledByDriver'), 'abortTerminalOrder'],
        },
      },
    },
    checkingKey: {
      always: { guard: 'outOfUse', target: '#charge.unavailable' },
      invoke: {
        id: 'checkKey',
        src: 'checkKey',
        input: ({ context }) => ({ uid: keyOf(context) }),
        onDone: [
          {
            guard: ({ event }) => event.output.status === 'accepted' && event.output.needsPin,
            target: 'secondFactor',
            actions: 'useKey',
          },
          {
            guard: ({ event }) => event.output.status === 'accepted',
            target: 'recordingAuthorization',
            actions: 'useKey',
          },
          {
            target: 'declined',
            actions: assign({
              fault: ({ event }) => faultOfKey(event.output),
            }),
          },
        ],
        onError: { target: 'declined', actions: because('stationError') },
      },
      on: { CANCEL: '#charge.idle' },
    },
    secondFactor: {
      description: 'The account asks for its PIN.',
      invoke: driversWait('secondFactor'),
      always: { guard: 'outOfUse', target: '#charge.unavailable' },
      initial: 'entering',
      on: {
        ...staysWhileTouched('secondFactor'),
        CANCEL: '#charge.idle',
        'DEADLINE.secondFactor': { target: 'declined', actions: because('cardTimeout') },
      },
      states: {
        entering: { on: { ENTER_PIN: 'checking' } },
        checking: {
          invoke: {
            id: 'checkPin',
            src: 'checkPin',
            input: ({ context, event }) => ({
              uid: keyOf(context),
              pin: event.type === 'ENTER_PIN' ? event.pin : '',
            }),
            onDone: [
              { guard: ({ event }) => event.output, target: '#charge.authorize.recordingAuthorization' },
              {
                guard: 'pinTriesLeft',
                target: 'entering',
                actions: assign({ pinTries: ({ context }) => context.pinTries + 1 }),
              },
              { target: '#charge.authorize.declined', actions: because('secondFactorWrong') },
            ],
            onError: { target: '#charge.authorize.declined', actions: because('stationError') },
          },
        },
      },
    },
    recordingAuthorization: {
      description: 'Written down before any energy may flow.',
      invoke: {
        id: 'recordAuthorization',
        src: 'recordAuthorization',
        input: ({ context }) => ({
          session: sessionOf(context),
          paidBy: context.paidBy ?? 'chargingKey',
          idToken: idTokenOf(context),
          budget: context.budget,
          register: context.meterBefore,
        }),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: '#charge.plug' },
          { guard: 'holdsMoney', target: '#charge.receipt.releasing', actions: because('notRecorded') },
          { target: 'declined', actions: because('notRecorded') },
        ],
        onError: { target: '#charge.receipt.releasing', actions: because('stationError') },
      },
    },
    declined: {
      description: 'Why, and what to do next. Nothing is held.',
      entry: assign({ read: null, idToken: null, paidBy: null, pinTries: 0, cancelled: false }),
      invoke: driversWait('declined'),
      always: { guard: 'outOfUse', target: '#charge.unavailable' },
      on: {
        ...staysWhileTouched('declined'),
        TRY_AGAIN: { guard: 'terminalUp', target: 'opening' },
        CANCEL: '#charge.idle',
        'DEADLINE.declined': '#charge.idle',
      },
    },
  },
});
