import type { BenchAction, BenchState, PageApi } from '../../electron/ipc/contract.ts';
import { describeAction } from './words.ts';

/** The way to the station: the bench's calls, and whether there is a way at all right now. */
export type BenchConnection = {
  readonly api: PageApi['bench'];
  /** Tells at once and again at each change. */
  readonly onLink: (listener: (up: boolean) => void) => () => void;
};

/** One thing a person did here, and how the hardware took it. `refused` is null while waiting and when it went well. */
export type DoneAction = {
  readonly id: number;
  readonly what: string;
  readonly outcome: 'waiting' | 'ok' | 'refused';
  readonly refused: string | null;
};

export type BenchSnapshot = {
  readonly connected: boolean;
  /** False once the station has said that its hardware is real. */
  readonly simulated: boolean;
  readonly state: BenchState | null;
  /** Newest first. */
  readonly actions: readonly DoneAction[];
};

export type BenchStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => BenchSnapshot;
  readonly act: Act;
};

export type Act = (action: BenchAction) => void;

const KEPT_ACTIONS = 30;

/** What the page knows of the bench. It guesses nothing: hardware changes on the page when it has changed at the station. */
export function createBenchStore({ api, onLink }: BenchConnection): BenchStore {
  let now: BenchSnapshot = { connected: false, simulated: true, state: null, actions: [] };
  let actionsSoFar = 0;
  const listeners = new Set<() => void>();

  function become(change: Partial<BenchSnapshot>): void {
    now = { ...now, ...change };
    for (const listener of listeners) listener();
  }

  async function ask(): Promise<void> {
    const answer: unknown = await api.getState(undefined).catch(() => null); // a lost link comes back and asks again
    if (isBenchState(answer)) become({ state: answer, simulated: true });
    else if (answer !== null) become({ state: null, simulated: false });
  }

  api.onStateChanged((state) => become({ state, simulated: true }));
  onLink((connected) => {
    become({ connected });
    if (connected) void ask();
  });

  const settle = (id: number, outcome: 'ok' | 'refused', refused: string | null) =>
    become({ actions: now.actions.map((done) => (done.id === id ? { ...done, outcome, refused } : done)) });

  function act(action: BenchAction): void {
    const id = ++actionsSoFar;
    const done: DoneAction = { id, what: describeAction(action), outcome: 'waiting', refused: null };
    become({ actions: [done, ...now.actions].slice(0, KEPT_ACTIONS) });
    api.act(action).then(
      (answer) =>
        answer.ok ? settle(id, 'ok', null) : settle(id, 'refused', answer.error.detail || answer.error.code),
      () => settle(id, 'refused', 'no answer from the station'),
    );
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => now,
    act,
  };
}

/** A station with real hardware answers an error instead of a state. */
const isBenchState = (answer: unknown): answer is BenchState =>
  typeof answer === 'object' && answer !== null && 'terminal' in answer && 'charger' in answer;
