import { z } from 'zod';
import { ok } from '../../machines/result.ts';
import { look } from './request.ts';
import { everyone } from './roles.ts';
import type { Sessions } from './sessions.ts';

/** What the page asks for the session's own sake; the desk keeps it alive on each `session.stay`. */
export const sessionRequests = (parts: {
  readonly sessions: Pick<Sessions, 'idleAtMs'>;
  readonly now: () => number;
}) => ({
  /** Somebody touched the page. Whatever a page asks by itself, time and again, keeps nobody signed in. */
  'session.stay': look({ roles: everyone, input: z.undefined(), handle: () => ok(null) }),
  /** When an untouched page is signed out. */
  'session.look': look({
    roles: everyone,
    input: z.undefined(),
    handle: (_input, { number }) => ok({ nowMs: parts.now(), idleAtMs: parts.sessions.idleAtMs(number) }),
  }),
});
