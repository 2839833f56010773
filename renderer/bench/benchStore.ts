import type { BenchAction, BenchState, PageApi } from '../../electron/ipc/contract.ts';
import { createStore, type Readable } from '../store.ts';
import type { Connection } from '../transport.ts';
import { describeAction } from './words.ts';

/** The way to the station, as far as the bench needs it. */
export type BenchConnection = { readonly api: Pick<PageApi, 'bench'>; readonly link: Connection['link'] };

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

export type BenchStore = Readable<BenchSnapshot> & { readonly act: Act; readonly getPrint: GetPrint };

export type Act = (action: BenchAction) => void;
export type GetPrint = PageApi['bench']['getPrint'];

const KEPT_ACTIONS = 30;

/** What the page knows of the bench. It guesses nothing: hardware changes on the page when it has changed at the station. */
export function createBenchStore({ api: { bench }, link }: BenchConnection): BenchStore {
  const store = createStore<BenchSnapshot>({ connected: false, simulated: true, state: null, actions: [] });
  let actionsSoFar = 0;

  const become = (change: Partial<BenchSnapshot>): void => store.set({ ...store.get(), ...change });

  async function ask(): Promise<void> {
    const answer: unknown = await bench.getState(undefined).catch(() => null); // a lost link comes back and asks again
    if (isBenchState(answer)) become({ state: answer, simulated: true });
    else if (isUnknownHere(answer)) become({ state: null, simulated: false });
  }

  function followLink(): void {
    const connected = link.get() === 'up';
    become({ connected });
    if (connected) void ask();
  }

  bench.onStateChanged((state) => become({ state, simulated: true }));
  link.subscribe(followLink);
  followLink();

  const settle = (id: number, outcome: 'ok' | 'refused', refused: string | null) =>
    become({ actions: store.get().actions.map((done) => (done.id === id ? { ...done, outcome, refused } : done)) });

  function act(action: BenchAction): void {
    const id = ++actionsSoFar;
    const done: DoneAction = { id, what: describeAction(action), outcome: 'waiting', refused: null };
    become({ actions: [done, ...store.get().actions].slice(0, KEPT_ACTIONS) });
    bench.act(action).then(
      (answer) =>
        answer.ok ? settle(id, 'ok', null) : settle(id, 'refused', answer.error.detail || answer.error.code),
      () => settle(id, 'refused', 'no answer from the station'),
    );
  }

  return { get: store.get, subscribe: store.subscribe, act, getPrint: bench.getPrint };
}

const isBenchState = (answer: unknown): answer is BenchState =>
  typeof answer === 'object' && answer !== null && 'terminal' in answer && 'charger' in answer;

/** How a station with real hardware answers: it has no bench to call. */
function isUnknownHere(answer: unknown): boolean {
  const { error } = (answer ?? {}) as { error?: { code?: string } };
  return error?.code === 'unknown_channel' || error?.code === 'forbidden';
}
