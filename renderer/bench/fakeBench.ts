import type { BenchAction, BenchAnswer, BenchState } from '../../electron/ipc/contract.ts';
import { createStore } from '../store.ts';
import type { Link } from '../transport.ts';
import type { BenchConnection } from './benchStore.ts';

/** For tests: a station whose hardware does what the test says. */
export function fakeBench(first: unknown = benchState()) {
  const actions: BenchAction[] = [];
  const stateListeners = new Set<(state: BenchState) => void>();
  const link = createStore<Link>('up');
  let state = first;
  let answer: () => Promise<BenchAnswer> = async () => ({ ok: true });
  const connection: BenchConnection = {
    link,
    api: {
      bench: {
        act: (action) => {
          actions.push(action);
          return answer();
        },
        getState: async () => state as BenchState,
        getPrint: async (id) => `data:image/png;base64,${id}`,
        onStateChanged: (listener) => {
          stateListeners.add(listener);
          return () => stateListeners.delete(listener);
        },
      },
    },
  };
  return {
    connection,
    /** What the page has asked for, oldest first. */
    actions,
    answerWith: (next: () => Promise<BenchAnswer>) => {
      answer = next;
    },
    setLink: link.set,
    /** What the next getState answers. */
    setState: (next: BenchState) => {
      state = next;
    },
    push: (next: BenchState) => {
      for (const listener of stateListeners) listener(next);
    },
  };
}

/** An idle station with two EVSEs. */
export function benchState(
  change: {
    terminal?: Partial<BenchState['terminal']>;
    evse1?: Partial<BenchState['charger']['evses'][number]>;
    printer?: Partial<BenchState['printer']>;
    mail?: Partial<BenchState['mail']>;
    desk?: Partial<BenchState['desk']>;
  } = {},
): BenchState {
  const idleEvse = {
    state: 'idle',
    car: null,
    socPercent: null,
    powerW: 0,
    voltageV: 0,
    currentA: 0,
    meterWh: 98_004,
    emergencyStopPressed: false,
    faults: [{ id: 'isolationFault', on: false }],
  };
  return {
    cards: [
      { id: 'visa', label: 'Visa', kind: 'bankCard' },
      { id: 'phoneVisa', label: 'Phone with Visa', kind: 'phone' },
      { id: 'keyFleet7', label: 'Key of Fleet 7', kind: 'chargingKey' },
    ],
    cars: [
      { id: 'ioniq', label: 'Ioniq' },
      { id: 'zoe', label: 'Zoe' },
    ],
    terminal: {
      linkUp: true,
      display: ['Welcome'],
      cardPresented: null,
      waitsForPin: false,
      bankDelayMs: 0,
      faults: [{ id: 'hostUnreachable', on: false }],
      book: [],
      ...change.terminal,
    },
    charger: {
      linkUp: true,
      evses: [
        { evse: 1, label: 'A', ...idleEvse, ...change.evse1 },
        { evse: 2, label: 'B', ...idleEvse },
      ],
    },
    printer: { linkUp: true, paper: true, coverOpen: false, prints: [], ...change.printer },
    mail: { up: true, greylisting: false, refusing: false, received: [], ...change.mail },
    desk: { up: true, busy: false, refusing: false, received: [], ...change.desk },
  };
}
