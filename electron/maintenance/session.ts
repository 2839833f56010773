import { z } from 'zod';
import { ok } from '../../machines/result.ts';
import type { ConnectorTile, KioskView } from '../../machines/view.ts';
import { look } from './request.ts';
import { everyone } from './roles.ts';
import type { Sessions } from './sessions.ts';

/** What the page asks for the session's own sake; the desk keeps it alive on each `session.stay`. */
/** A driver is about to start, or has finished: whoever stands before the window is in their way. */
const wantsScreen: readonly ConnectorTile['status'][] = ['busy', 'finished', 'receipt'];

export const sessionRequests = (parts: {
  readonly sessions: Pick<Sessions, 'idleAtMs'>;
  readonly now: () => number;
  readonly view: () => KioskView;
}) => ({
  /** Somebody touched the page. Whatever a page asks by itself, time and again, keeps nobody signed in. */
  'session.stay': look({ roles: everyone, input: z.undefined(), handle: () => ok(null) }),
  /** When an untouched page is signed out, and at which cables a driver may need the screen. */
  'session.look': look({
    roles: everyone,
    input: z.undefined(),
    handle: (_input, { number }) =>
      ok({
        nowMs: parts.now(),
        idleAtMs: parts.sessions.idleAtMs(number),
        drivers: parts
          .view()
          .connectors.filter(({ status }) => wantsScreen.includes(status))
          .map(({ label }) => label),
      }),
  }),
});
