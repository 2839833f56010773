import { assign, not } from 'xstate';
import { authorize } from './charge.authorize.ts';
import { charging } from './charge.charging.ts';
import { type ChargeContext, finalReading, initialContext } from './charge.model.ts';
import { plug } from './charge.plug.ts';
import {
  because,
  charge,
  driversWait,
  ends,
  sessionOf,
  staysWhileTouched,
  unavailableFor,
  wait,
} from './charge.setup.ts';

/** Changes with the shape of states or context: a snapshot of another version is not restored but recovered. */
export const CHARGE_VERSION = '9';

/** Idle time begins with the end: of an outage before it nothing is to be taken off. */
const sinceTheEnd = ({ context, event }: { context: ChargeContext; event: { atMs: number } }): number | null =>
  context.outOfTouchSinceMs === null ? null : event.atMs;

/** A cable known to be out before the end was told has not stood there. */
const noLaterThanTheEnd = ({ context, event }: { context: ChargeContext; event: { atMs: number } }): number | null =>
  context.unpluggedAtMs === null ? null : event.atMs;

/** A reading that comes through while the link is down is followed by nothing: it must not pass for being in touch. */
const heard = {
  meterHeard: ({ context }: { context: ChargeContext }): boolean => context.meterHeard || context.controllerUp,
  controllerSilent: ({ context }: { context: ChargeContext }): boolean =>
    context.controllerSilent && !context.controllerUp,
};

