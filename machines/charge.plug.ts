import { and, assign, not } from 'xstate';
import { faultOfController } from './charge.faultOf.ts';
import { because, charge, driversWait, idTokenOf, mayTakeLonger, sessionOf, wait, waitAnew } from './charge.setup.ts';

/** From authorized to energy; whatever goes wrong here takes the authorization back first. */
export const plug = charge.createStateConfig({
  description: 'Authorized: the cable goes in and car and charger agree.',
  on: {
    TRANSACTION_STARTED: {
      guard: ({ context }) => context.meterStart === null,
      actions: assign({
        controllerSessionId: ({ event }) => event.controllerSessionId,
        meterStart: ({ event }) => event.meter,
        meterLast: ({ event }) => event.meter,
        meterBefore: null,
        vehicleConnected: true,
      }),
    },
  },
  initial: 'authorizing',
  states: {
    authorizing: {
      invoke: {
        id: 'authorizeEvse',
        src: 'authorizeEvse',
        input: ({ context }) => ({ evse: context.evse, idToken: idTokenOf(context) }),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'awaitingCable' },
          {
            target: 'withdrawing',
            actions: assign({
              fault: ({ event }) => (event.output.ok ? null : faultOfController(event.output.error)),
            }),
          },
        ],
        onError: { target: 'withdrawing', actions: because('stationError') },
      },
      always: [
        { guard: 'emergencyStopped', target: 'withdrawing', actions: because('emergencyStop') },
        { guard: 'broken', target: 'withdrawing', actions: because('connectorFault') },
      ],
      on: {
        CANCEL: { target: 'withdrawing', actions: because('cancelledByDriver') },
        CHARGING_STARTED: {
          guard: 'transactionOpen',
          target: '#charge.charging',
          actions: assign({ energySinceMs: ({ event }) => event.atMs }),
        },
      },
    },
    awaitingCable: {
      invoke: driversWait('plugIn'),
      always: [
        { guard: 'emergencyStopped', target: 'withdrawing', actions: because('emergencyStop') },
        { guard: 'broken', target: 'withdrawing', actions: because('connectorFault') },
        { guard: 'transactionEnded', target: 'withdrawing', actions: 'becauseItEnded' },
        { guard: 'vehicleConnected', target: 'handshake' },
      ],
      on: {
        ...mayTakeLonger('plugIn'),
        CANCEL: { target: 'withdrawing', actions: because('cancelledByDriver') },
        DEAUTHORIZED: { target: 'withdrawing', actions: because('plugTimeout') },
        'DEADLINE.plugIn': { target: 'withdrawing', actions: because('plugTimeout') },
      },
    },
    handshake: {
      invoke: wait('handshake'),
      always: [
        { guard: 'emergencyStopped', target: 'withdrawing', actions: because('emergencyStop') },
        { guard: 'broken', target: 'withdrawing', actions: because('connectorFault') },
        { guard: 'mayPlugAgain', target: 'cameOut' },
        { guard: 'transactionEnded', target: 'withdrawing', actions: 'becauseItEnded' },
        { guard: not('vehicleConnected'), target: 'withdrawing', actions: because('cableRemoved') },
      ],
      on: {
        CHARGING_STARTED: {
          guard: 'transactionOpen',
          target: '#charge.charging',
          actions: assign({ energySinceMs: ({ event }) => event.atMs }),
        },
        CANCEL: { target: 'withdrawing', actions: because('cancelledByDriver') },
        DEAUTHORIZED: { target: 'withdrawing', actions: because('carRefused') },
        'DEADLINE.handshake': { target: 'withdrawing', actions: because('handshakeTimeout') },
      },
    },
    cameOut: {
      description: 'The cable came out before anything flowed: the hold stays, and it may be plugged in again.',
      initial: 'ending',
      always: [
        { guard: 'emergencyStopped', target: 'withdrawing', actions: because('emergencyStop') },
        { guard: 'broken', target: 'withdrawing', actions: because('connectorFault') },
        { guard: 'energyDelivered', target: 'withdrawing', actions: because('cableRemoved') },
      ],
      on: { CANCEL: { target: 'withdrawing', actions: because('cancelledByDriver') } },
      exit: 'forgetIfEmpty',
      states: {
        ending: {
          description: 'Only the controller can say that its transaction is over, and that nothing flowed.',
          invoke: wait('withdraw'),
          always: [
            { guard: not('transactionOpen'), target: 'recording' },
            { guard: 'controllerAway', target: '#charge.plug.withdrawing', actions: because('cableRemoved') },
          ],
          on: {
            'DEADLINE.withdraw': { target: '#charge.plug.withdrawing', actions: because('cableRemoved') },
          },
        },
        recording: {
          invoke: {
            id: 'recordNoCharge',
            src: 'recordNoCharge',
            input: ({ context }) => ({ session: sessionOf(context) }),
            onDone: [
              {
                guard: ({ context, event }) => event.output.ok && context.controllerUp,
                target: '#charge.plug.authorizing',
                actions: 'forgetTransaction',
              },
              { target: '#charge.plug.withdrawing', actions: because('cableRemoved') },
            ],
            onError: { target: '#charge.plug.withdrawing', actions: because('stationError') },
          },
        },
      },
    },
    withdrawing: {
      description:
        'The authorization is taken back first, so that no energy can follow the money home; what flowed unheard the meter shows.',
      initial: 'asking',
      invoke: [wait('withdraw'), waitAnew('meter')],
      on: {
        // With a transaction open the connector may still give energy: only its end, or a long silence, says how much.
        // With the controller away, or silent though nobody has missed it yet, a reading heard before is no word on now.
        'DEADLINE.withdraw': {
          guard: and(['meterHeard', not('controllerSilent'), not('transactionOpen'), not('controllerAway')]),
          target: '#charge.receipt',
        },
        'DEADLINE.meter': { target: '#charge.receipt', actions: 'endWithLastReading' },
      },
      states: {
        asking: {
          entry: assign({ controllerSilent: true }),
          exit: assign({ controllerSilent: false }),
          invoke: {
            id: 'withdrawEvse',
            src: 'withdraw',
            input: ({ context }) => ({ evse: context.evse, idToken: idTokenOf(context) }),
            onDone: [{ guard: 'transactionOpen', target: 'awaitingEnd' }, { target: 'awaitingMeter' }],
            onError: 'awaitingEnd',
          },
        },
        awaitingMeter: {
          description: 'The meter has to show that nothing flowed before the controller heard of it.',
          always: [
            { guard: 'transactionOpen', target: 'awaitingEnd' },
            { guard: 'transactionEnded', target: '#charge.receipt' },
          ],
          on: {
            METER: { guard: not('controllerAway'), target: '#charge.receipt', actions: assign({ meterHeard: true }) },
          },
        },
        awaitingEnd: {
          description: 'A transaction had begun: it is stopped, not only left without its authorization.',
          invoke: {
            id: 'stopWithdrawn',
            src: 'stopTransaction',
            input: ({ context }) => ({ evse: context.evse, reason: 'deauthorized' as const }),
          },
          always: { guard: 'transactionEnded', target: '#charge.receipt' },
        },
      },
    },
  },
});
