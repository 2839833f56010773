import { assign, not, raise } from 'xstate';
import type { StopInput } from './charge.asks.ts';
import { CODE_TRIES, sameCard } from './charge.model.ts';
import { charge, driversWait, ends, holdExpiry, longestWait, mayTakeLonger, wait, waitAnew } from './charge.setup.ts';
import type { EndReason } from './view.ts';

const stopReasons = {
  driver: 'local',
  carFinished: 'carFinished',
  holdReached: 'limitReached',
  budgetReached: 'limitReached',
  holdExpiring: 'limitReached',
  emergencyStop: 'emergency',
  fault: 'other',
  unplugged: 'other',
  controllerLost: 'other',
} as const satisfies Record<EndReason, StopInput['reason']>;

/** Energy flows, who may stop it, and the cable that still has to come out. */
export const charging = charge.createStateConfig({
  description: 'Energy flows, pauses, ends; then the cable waits to be pulled.',
  initial: 'delivering',
  states: {
    delivering: {
      type: 'parallel',
      invoke: holdExpiry,
      always: [
        { guard: 'transactionEnded', target: 'ended' },
        { guard: 'emergencyStopped', target: 'stopping', actions: ends('emergencyStop') },
        { guard: 'broken', target: 'stopping', actions: ends('fault') },
      ],
      on: {
        STOP_ALLOWED: { target: 'stopping', actions: ends('driver') },
        HOLD_NEARLY_SPENT: { target: 'stopping', actions: ends('holdReached') },
        BUDGET_REACHED: { target: 'stopping', actions: ends('budgetReached') },
        'DEADLINE.holdExpiry': { guard: 'holdsMoney', target: 'stopping', actions: ends('holdExpiring') },
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
              invoke: waitAnew('controllerLost'),
              always: { guard: not('controllerAway'), target: 'active' },
              on: {
                'DEADLINE.controllerLost': { target: '#charge.charging.stopping', actions: ends('controllerLost') },
              },
            },
          },
        },
        stopDialog: {
          description: 'Who may stop, or change the budget: the card that opened the session, or its code.',
          initial: 'closed',
          states: {
            closed: {
              on: {
                ASK_STOP: [
                  { guard: 'stopIsFree', actions: raise({ type: 'STOP_ALLOWED' }) },
                  { target: 'open', actions: assign({ ownerWants: 'stop' }) },
                ],
                ASK_BUDGET: [
                  { guard: 'stopIsFree', target: 'choosingBudget' },
                  { target: 'open', actions: assign({ ownerWants: 'budget' }) },
                ],
              },
            },
            open: {
              invoke: driversWait('stopDialog'),
              initial: 'ask',
              on: {
                ...mayTakeLonger('stopDialog'),
                CLOSE_STOP: 'closed',
                'DEADLINE.stopDialog': 'closed',
                OWNER_KNOWN: [
                  { guard: 'ownerWantsBudget', target: 'choosingBudget' },
                  { actions: raise({ type: 'STOP_ALLOWED' }) },
                ],
                STOP_WITH_CODE: [
                  { guard: 'codeLocked', target: '.codeLocked' },
                  {
                    guard: ({ context, event }) => context.session?.stopCode === event.code,
                    actions: raise({ type: 'OWNER_KNOWN' }),
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
                    input: ({ context }) => ({ timeoutMs: longestWait(context, 'stopDialog') }),
                    onDone: [
                      {
                        guard: ({ context, event }) => event.output.ok && sameCard(context.read, event.output.value),
                        actions: raise({ type: 'OWNER_KNOWN' }),
                      },
                      { guard: ({ event }) => event.output.ok, target: 'refusedCard' },
                      { target: 'ask' },
                    ],
                    onError: 'ask',
                  },
                },
              },
            },
            choosingBudget: {
              invoke: driversWait('stopDialog'),
              on: {
                ...mayTakeLonger('stopDialog'),
                SET_BUDGET: { guard: 'budgetFits', target: 'closed', actions: 'setBudget' },
                CLOSE_STOP: 'closed',
                'DEADLINE.stopDialog': 'closed',
              },
            },
          },
        },
      },
    },
    stopping: {
      description: 'Asked to stop; only the controller can say that it has ended.',
      invoke: [
        waitAnew('stop'),
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
        { guard: 'stillPlugged', target: 'grace' },
        { target: '#charge.receipt' },
      ],
    },
    grace: {
      description: 'Finished and still plugged: free for a while.',
      invoke: [wait('grace'), holdExpiry],
      always: { guard: not('vehicleConnected'), target: '#charge.receipt' },
      on: {
        'DEADLINE.grace': 'idleFee',
        'DEADLINE.holdExpiry': { guard: 'holdsMoney', target: '#charge.receipt' },
      },
    },
    idleFee: {
      description: 'Still plugged after the grace: the idle fee runs.',
      invoke: [wait('idle'), holdExpiry],
      always: { guard: not('vehicleConnected'), target: '#charge.receipt' },
      on: {
        HOLD_NEARLY_SPENT: '#charge.receipt',
        'DEADLINE.idle': '#charge.receipt',
        'DEADLINE.holdExpiry': { guard: 'holdsMoney', target: '#charge.receipt' },
      },
    },
  },
});
