import { createHash, randomBytes } from 'node:crypto';
import { createRateLimit } from '../ipc/rateLimit.ts';
import type { Person } from './roles.ts';

/** Untouched this long, whoever was there has gone. */
export const IDLE_MS = 5 * 60_000;
/** After this even a busy one signs in again. */
const LONGEST_MS = 4 * 60 * 60_000;
const REQUESTS_PER_SECOND = 20;
const REQUESTS_AT_ONCE = 40;

export type Session = {
  readonly person: Person;
  readonly openedAtMs: number;
  touchedAtMs: number;
  readonly limit: { take(): boolean };
};

/**
 * Who is signed in, in memory alone: a restart signs everybody out. A token is known by its hash only, and each person
 * has one session: a new one ends the one before.
 */
export function createSessions(now: () => number, onChange: () => void) {
  const byHash = new Map<string, Session>();
  const isOver = ({ openedAtMs, touchedAtMs }: Session) =>
    now() - touchedAtMs >= IDLE_MS || now() - openedAtMs >= LONGEST_MS || now() < openedAtMs;

  function end(matching: (session: Session, hash: string) => boolean): Session[] {
    const ended = [...byHash].filter(([hash, session]) => matching(session, hash));
    for (const [hash] of ended) byHash.delete(hash);
    if (ended.length > 0) onChange();
    return ended.map(([, session]) => session);
  }

  return {
    open(person: Person): string {
      end((session) => session.person.number === person.number);
      const token = randomBytes(32).toString('base64url');
      const limit = createRateLimit(REQUESTS_PER_SECOND, REQUESTS_AT_ONCE, () => performance.now());
      byHash.set(digest(token), { person, openedAtMs: now(), touchedAtMs: now(), limit });
      onChange();
      return token;
    },
    /** Null: signed out, gone, or never there. */
    of(token: string): Session | null {
      const session = byHash.get(digest(token));
      return session && !isOver(session) ? session : null;
    },
    /** When whoever has this number is signed out if nothing is touched. */
    idleAtMs: (number: string) =>
      Math.max(
        0,
        ...[...byHash.values()]
          .filter(({ person }) => person.number === number)
          .map((one) => one.touchedAtMs + IDLE_MS),
      ),
    touch(session: Session): void {
      session.touchedAtMs = now();
    },
    close: (token: string) => end((_session, hash) => hash === digest(token)),
    closeOf: (number: string) => end((session) => session.person.number === number),
    /** Those nobody has touched for too long. */
    closeIdle: () => end(isOver),
    /** Whether any member of staff is at the screen. */
    isAnyOpen: () => [...byHash.values()].some((session) => !isOver(session)),
  };
}
export type Sessions = ReturnType<typeof createSessions>;

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
