import type { ControllerError, EvseNotice, IdToken } from '../../../../machines/ports/powerController.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import type { TokenValidationStatus } from './messages.ts';

type Outcome = Result<void, ControllerError>;
type Pending = {
  readonly value: string;
  readonly outcome: Promise<Outcome>;
  readonly settle: (outcome: Outcome) => void;
};

/** Longer values are unreadable to EVerest, which then stays silent. */
const ID_TOKEN_MAX = 36;
/** So long a withdrawn token may still be accepted late; after that its acceptance is someone else's doing. */
const LATE_MS = 60_000;

/** Tokens on their way and tokens accepted, by EVSE. EVerest tells outcomes on two topics, in no certain order. */
export function createAuthorizations(deps: {
  readonly timeoutMs: number;
  readonly provide: (evse: number, idToken: IdToken) => boolean;
  /** A withdrawn token was accepted after all: provider and consumer API are separate modules, so the two may overtake. */
  readonly withdrawAgain: (evse: number, idToken: IdToken) => void;
}) {
  const pending = new Map<number, Pending>();
  const accepted = new Map<number, string>();
  const withdrawn = new Map<string, { readonly evse: number; readonly idToken: IdToken; readonly untilMs: number }>();

  function accept(evse: number): void {
    const waiting = pending.get(evse);
    if (!waiting) return;
    accepted.set(evse, waiting.value);
    waiting.settle(ok(undefined));
  }

  function refuse(evse: number, error: ControllerError): void {
    pending.get(evse)?.settle(err(error));
  }

  function open(evse: number, value: string): Pending {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => refuse(evse, { code: 'timed_out' }), deps.timeoutMs);
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      pending.delete(evse);
      resolve(outcome);
    };
    const waiting: Pending = { value, outcome: promise, settle };
    pending.set(evse, waiting);
    return waiting;
  }

  return {
    /** One of ours, offered or accepted: what our token validator says yes to. */
    knows: (value: string): boolean =>
      [...pending.values()].some((p) => p.value === value) || [...accepted.values()].includes(value),

    authorize(evse: number, idToken: IdToken): Promise<Outcome> {
      // Presented twice, a charging key would stop its own charge.
      if (accepted.get(evse) === idToken.value) return Promise.resolve(ok(undefined));
      const waiting = pending.get(evse);
      if (waiting?.value === idToken.value) return waiting.outcome;
      if (waiting) return Promise.resolve(err({ code: 'refused', detail: 'another token is being checked' }));
      if (idToken.value.length > ID_TOKEN_MAX)
        return Promise.resolve(err({ code: 'refused', detail: `token longer than ${ID_TOKEN_MAX} characters` }));
      withdrawn.delete(idToken.value);
      const { outcome } = open(evse, idToken.value);
      if (!deps.provide(evse, idToken)) refuse(evse, { code: 'link_lost' });
      return outcome;
    },

    withdrawing(evse: number, idToken: IdToken): void {
      const { value } = idToken;
      if (pending.get(evse)?.value === value) refuse(evse, { code: 'refused', detail: 'withdrawn' });
      if (accepted.get(evse) === value) accepted.delete(evse);
      const nowMs = performance.now();
      for (const [old, { untilMs }] of withdrawn) if (untilMs < nowMs) withdrawn.delete(old);
      withdrawn.set(value, { evse, idToken, untilMs: nowMs + LATE_MS });
    },

    /** What became of a token, by anyone's hand. */
    hearStatus({ token, status }: TokenValidationStatus): void {
      const { value } = token.id_token;
      const isYes = status === 'Accepted' || status === 'UsedToStart';
      const takenBack = withdrawn.get(value);
      if (isYes && takenBack && performance.now() < takenBack.untilMs)
        deps.withdrawAgain(takenBack.evse, takenBack.idToken);
      for (const [evse, waiting] of [...pending]) {
        if (waiting.value !== value || token.connectors?.includes(evse) === false) continue;
        if (isYes) accept(evse);
        else if (status !== 'Processing') refuse(evse, { code: 'refused', detail: `token ${status}` });
      }
      if (status !== 'TimedOut' && status !== 'Withdrawn') return;
      for (const [evse, held] of [...accepted]) if (held === value) accepted.delete(evse);
    },

    hearNotice(evse: number, notice: EvseNotice): void {
      if (notice.type === 'authorized') accept(evse);
      if (notice.type === 'transactionStarted') {
        const waiting = pending.get(evse);
        if (waiting && (notice.idToken === null || notice.idToken === waiting.value)) accept(evse);
      }
      const over = ['deauthorized', 'transactionFinished', 'sessionFinished', 'restarted'].includes(notice.type);
      if (over) accepted.delete(evse);
      if (notice.type === 'restarted') refuse(evse, { code: 'link_lost' });
    },

    linkLost(): void {
      for (const evse of [...pending.keys()]) refuse(evse, { code: 'link_lost' });
    },
  };
}
