import type { z } from 'zod';
import { err, ok, type Result } from '../../../../machines/result.ts';
import type { PowerMeterError } from '../powerMeter.ts';

export type Answer = { readonly status: number; readonly text: string };

/** One request at a time over HTTP to a device that answers within `timeoutMs`, or not at all. */
export function createHttp(options: {
  readonly url: string;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}) {
  let last: Promise<unknown> = Promise.resolve();

  async function ask(method: string, path: string, body: unknown): Promise<Result<Answer, PowerMeterError>> {
    try {
      const response = await options.fetch(new URL(path, options.url), {
        method,
        signal: AbortSignal.timeout(options.timeoutMs),
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      });
      return ok({ status: response.status, text: await response.text() });
    } catch (cause) {
      const isLate = cause instanceof Error && cause.name === 'TimeoutError';
      return err({ code: isLate ? 'timed_out' : 'link_lost' });
    }
  }

  return {
    request(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Result<Answer, PowerMeterError>> {
      const answer = last.then(() => ask(method, path, body));
      last = answer;
      return answer;
    },
  };
}
export type Http = ReturnType<typeof createHttp>;

/** The answer's JSON, when it came with the status that means yes. */
export function readAnswer<T>(
  answer: Result<Answer, PowerMeterError>,
  wanted: number,
  schema: z.ZodType<T>,
): Result<T, PowerMeterError> {
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (status !== wanted) return err({ code: 'refused', detail: `HTTP ${status}` });
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return ok(parsed.data);
    const [issue] = parsed.error.issues;
    return err({ code: 'garbled', detail: `${issue?.path.join('.')}: ${issue?.message}` });
  } catch {
    return err({ code: 'garbled', detail: 'not JSON' });
  }
}
