import { z } from 'zod';
import { type Bus, type Module, parse } from './bus.ts';

/** One command of an API module; what `arguments` cannot read stays unanswered, as in EVerest. */
export type Command = (args: unknown) => Promise<{ readonly reply: unknown } | null>;

export function command<A extends z.ZodType>(args: A, run: (value: z.infer<A>) => unknown): Command {
  return async (json) => {
    const parsed = args.safeParse(json);
    return parsed.success ? { reply: await run(parsed.data) } : null;
  };
}

const Request = z.looseObject({
  headers: z.looseObject({ replyTo: z.string() }).optional(),
  payload: z.unknown().optional(),
});

export type ApiModuleOptions = {
  readonly module: Module;
  readonly bus: Bus;
  readonly heartbeatMs: number;
  readonly checkTimeoutMs: number;
  /** Commands with a request envelope, and plain messages. */
  readonly commands: Readonly<Record<string, Command>>;
  readonly plain: Readonly<Record<string, Command>>;
  readonly isMuted: () => boolean;
  readonly isSilent: () => boolean;
  /** `subType` as EVerest words it. */
  readonly onCommunicationFault: (raised: boolean, subType: string) => void;
};

/** What every API module does: heartbeat, communication check, and commands one at a time, in order. */
export function createApiModule(options: ApiModuleOptions) {
  const { module, bus } = options;
  let beats = 0;
  let beating: NodeJS.Timeout | null = null;
  let checking: NodeJS.Timeout | null = null;
  let activeFault: string | null = null;
  let queue = Promise.resolve();

  function raise(subType: string): void {
    if (activeFault) return;
    activeFault = subType;
    options.onCommunicationFault(true, subType);
  }

  function checked(alive: boolean): void {
    if (checking) clearTimeout(checking);
    checking = alive
      ? setTimeout(() => raise('Bridge to implementation connection lost'), options.checkTimeoutMs)
      : null;
    if (!activeFault) return;
    const cleared = activeFault;
    activeFault = null;
    options.onCommunicationFault(false, cleared);
  }

  function beat(): void {
    if (!options.isSilent()) bus.publish(module, 'heartbeat', beats);
    beats += 1;
  }

  async function handle(name: string, text: string): Promise<void> {
    const json = parse(text);
    if (name === 'communication_check') {
      if (typeof json === 'boolean') checked(json);
      return;
    }
    if (options.isMuted()) return;
    const plain = options.plain[name];
    if (plain) {
      await plain(json);
      return;
    }
    const request = Request.safeParse(json);
    const run = options.commands[name];
    if (!run || !request.success) return;
    const outcome = await run(request.data.payload);
    const replyTo = request.data.headers?.replyTo;
    if (outcome && replyTo) bus.reply(replyTo, outcome.reply);
  }

  function halt(): void {
    if (beating) clearInterval(beating);
    if (checking) clearTimeout(checking);
    beating = null;
    checking = null;
    activeFault = null;
  }

  return {
    /** As when EVerest starts: the counter from 0, the communication fault raised until the first check. */
    boot(): void {
      halt();
      beats = 0;
      beat();
      beating = setInterval(beat, options.heartbeatMs);
      raise('Initial communication check');
    },
    halt,
    receive(name: string, text: string): void {
      queue = queue.then(() => handle(name, text));
    },
  };
}
export type ApiModule = ReturnType<typeof createApiModule>;
