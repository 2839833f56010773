import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** One channel of an API's contract; replies have no topic of their own. `validate` is null where no payload is defined. */
type Channel = {
  readonly channel: string;
  readonly api: string;
  readonly topic: RegExp | null;
  readonly replyChannel: string | null;
  readonly validate: ValidateFunction | null;
};

type ContractFile = {
  readonly api_type?: string;
  readonly topics?: readonly {
    readonly channel: string;
    readonly topic: string | null;
    readonly reply_channel?: string;
    readonly schema: object | null;
  }[];
  readonly $defs?: object;
};

export type Judgement = { readonly name: string; readonly problem: string | null };

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The contracts of a folder. Judges messages by topic, replies by the request that asked for them. */
export function loadContracts(directory: string) {
  const channels = readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => channelsOf(parse(readFileSync(join(directory, file), 'utf8')) as ContractFile));
  const awaited = new Map<string, Channel>();
  const nameOf = ({ api, channel }: Channel): string => `${api} ${channel}`;

  return {
    names: channels.map(nameOf),
    /** `topic` without the prefix. */
    judge(topic: string, text: string): Judgement {
      const channel = awaited.get(topic) ?? channels.find((candidate) => candidate.topic?.test(topic));
      if (!channel) return { name: topic, problem: 'no such topic in the contracts' };
      const name = nameOf(channel);
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {
        return { name, problem: 'not JSON' };
      }
      if (channel.replyChannel) {
        const replyTo = (json as { headers?: { replyTo?: string } } | null)?.headers?.replyTo;
        const reply = channels.find((c) => c.api === channel.api && c.channel === channel.replyChannel);
        if (replyTo && reply) awaited.set(replyTo, reply);
      }
      if (!channel.validate || channel.validate(asContracted(json))) return { name, problem: null };
      const problem = channel.validate.errors?.map((e) => `${e.instancePath || '/'} ${e.message}`).join('; ');
      return { name, problem: problem ?? 'invalid' };
    },
  };
}

function channelsOf(file: ContractFile): Channel[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('date-time', DATE_TIME);
  return (file.topics ?? []).map(({ channel, topic, reply_channel, schema }) => ({
    channel,
    api: file.api_type ?? '?',
    topic: topic === null ? null : new RegExp(`^${topic.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    replyChannel: reply_channel ?? null,
    validate: schema === null ? null : ajv.compile({ ...schema, $defs: file.$defs ?? {} }),
  }));
}

/** EVerest writes this event with a colon, against its own contract. */
function asContracted(json: unknown): unknown {
  const isResumed = (json as { event?: unknown } | null)?.event === 'SessionResumed:';
  return isResumed ? { ...(json as object), event: 'SessionResumed' } : json;
}
