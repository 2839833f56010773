import type { z } from 'zod';
import { channelNames, channelOf } from './channels.ts';
import { contract, type Group, type StationHandlers } from './contract.ts';
import type { TransportLog } from './log.ts';
import { createRateLimit } from './rateLimit.ts';

/** One page at the far end of a transport. The object itself is its identity: keep one for each page. */
export type Sender = { readonly name: string; readonly groups: readonly Group[] };

/** `internal` is a bug of ours: the log says which, the page does not. */
export type RefusalCode = 'malformed' | 'too_many' | 'unknown_channel' | 'forbidden' | 'internal';
export type Refusal = { readonly ok: false; readonly error: { readonly code: RefusalCode; readonly detail: string } };

export const refusal = (code: RefusalCode, detail: string): Refusal => ({ ok: false, error: { code, detail } });

export type Dispatcher = {
  /** Answers always, throws never: the handler's own answer, or a `Refusal`. */
  call(channel: string, input: unknown, from: Sender): Promise<unknown>;
};

type Line = { readonly group: Group; readonly schema: z.ZodType; readonly handle: (input: unknown) => unknown };
/** Well above ten gloved fingers, well below what would delay a charge. */
const CALLS_PER_SECOND = 30;
const CALLS_AT_ONCE = 60;

/** The door every transport knocks at: nothing reaches a handler that the contract's schema has not parsed. */
export function createDispatcher(
  handlers: Partial<StationHandlers>,
  { log, now = () => performance.now() }: { log: TransportLog; now?: () => number },
): Dispatcher {
  const lines = linesOf(handlers);
  const limits = new WeakMap<Sender, ReturnType<typeof createRateLimit>>();

  function mayCall(from: Sender): boolean {
    const limit = limits.get(from) ?? createRateLimit(CALLS_PER_SECOND, CALLS_AT_ONCE, now);
    limits.set(from, limit);
    return limit.take();
  }

  return {
    async call(channel, input, from) {
      if (!mayCall(from)) return refusal('too_many', 'slow down');
      const line = lines.get(channel);
      if (!line) return refusal('unknown_channel', 'no such call here');
      if (!from.groups.includes(line.group)) return refusal('forbidden', 'not for this page');
      try {
        const parsed = line.schema.safeParse(input);
        if (!parsed.success) return refusal('malformed', describe(parsed.error));
        return await line.handle(parsed.data);
      } catch (cause) {
        log.error({ channel, from: from.name, err: cause }, 'a handler threw');
        return refusal('internal', 'the station could not do this');
      }
    },
  };
}

/** A group without handlers (the bench of a real station) has no lines at all. */
function linesOf(handlers: Partial<StationHandlers>): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const member of channelNames) {
    const { group, name, direction } = member;
    const side = handlers[group] as Record<string, (input: unknown) => unknown> | undefined;
    if (direction !== 'toMain' || !side) continue;
    const handler = `handle${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const { input: schema } = (contract[group] as unknown as Record<string, { input: z.ZodType }>)[name] ?? {};
    if (!schema || typeof side[handler] !== 'function') continue;
    lines.set(channelOf(member), { group, schema, handle: (input) => side[handler]?.(input) });
  }
  return lines;
}

/** Where and what, from our own words alone: zod's messages may repeat the input, which may be a PIN. */
function describe(error: z.ZodError): string {
  const problems = error.issues.slice(0, 3).map((issue) => {
    const expected = 'expected' in issue ? `, expected ${String(issue.expected)}` : '';
    return `${issue.path.join('.') || '(root)'}: ${issue.code}${expected}`;
  });
  return problems.join('; ');
}
