import { z } from 'zod';
import { type ChannelName, channelNames, channelOf } from './channels.ts';
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
  /**
   * The handler's own answer, or a `Refusal`. Only a question (a call without input, whose answer is a view and has no
   * room for a refusal) rejects instead, so that no page ever takes a refusal for a view.
   */
  call(channel: string, input: unknown, from: Sender): Promise<unknown>;
};

/** What a refused question rejects with. */
export class QuestionRefused extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

type Outcome = { readonly output: unknown } | { readonly refused: Refusal };
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

  async function attempt(channel: string, input: unknown, from: Sender): Promise<Outcome> {
    const refused = (code: RefusalCode, detail: string): Outcome => ({ refused: refusal(code, detail) });
    if (!mayCall(from)) return refused('too_many', 'slow down');
    const line = lines.get(channel);
    if (!line) return refused('unknown_channel', 'no such call here');
    if (!from.groups.includes(line.group)) return refused('forbidden', 'not for this page');
    try {
      const parsed = line.schema.safeParse(input);
      if (!parsed.success) return refused('malformed', describe(parsed.error));
      return { output: await line.handle(parsed.data) };
    } catch (cause) {
      log.error({ channel, from: from.name, err: cause }, 'a handler threw');
      return refused('internal', 'the station could not do this');
    }
  }

  return {
    async call(channel, input, from) {
      const outcome = await attempt(channel, input, from);
      if ('output' in outcome) return outcome.output;
      if (questions.has(channel)) throw new QuestionRefused(outcome.refused.error.code);
      return outcome.refused;
    },
  };
}

const schemaOf = ({ group, name }: ChannelName): z.ZodType | undefined =>
  (contract[group] as unknown as Record<string, { input?: z.ZodType }>)[name]?.input;

/** Calls without input. */
const questions: ReadonlySet<string> = new Set(
  channelNames.filter((member) => schemaOf(member) instanceof z.ZodUndefined).map(channelOf),
);

/** A group without handlers (the bench of a real station) has no lines at all. */
function linesOf(handlers: Partial<StationHandlers>): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const member of channelNames) {
    const { group, name, direction } = member;
    const side = handlers[group] as Record<string, (input: unknown) => unknown> | undefined;
    if (direction !== 'toMain' || !side) continue;
    const handler = `handle${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const schema = schemaOf(member);
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
