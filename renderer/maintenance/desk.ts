import type {
  DoorView,
  Refused,
  SignInAnswer,
  SignInNext,
  SignInStep,
  SignInTrouble,
} from '../../electron/ipc/maintenance.ts';
import type { AnswerOf, InputOf, RequestName } from '../../electron/maintenance/requests.ts';
import type { Person } from '../../electron/maintenance/roles.ts';
import { createStore, type Readable } from '../store.ts';
import type { Connection } from '../transport.ts';

/** Somebody who is signed in at this page. The token is in memory alone: whoever reloads the page signs in again. */
export type SignedIn = {
  readonly token: string;
  readonly person: Person;
  readonly recoveryCodes: readonly string[] | null;
  readonly recoveryCodesLeft: number | null;
};

type Away = { readonly ok: false; readonly error: { readonly code: 'away' } };
type NotDone = { readonly ok: false; readonly error: { readonly code: Refused | 'away' } };
export type StepAnswer = SignInAnswer | Away;
export type StepTrouble = SignInTrouble | 'away';
/** What a request brought, or why not: its own reasons, and those of the desk. */
export type Asked<N extends RequestName> = AnswerOf<N> | NotDone;
export type Ask = <N extends RequestName>(name: N, input: InputOf<N>) => Promise<Asked<N>>;

/** The station as the maintenance page knows it. */
export type Desk = {
  readonly door: Readable<DoorView | null>;
  readonly link: Connection['link'];
  readonly signedIn: Readable<SignedIn | null>;
  readonly step: (step: SignInStep) => Promise<StepAnswer>;
  readonly enter: (next: Extract<SignInNext, { next: 'in' }>) => void;
  readonly lookAtDoor: () => Promise<void>;
  readonly ask: Ask;
  readonly signOut: () => void;
  /** Nobody comes in: the screen is the drivers' again. */
  readonly leave: () => void;
  /** The station's clock now, in epoch ms. */
  readonly nowMs: () => number;
};

const away: Away = { ok: false, error: { code: 'away' } };

export function createDesk({ api, link }: Connection): Desk {
  const door = createStore<DoorView | null>(null);
  const signedIn = createStore<SignedIn | null>(null);
  let aheadMs = 0;

  async function lookAtDoor(): Promise<void> {
    if (link.get() !== 'up') return;
    const view = await api.maintenance.getDoor(undefined).catch(() => null);
    if (!view) return;
    aheadMs = view.nowMs - Date.now();
    door.set(view);
  }
  link.subscribe(() => void lookAtDoor());
  void lookAtDoor();

  const ask: Ask = async <N extends RequestName>(name: N, input: InputOf<N>): Promise<Asked<N>> => {
    const session = signedIn.get();
    if (!session) return { ok: false, error: { code: 'signedOut' } };
    // The station parsed the input and answers what the request of that name answers.
    const answer = (await api.maintenance.request({ token: session.token, name, input }).catch(() => away)) as Asked<N>;
    if (!answer.ok && answer.error.code === 'signedOut' && signedIn.get() === session) signedIn.set(null);
    return answer;
  };

  return {
    door,
    link,
    signedIn,
    lookAtDoor,
    ask,
    step: (step) => api.maintenance.signIn(step).catch(() => away),
    enter: ({ next: _, ...session }) => signedIn.set(session),
    signOut() {
      const session = signedIn.get();
      if (session) void api.maintenance.request({ token: session.token, name: 'session.end' }).catch(() => undefined);
      signedIn.set(null);
      void lookAtDoor();
    },
    leave: () => void api.maintenance.leave(undefined).catch(() => undefined),
    nowMs: () => Date.now() + aheadMs,
  };
}
