import type { HelpDesk, HelpDeskError, HelpRequest } from '../../../machines/ports/helpDesk.ts';
import { err, ok } from '../../../machines/result.ts';

export type WebhookOptions = {
  readonly url: string;
  /** Sent as a bearer token (RFC 6750); null: none. */
  readonly token: string | null;
  readonly timeoutMs: number;
};

/** Posts each request as JSON; the same request always bears the same `Idempotency-Key`. */
export function createWebhookDesk({ url, token, timeoutMs }: WebhookOptions): HelpDesk {
  return {
    async tell(request) {
      try {
        const answer = await fetch(url, {
          method: 'POST',
          // Wherever it might be sent on to, nobody has checked that address.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': request.id,
            ...(token !== null && { Authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(bodyOf(request)),
        });
        await answer.body?.cancel();
        return answer.ok ? ok(undefined) : err({ code: codeOf(answer.status), detail: `HTTP ${answer.status}` });
      } catch (cause) {
        const { name, message, cause: inner } = cause as Error & { readonly cause?: Error };
        if (name === 'TimeoutError') return err({ code: 'timed_out', detail: `nothing for ${timeoutMs} ms` });
        return err({ code: 'link_lost', detail: inner?.message ?? message });
      }
    },
  };
}

const bodyOf = ({ askedAtMs, ...request }: HelpRequest) => ({ ...request, askedAt: new Date(askedAtMs).toISOString() });

/** RFC 9110, 15. Only what is said of this very request is final; the rest is for the desk's staff to mend. */
function codeOf(status: number): HelpDeskError['code'] {
  if (status === 401 || status === 403 || status === 407) return 'auth_failed';
  return [400, 409, 410, 413, 415, 422].includes(status) ? 'refused' : 'deferred';
}
