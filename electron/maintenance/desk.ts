import { randomUUID } from 'node:crypto';
import { err } from '../../machines/result.ts';
import type { Refused, StaffAnswer, StaffRequest } from '../ipc/maintenance.ts';
import { createRateLimit } from '../ipc/rateLimit.ts';
import type { StationLog } from '../station/log.ts';
import { withoutCardNumbers } from '../store/cardData.ts';
import type { Store } from '../store/store.ts';
import type { Request } from './request.ts';
import type { Person } from './roles.ts';
import type { Session, Sessions } from './sessions.ts';

export type Requests = Readonly<Record<string, Request>>;

const MAX_DETAIL = 200;
/** Rows a stranger can make the journal take; what is more is in the log alone. */
const STRANGERS_PER_SECOND = 0.1;
const STRANGERS_AT_ONCE = 10;

/**
 * Where requests of staff are heard: who asks, may they, is it well formed, and only then is it done. Nothing is done
 * that the audit trail does not know of before.
 */
export function createDesk(deps: {
  readonly requests: Requests;
  readonly sessions: Sessions;
  readonly store: Pick<Store, 'recordAction' | 'recordSignIn'>;
  readonly log: StationLog;
}) {
  const { sessions, store, log } = deps;
  const strangers = createRateLimit(STRANGERS_PER_SECOND, STRANGERS_AT_ONCE, () => performance.now());
  const refuse = (code: Refused, detail = ''): StaffAnswer => err({ code, detail });

  function record(key: string, by: Person | null, action: string, detail: string | null, result: string): boolean {
    try {
      store.recordAction({ key, person: by?.name ?? null, role: by?.role ?? null, action, detail, result });
      return true;
    } catch (cause) {
      log.error({ action, cause: String(cause) }, 'the audit trail takes no row');
      return false;
    }
  }

  /** A token nobody has (any more). What was asked for is told only if there is such a thing: it is a stranger's text. */
  function stranger(name: string, asked: Request | undefined): StaffAnswer {
    const action = asked ? name : 'unknown';
    log.warn({ action }, 'refused a request of nobody who is signed in');
    if (asked?.kind === 'act' && strangers.take()) record(randomUUID(), null, action, null, 'signedOut');
    return refuse('signedOut');
  }

  async function hear(request: StaffRequest, requests: Requests): Promise<StaffAnswer> {
    const { name } = request;
    const asked = Object.hasOwn(requests, name) ? requests[name] : undefined;
    const session = sessions.of(request.token);
    if (!session) return stranger(name, asked);
    if (!session.limit.take()) return refuse('tooMany');
    if (name === 'session.end') return signOut(request.token, session);
    if (!asked) return refuse('unknown');
    if (!asked.roles.includes(session.person.role)) {
      record(randomUUID(), session.person, name, null, 'forbidden');
      return refuse('forbidden');
    }
    const input = asked.input.safeParse(request.input);
    if (!input.success) return refuse('malformed', input.error.issues.map(({ path }) => path.join('.')).join(', '));
    if (asked.kind === 'act' || name === 'session.stay') sessions.touch(session);
    return asked.kind === 'look' ? handle(asked, input.data, session) : act(name, asked, input.data, session);
  }

  async function act(name: string, asked: Request, input: unknown, session: Session): Promise<StaffAnswer> {
    const key = randomUUID();
    const detail = asked.tell ? storable(asked.tell(input)) : null;
    if (!record(key, session.person, name, detail, 'begun')) return refuse('notRecorded');
    const answer = await handle(asked, input, session);
    record(key, session.person, name, detail, answer.ok ? 'done' : answer.error.code);
    return answer;
  }

  async function handle(asked: Request, input: unknown, { person }: Session): Promise<StaffAnswer> {
    try {
      return await asked.handle(input, person);
    } catch (cause) {
      log.error({ err: cause }, 'a request of staff failed');
      return refuse('internal');
    }
  }

  function signOut(token: string, { person }: Session): StaffAnswer {
    sessions.close(token);
    signedOut(person, 'ok');
    return { ok: true, value: null };
  }

  function signedOut({ name, role }: Person, result: 'ok' | 'idle'): void {
    try {
      store.recordSignIn({ person: name, role, action: 'signOut', result });
    } catch (cause) {
      log.error({ cause: String(cause) }, 'the audit trail takes no row');
    }
  }

  return {
    ask: (request: StaffRequest) => hear(request, deps.requests),
    /** The same for requests of the process around the station. */
    hear,
    /** A page that is not for staff has tried what is theirs. */
    intruder(action: string): void {
      log.error({ action }, 'refused a page that is not for staff');
      if (strangers.take()) record(randomUUID(), null, action, null, 'forbidden');
    },
    /** Signs those out whom nobody has seen for a while. */
    look(): void {
      for (const { person } of sessions.closeIdle()) signedOut(person, 'idle');
    },
  };
}

export type Desk = ReturnType<typeof createDesk>;

/** What somebody typed is kept for ever: short, and with no card's number in it. */
const storable = (detail: string): string => withoutCardNumbers(detail.slice(0, MAX_DETAIL));
