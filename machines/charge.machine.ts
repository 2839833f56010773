import { and, assign, fromCallback, fromPromise, not, raise, setup } from 'xstate';
import {
  type AuthorizeInput,
  type ChargeContext,
  type ChargeEvent,
  type ChargeInput,
  CODE_TRIES,
  type ControllerOutput,
  cleared,
  type DeadlineInput,
  type DeadlineName,
  energyWh,
  faultOfController,
  faultOfEnd,
  faultOfTerminal,
  finalReading,
  initialContext,
  type KeyCheck,
  PIN_TRIES,
  type PreAuthorizeInput,
  type PreAuthorizeOutput,
  type ReadCardInput,
  type ReadCardOutput,
  type ReceiptInput,
  type ReceiptOutput,
  type RecordAuthorizationInput,
  type Session,
  type StopInput,
  type StoreOutput,
  sameCard,
  whyUnavailable,
} from './charge.model.ts';
import type { FaultCode } from './faults.ts';
import type { IdToken } from './ports/powerController.ts';
import type { EndReason, UnavailableReason } from './view.ts';

/** Changes with the shape of states or context: a snapshot of another version is not restored but recovered. */
export const CHARGE_VERSION = '1';

const missing = (name: string) => (): never => {
  throw new Error(`${name} is provided by the station`);
};

type Args = { context: ChargeContext };

/** A wait the driver or a device may use up: an absolute instant, kept in the context, so that a restart keeps it. */
const wait = (name: DeadlineName) => ({
  id: name,
  src: 'deadline' as const,
  input: ({ context }: Args): DeadlineInput => ({
    name,
    spanMs: context.settings.waits[name],
  }),
});
const because = (fault: FaultCode) => ({ type: 'because' as const, params: { fault } });
const ends = (reason: EndReason) => ({ type: 'ends' as const, params: { reason } });

/** A session was opened before any state that asks for it; without one the machine is wrong, and says so. */
function sessionOf(context: ChargeContext): Session {
  if (!context.session) throw new Error('no session is open');
  return context.session;
}
function idTokenOf(context: ChargeContext): IdToken {
  if (!context.idToken) throw new Error('nobody is authorized');
  return context.idToken;
}

function keyOf(context: ChargeContext): string {
  if (context.read?.kind !== 'chargingKey') throw new Error('no charging key was read');
  return context.read.uid;
}
const unavailableFor = (reason: UnavailableReason) => ({ type: 'unavailableFor' as const, params: { reason } });

const stopReasons = {
  driver: 'local',
  carFinished: 'carFinished',
  holdReached: 'limitReached',
  emergencyStop: 'emergency',
  fault: 'other',
  unplugged: 'other',
  controllerLost: 'other',
} as const satisfies Record<EndReason, StopInput['reason']>;