/** One connector: idle → authorize → plug → charging → receipt, and unavailable. It decides; the devices obey. */
export const chargeMachine = charge.createMachine({
  id: 'charge',
  initial: 'idle',
  context: ({ input }) => initialContext(input),
  // What the world tells is kept wherever the driver is; states look at the facts, so a fact told twice or late is harmless.
  on: {
    DEADLINE_SET: {
      actions: assign({
        deadlines: ({ context, event }) => ({ ...context.deadlines, [event.name]: event.atMs }),
        extensions: ({ context, event }) => ({ ...context.extensions, [event.name]: event.extensions }),
      }),
    },
    UNHURRIED: { actions: assign({ unhurried: ({ event }) => event.on }) },
    OUT_OF_TOUCH: {
      actions: assign({
        outOfTouchSinceMs: ({ context, event }) => context.outOfTouchSinceMs ?? event.atMs,
        meterHeard: false,
        // What flows in an outage before anybody is authorized is nobody's, and must not become the next one's.
        meterBefore: ({ context }) => (context.idToken === null ? null : context.meterBefore),
      }),
    },
    IN_TOUCH: {
      // What still comes over a link that counts as lost says nothing of the time until it is back.
      guard: ({ context }) => context.controllerUp,
      actions: assign({
        outOfTouchSinceMs: null,
        unwatched: ({ context: { outOfTouchSinceMs, finishedAtMs, unpluggedAtMs, unwatched }, event }) =>
          outOfTouchSinceMs === null || finishedAtMs === null || unpluggedAtMs !== null
            ? unwatched
            : [...unwatched, { fromMs: outOfTouchSinceMs, untilMs: event.atMs }],
      }),
    },
    VEHICLE_CONNECTED: {
      actions: assign({
        vehicleConnected: true,
        // After the charge only IN_TOUCH ends an outage, for it says how much of it is not to be paid.
        outOfTouchSinceMs: ({ context }) =>
          context.controllerUp && context.finishedAtMs === null ? null : context.outOfTouchSinceMs,
      }),
    },
    VEHICLE_DISCONNECTED: {
      actions: assign({
        vehicleConnected: false,
        mustUnplug: false,
        // Only the car that charged: another one's leaving would end an idle fee before it begins.
        unpluggedAtMs: ({ context, event }) =>
          context.meterStart === null ? null : (context.unpluggedAtMs ?? context.outOfTouchSinceMs ?? event.atMs),
        outOfTouchSinceMs: null,
      }),
    },
    AVAILABILITY: {
      actions: assign({
        enabled: ({ event }) => event.enabled,
        reserved: ({ event }) => event.reserved,
        faults: ({ event }) => event.faults,
      }),
    },
    CONTROLLER_LINK: { actions: assign({ controllerUp: ({ event }) => event.up }) },
    TERMINAL_LINK: { actions: assign({ terminalUp: ({ event }) => event.up }) },
    TERMINAL_PROMPT: { actions: assign({ prompt: ({ event }) => event.prompt }) },
    HANDSHAKE: { actions: assign({ phase: ({ event }) => event.phase }) },
    VEHICLE: {
      actions: assign({
        socPercent: ({ context, event }) => event.socPercent ?? context.socPercent,
        fullAtMs: ({ context, event }) => event.fullAtMs ?? context.fullAtMs,
      }),
    },
    METER: [
      {
        // A register never runs backwards: a lower reading is another meter's or a late one.
        guard: ({ context, event }) =>
          context.meterLast !== null &&
          context.meterEnd === null &&
          event.reading.energyWh >= context.meterLast.energyWh,
        actions: assign({ meterLast: ({ event }) => event.reading, ...heard }),
      },
      {
        guard: ({ context: { idToken, meterBefore }, event }) =>
          idToken === null &&
          (meterBefore === null ||
            meterBefore.meterId !== event.reading.meterId ||
            meterBefore.energyWh <= event.reading.energyWh),
        actions: assign({ meterBefore: ({ event }) => event.reading, ...heard }),
      },
      { actions: assign(heard) },
    ],
    PRICE_CHANGED: {
      guard: 'transactionOpen',
      actions: assign({ priceMarks: ({ context, event }) => [...context.priceMarks, ...event.marks] }),
    },
    TRANSACTION_FINISHED: {
      guard: ({ context, event }) =>
        context.meterStart !== null &&
        context.meterEnd === null &&
        (event.controllerSessionId === '' || event.controllerSessionId === context.controllerSessionId),
      actions: assign({
        meterEnd: ({ context, event }) => finalReading(context, event.meter),
        meterBefore: ({ context, event }) => finalReading(context, event.meter),
        finishedAtMs: ({ event }) => event.atMs,
        unpluggedAtMs: noLaterThanTheEnd,
        outOfTouchSinceMs: sinceTheEnd,
        signedStart: ({ event }) => event.signedStart,
        signed: ({ event }) => event.signed,
        endReason: ({ context, event }) => context.endReason ?? event.endReason,
      }),
    },
    TRANSACTION_LOST: {
      guard: 'transactionOpen',
      actions: [
        assign({
          finishedAtMs: ({ event }) => event.atMs,
          unpluggedAtMs: noLaterThanTheEnd,
          outOfTouchSinceMs: sinceTheEnd,
          meterBefore: ({ context }) => (context.meterHeard ? context.meterLast : null),
        }),
        'endWithLastReading',
        ends('controllerLost'),
      ],
    },
    RESUME: [
      {
        guard: ({ context, event }) => context.session === null && event.facts.meterStart !== null,
        target: '.plug.handshake',
        actions: [assign(({ event }) => event.facts), assign({ vehicleConnected: true, meterHeard: false })],
      },
      {
        guard: ({ context }) => context.session === null,
        target: '.plug.withdrawing',
        actions: [assign(({ event }) => event.facts), assign({ meterHeard: false }), because('stationError')],
      },
    ],
    BILLED: {
      guard: ({ context }) => context.session !== null,
      target: '.receipt.issuing',
      actions: 'endWithLastReading',
    },
    SETTLEMENT: {
      guard: ({ context, event }) => context.session?.sessionId === event.sessionId,
      actions: assign({ settled: ({ event }) => event.settled }),
    },
  },
  states: {
    idle: {
      description: 'Nobody pays here now, and nothing is held.',
      entry: 'clearSession',
      initial: 'free',
      always: { guard: 'outOfUse', target: 'unavailable' },
      states: {
        free: {
          always: [
            { guard: 'mustUnplug', target: 'vehicleLeft' },
            { guard: 'vehicleConnected', target: 'vehicleWaiting' },
          ],
          on: { SELECT: '#charge.authorize' },
        },
        vehicleWaiting: {
          description: 'Plugged in before paying.',
          always: { guard: not('vehicleConnected'), target: 'free' },
          on: { SELECT: '#charge.authorize' },
        },
        vehicleLeft: {
          description: 'The last car is still connected.',
          always: { guard: not('vehicleConnected'), target: 'free' },
        },
      },
    },
    authorize,
    plug,
    charging,
    receipt: {
      description: 'The final account: settled for what the meter says, or given back.',
      initial: 'deciding',
      states: {
        deciding: { always: [{ guard: 'energyDelivered', target: 'issuing' }, { target: 'releasing' }] },
        issuing: {
          description: 'Receipt and what is due are written as one, then settlement goes its own way.',
          invoke: {
            id: 'issueReceipt',
            src: 'issueReceipt',
            input: ({ context }) => ({ context }),
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: 'shown',
                actions: assign({ receipt: ({ event }) => (event.output.ok ? event.output.value : null) }),
              },
              { target: 'issuingLater' },
            ],
            onError: 'issuingLater',
          },
        },
        issuingLater: { invoke: wait('retry'), on: { 'DEADLINE.retry': 'issuing' } },
        releasing: {
          always: { guard: not('leftATrace'), target: 'released' },
          invoke: {
            id: 'recordRelease',
            src: 'recordRelease',
            input: ({ context }) => ({ session: sessionOf(context), reason: context.fault ?? 'stationError' }),
            onDone: [{ guard: ({ event }) => event.output.ok, target: 'released' }, { target: 'releasingLater' }],
            onError: 'releasingLater',
          },
        },
        releasingLater: { invoke: wait('retry'), on: { 'DEADLINE.retry': 'releasing' } },
        shown: {
          invoke: driversWait('receipt'),
          on: {
            ...staysWhileTouched('receipt'),
            DONE: '#charge.idle',
            'DEADLINE.receipt': '#charge.idle',
          },
        },
        released: {
          description: 'Nothing was charged: why, and where the money is.',
          invoke: driversWait('released'),
          on: { ...staysWhileTouched('released'), DONE: '#charge.idle', 'DEADLINE.released': '#charge.idle' },
        },
      },
    },
    unavailable: {
      description: 'Nobody can start here; says why.',
      entry: 'clearSession',
      initial: 'deciding',
      always: { guard: not('outOfUse'), target: 'idle' },
      states: {
        deciding: {
          always: [
            { guard: unavailableFor('emergencyStop'), target: 'emergencyStop' },
            { guard: unavailableFor('fault'), target: 'fault' },
            { guard: unavailableFor('controllerAway'), target: 'controllerAway' },
            { guard: unavailableFor('disabled'), target: 'disabled' },
            { guard: unavailableFor('reserved'), target: 'reserved' },
          ],
        },
        emergencyStop: { always: { guard: not(unavailableFor('emergencyStop')), target: 'deciding' } },
        fault: { always: { guard: not(unavailableFor('fault')), target: 'deciding' } },
        controllerAway: { always: { guard: not(unavailableFor('controllerAway')), target: 'deciding' } },
        disabled: { always: { guard: not(unavailableFor('disabled')), target: 'deciding' } },
        reserved: { always: { guard: not(unavailableFor('reserved')), target: 'deciding' } },
      },
    },
  },
});