/** One connector: idle → authorize → plug → charging → receipt, and unavailable. It decides; the devices obey. */
export const chargeMachine = setup({
  types: { input: {} as ChargeInput, context: {} as ChargeContext, events: {} as ChargeEvent },
  actors: {
    deadline: fromCallback<ChargeEvent, DeadlineInput>(missing('deadline')),
    openSession: fromPromise<Session>(missing('openSession')),
    readCard: fromPromise<ReadCardOutput, ReadCardInput>(missing('readCard')),
    preAuthorize: fromPromise<PreAuthorizeOutput, PreAuthorizeInput>(missing('preAuthorize')),
    checkKey: fromPromise<KeyCheck, { uid: string }>(missing('checkKey')),
    checkPin: fromPromise<boolean, { uid: string; pin: string }>(missing('checkPin')),
    recordAuthorization: fromPromise<StoreOutput, RecordAuthorizationInput>(missing('recordAuthorization')),
    authorizeEvse: fromPromise<ControllerOutput, AuthorizeInput>(missing('authorizeEvse')),
    withdraw: fromPromise<ControllerOutput, AuthorizeInput>(missing('withdraw')),
    stopTransaction: fromPromise<ControllerOutput, StopInput>(missing('stopTransaction')),
    issueReceipt: fromPromise<ReceiptOutput, ReceiptInput>(missing('issueReceipt')),
    recordRelease: fromPromise<StoreOutput, { session: Session; reason: FaultCode }>(missing('recordRelease')),
  },
  actions: {
    /** Takes back the order that is at the terminal; its outcome still comes and is dealt with. */
    abortTerminalOrder: () => {},
    because: assign({ fault: (_, { fault }: { fault: FaultCode }) => fault }),
    ends: assign({ endReason: ({ context }, { reason }: { reason: EndReason }) => context.endReason ?? reason }),
    becauseItEnded: assign({ fault: ({ context }) => faultOfEnd(context.endReason) }),
    endWithLastReading: assign({
      meterEnd: ({ context }) => context.meterEnd ?? context.meterLast ?? context.meterStart,
    }),
    useKey: assign({
      paidBy: 'chargingKey',
      idToken: ({ context }) => ({ kind: 'chargingKey', value: keyOf(context) }),
    }),
    /** The controller wants a car that had its transaction unplugged before the next one. */
    clearSession: assign(({ context }) => ({
      ...cleared(),
      mustUnplug: context.vehicleConnected && (context.mustUnplug || context.controllerSessionId !== null),
    })),
  },
  guards: {
    outOfUse: ({ context }) => whyUnavailable(context) !== null,
    unavailableFor: ({ context }, { reason }: { reason: UnavailableReason }) => whyUnavailable(context) === reason,
    emergencyStopped: ({ context }) => whyUnavailable(context) === 'emergencyStop',
    broken: ({ context }) => whyUnavailable(context) === 'fault',
    controllerAway: ({ context }) => !context.controllerUp,
    terminalUp: ({ context }) => context.terminalUp,
    vehicleConnected: ({ context }) => context.vehicleConnected,
    mustUnplug: ({ context }) => context.mustUnplug,
    cancelled: ({ context }) => context.cancelled,
    holdsMoney: ({ context }) => context.hold !== null,
    transactionOpen: ({ context }) => context.meterStart !== null && context.meterEnd === null,
    transactionEnded: ({ context }) => context.meterEnd !== null,
    energyDelivered: ({ context }) => energyWh(context) > 0,
    endedInTrouble: ({ context }) =>
      context.endReason === 'emergencyStop' || context.endReason === 'fault' || context.endReason === 'controllerLost',
    stopIsFree: ({ context }) => context.settings.stopNeeds === 'nothing',
    codeLocked: ({ context }) => context.codeTries >= CODE_TRIES,
    codeWrongAgain: ({ context }) => context.codeTries + 1 < CODE_TRIES,
    pinTriesLeft: ({ context }) => context.pinTries + 1 < PIN_TRIES,
  },
}).createMachine({
  id: 'charge',
  initial: 'idle',
  context: ({ input }) => initialContext(input),
  // What the world tells is kept wherever the driver is; states look at the facts, so a fact told twice or late is harmless.
  on: {
    DEADLINE_SET: {
      actions: assign({ deadlines: ({ context, event }) => ({ ...context.deadlines, [event.name]: event.atMs }) }),
    },
    VEHICLE_CONNECTED: { actions: assign({ vehicleConnected: true }) },
    VEHICLE_DISCONNECTED: {
      actions: assign({
        vehicleConnected: false,
        mustUnplug: false,
        // Only the car that charged: another one's leaving would end an idle fee before it begins.
        unpluggedAtMs: ({ context, event }) =>
          context.meterStart === null ? null : (context.unpluggedAtMs ?? event.atMs),
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
    METER: {
      // A register never runs backwards: a lower reading is another meter's or a late one.
      guard: ({ context, event }) =>
        context.meterLast !== null && context.meterEnd === null && event.reading.energyWh >= context.meterLast.energyWh,
      actions: assign({ meterLast: ({ event }) => event.reading }),
    },
    TRANSACTION_FINISHED: {
      guard: ({ context, event }) =>
        context.meterStart !== null &&
        context.meterEnd === null &&
        (event.controllerSessionId === '' || event.controllerSessionId === context.controllerSessionId),
      actions: assign({
        meterEnd: ({ context, event }) => finalReading(context, event.meter),
        finishedAtMs: ({ event }) => event.atMs,
        signedStart: ({ event }) => event.signedStart,
        signed: ({ event }) => event.signed,
        endReason: ({ context, event }) => context.endReason ?? event.endReason,
      }),
    },
    TRANSACTION_LOST: {
      guard: 'transactionOpen',
      actions: [assign({ finishedAtMs: ({ event }) => event.atMs }), 'endWithLastReading', ends('controllerLost')],
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

    authorize: {
      description: 'Price first, then the card; approved money or a known key leads on.',
      initial: 'priceShown',
      states: {
        priceShown: {
          invoke: wait('priceShown'),
          always: { guard: 'outOfUse', target: '#charge.unavailable' },
          on: {
            START: [
              { guard: 'terminalUp', target: 'opening' },
              { target: 'declined', actions: because('terminalAway') },
            ],
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
            input: ({ context }) => ({ timeoutMs: context.settings.waits.presentCard }),
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
              on: {
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
              invoke: wait('presentCard'),
              on: { 'DEADLINE.presentCard': { target: '#charge.authorize.declined', actions: because('cardTimeout') } },
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
                  fault: ({ event }) => (event.output.status === 'blocked' ? 'keyBlocked' : 'keyUnknown'),
                }),
              },
            ],
            onError: { target: 'declined', actions: because('stationError') },
          },
          on: { CANCEL: '#charge.idle' },
        },
        secondFactor: {
          description: 'The account asks for its PIN.',
          invoke: wait('secondFactor'),
          always: { guard: 'outOfUse', target: '#charge.unavailable' },
          initial: 'entering',
          on: {
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
          invoke: wait('declined'),
          always: { guard: 'outOfUse', target: '#charge.unavailable' },
          on: {
            TRY_AGAIN: { guard: 'terminalUp', target: 'opening' },
            CANCEL: '#charge.idle',
            'DEADLINE.declined': '#charge.idle',
          },
        },
      },
    },

    plug: {
      description: 'Authorized: the cable goes in and car and charger agree.',
      on: {
        TRANSACTION_STARTED: {
          guard: ({ context }) => context.meterStart === null,
          actions: assign({
            controllerSessionId: ({ event }) => event.controllerSessionId,
            meterStart: ({ event }) => event.meter,
            meterLast: ({ event }) => event.meter,
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
              target: '#charge.charging',
              actions: assign({ energySinceMs: ({ event }) => event.atMs }),
            },
          },
        },
        awaitingCable: {
          invoke: wait('plugIn'),
          always: [
            { guard: 'emergencyStopped', target: 'withdrawing', actions: because('emergencyStop') },
            { guard: 'broken', target: 'withdrawing', actions: because('connectorFault') },
            { guard: 'vehicleConnected', target: 'handshake' },
          ],
          on: {
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
            { guard: 'transactionEnded', target: 'withdrawing', actions: 'becauseItEnded' },
            { guard: not('vehicleConnected'), target: 'withdrawing', actions: because('cableRemoved') },
          ],
          on: {
            CHARGING_STARTED: {
              target: '#charge.charging',
              actions: assign({ energySinceMs: ({ event }) => event.atMs }),
            },
            CANCEL: { target: 'withdrawing', actions: because('cancelledByDriver') },
            DEAUTHORIZED: { target: 'withdrawing', actions: because('carRefused') },
            'DEADLINE.handshake': { target: 'withdrawing', actions: because('handshakeTimeout') },
          },
        },
        withdrawing: {
          description: 'The authorization is taken back first, so that no energy can follow the money home.',
          initial: 'asking',
          invoke: wait('withdraw'),
          on: { 'DEADLINE.withdraw': { target: '#charge.receipt', actions: 'endWithLastReading' } },
          states: {
            asking: {
              invoke: {
                id: 'withdraw',
                src: 'withdraw',
                input: ({ context }) => ({ evse: context.evse, idToken: idTokenOf(context) }),
                onDone: [{ guard: 'transactionOpen', target: 'awaitingEnd' }, { target: '#charge.receipt' }],
                onError: 'awaitingEnd',
              },
            },
            awaitingEnd: { always: { guard: 'transactionEnded', target: '#charge.receipt' } },
          },
        },
      },
    },

    charging: {
      description: 'Energy flows, pauses, ends; then the cable waits to be pulled.',
      initial: 'delivering',
      states: {
        delivering: {
          type: 'parallel',
          always: [
            { guard: 'transactionEnded', target: 'ended' },
            { guard: 'emergencyStopped', target: 'stopping', actions: ends('emergencyStop') },
            { guard: 'broken', target: 'stopping', actions: ends('fault') },
          ],
          on: {
            STOP_ALLOWED: { target: 'stopping', actions: ends('driver') },
            HOLD_NEARLY_SPENT: { target: 'stopping', actions: ends('holdReached') },
          },
          states: {
            flow: {
              initial: 'active',
              states: {
                active: {
                  always: { guard: 'controllerAway', target: 'outOfTouch' },
                  on: { PAUSED_BY_CAR: 'pausedByCar', PAUSED_BY_STATION: 'pausedByStation' },
                },
                pausedByCar: {
                  invoke: wait('carPaused'),
                  always: { guard: 'controllerAway', target: 'outOfTouch' },
                  on: {
                    CHARGING_STARTED: 'active',
                    PAUSED_BY_STATION: 'pausedByStation',
                    'DEADLINE.carPaused': { target: '#charge.charging.stopping', actions: ends('carFinished') },
                  },
                },
                pausedByStation: {
                  always: { guard: 'controllerAway', target: 'outOfTouch' },
                  on: { CHARGING_STARTED: 'active', PAUSED_BY_CAR: 'pausedByCar' },
                },
                outOfTouch: {
                  description: 'The controller is silent; the car goes on charging. Last values stay on the screen.',
                  invoke: wait('controllerLost'),
                  always: { guard: not('controllerAway'), target: 'active' },
                  on: {
                    'DEADLINE.controllerLost': { target: '#charge.charging.stopping', actions: ends('controllerLost') },
                  },
                },
              },
            },
            stopDialog: {
              description: 'Who may stop: the card that opened the session, or its code.',
              initial: 'closed',
              states: {
                closed: {
                  on: {
                    ASK_STOP: [{ guard: 'stopIsFree', actions: raise({ type: 'STOP_ALLOWED' }) }, { target: 'open' }],
                  },
                },
                open: {
                  invoke: wait('stopDialog'),
                  initial: 'ask',
                  on: {
                    CLOSE_STOP: 'closed',
                    'DEADLINE.stopDialog': 'closed',
                    STOP_WITH_CODE: [
                      { guard: 'codeLocked', target: '.codeLocked' },
                      {
                        guard: ({ context, event }) => context.session?.stopCode === event.code,
                        actions: raise({ type: 'STOP_ALLOWED' }),
                      },
                      {
                        guard: 'codeWrongAgain',
                        target: '.refusedCode',
                        actions: assign({ codeTries: ({ context }) => context.codeTries + 1 }),
                      },
                      { target: '.codeLocked', actions: assign({ codeTries: CODE_TRIES }) },
                    ],
                    STOP_WITH_CARD: [{ guard: 'terminalUp', target: '.presentCard' }, { target: '.noTerminal' }],
                  },
                  states: {
                    ask: { always: { guard: 'codeLocked', target: 'codeLocked' } },
                    refusedCode: {},
                    codeLocked: {},
                    refusedCard: {},
                    noTerminal: {},
                    presentCard: {
                      entry: assign({ prompt: 'wait' }),
                      invoke: {
                        id: 'readStopCard',
                        src: 'readCard',
                        input: ({ context }) => ({ timeoutMs: context.settings.waits.stopDialog }),
                        onDone: [
                          {
                            guard: ({ context, event }) =>
                              event.output.ok && sameCard(context.read, event.output.value),
                            actions: raise({ type: 'STOP_ALLOWED' }),
                          },
                          { guard: ({ event }) => event.output.ok, target: 'refusedCard' },
                          { target: 'ask' },
                        ],
                        onError: 'ask',
                      },
                    },
                  },
                },
              },
            },
          },
        },
        stopping: {
          description: 'Asked to stop; only the controller can say that it has ended.',
          invoke: [
            wait('stop'),
            {
              id: 'stopTransaction',
              src: 'stopTransaction',
              input: ({ context }) => ({ evse: context.evse, reason: stopReasons[context.endReason ?? 'driver'] }),
            },
          ],
          always: { guard: 'transactionEnded', target: 'ended' },
          on: { 'DEADLINE.stop': { target: 'ended', actions: ['endWithLastReading', ends('controllerLost')] } },
        },
        ended: {
          description: 'The final reading is in.',
          entry: ends('carFinished'),
          always: [
            { guard: 'endedInTrouble', target: '#charge.receipt' },
            { guard: 'vehicleConnected', target: 'grace' },
            { target: '#charge.receipt' },
          ],
        },
        grace: {
          description: 'Finished and still plugged: free for a while.',
          invoke: wait('grace'),
          always: { guard: not('vehicleConnected'), target: '#charge.receipt' },
          on: { 'DEADLINE.grace': 'idleFee' },
        },
        idleFee: {
          description: 'Still plugged after the grace: the idle fee runs.',
          invoke: wait('idle'),
          always: { guard: not('vehicleConnected'), target: '#charge.receipt' },
          on: { HOLD_NEARLY_SPENT: '#charge.receipt', 'DEADLINE.idle': '#charge.receipt' },
        },
      },
    },

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
          always: { guard: not('holdsMoney'), target: 'released' },
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
          invoke: wait('receipt'),
          on: { DONE: '#charge.idle', 'DEADLINE.receipt': '#charge.idle' },
        },
        released: {
          description: 'Nothing was charged: why, and where the money is.',
          invoke: wait('released'),
          on: { DONE: '#charge.idle', 'DEADLINE.released': '#charge.idle' },
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
