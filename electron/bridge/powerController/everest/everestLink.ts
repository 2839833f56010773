import { randomUUID } from 'node:crypto';
import { connect as connectMqtt, type MqttClient } from 'mqtt';
import type { z } from 'zod';
import type { ControllerError } from '../../../../machines/ports/powerController.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import type { Log } from './log.ts';
import { type ApiInstance, isPublishable, topicOf } from './topics.ts';

export type EverestLinkOptions = {
  readonly url: string;
  /** EVerest's `mqtt_external_prefix`: glued before every topic, but never inside `replyTo`. */
  readonly prefix: string;
  readonly instances: readonly ApiInstance[];
  readonly requestTimeoutMs: number;
  readonly reconnectMs: number;
  readonly log: Log;
  /** How the broker is reached; over its URL unless a test brings its own wire. */
  readonly connect?: typeof connectMqtt | undefined;
  /** Connected and subscribed: from here on nothing is missed. */
  readonly onConnected: () => void;
  readonly onLost: () => void;
  /** Why the broker cannot be reached or does not let us in. */
  readonly onFailure?: (why: string) => void;
  /** A request was answered. */
  readonly onAnswer?: (latencyMs: number) => void;
  /** One message that is JSON; what it means is the listener's to check. */
  readonly onMessage: (instance: ApiInstance, name: string, json: unknown) => void;
};

type Answered = (answer: Result<unknown, ControllerError>) => void;

/** The MQTT side of the API: topics, prefix, requests with a time-out each. Nothing is queued while the broker is away. */
export function createEverestLink(options: EverestLinkOptions) {
  const { prefix, log } = options;
  const instances = new Map(options.instances.map((instance) => [topicOf(instance, 'e2m', ''), instance]));
  const open = new Map<string, Answered>();
  let client: MqttClient | null = null;
  let connected = false;

  function lost(): void {
    if (!connected) return;
    connected = false;
    for (const answered of [...open.values()]) answered(err({ code: 'link_lost' }));
    options.onLost();
  }

  function received(fullTopic: string, payload: Buffer): void {
    if (!fullTopic.startsWith(prefix)) return;
    const topic = fullTopic.slice(prefix.length);
    const [, base, name] = /^((?:[^/]*\/){5})([^/]+)/.exec(topic) ?? [];
    const instance = instances.get(base ?? '');
    const answered = open.get(topic);
    if (!instance || name === undefined) return;
    // Deeper topics are replies: ours, or another client's.
    if (!answered && topic !== `${base}${name}`) return;
    let json: unknown;
    try {
      json = JSON.parse(payload.toString('utf8'));
    } catch {
      log.warn({ topic }, 'not JSON, ignored');
      return;
    }
    if (answered) answered(ok(json));
    else options.onMessage(instance, name, json);
  }

  function publishTo(topic: string, payload: unknown): boolean {
    if (!client || !connected || !isPublishable(topic)) return false;
    // QoS 0 and never retained: EVerest would act on a retained command at its next start.
    client.publish(prefix + topic, JSON.stringify(payload), { qos: 0, retain: false }, (cause) => {
      if (cause) log.debug({ topic, cause: cause.message }, 'not published');
    });
    return true;
  }

  return {
    get connected() {
      return connected;
    },

    start(): void {
      if (client) return;
      const started = (options.connect ?? connectMqtt)(options.url, {
        clientId: `surtidor-${randomUUID().slice(0, 13)}`,
        clean: true,
        keepalive: 10,
        reconnectPeriod: options.reconnectMs,
        connectTimeout: 10_000,
        queueQoSZero: false, // a token provided after an outage would start a charge nobody waits for
        resubscribe: false,
      });
      client = started;
      started.on('connect', () => {
        const topics = [...instances.keys()].map((base) => `${prefix}${base}#`);
        started.subscribe(topics, { qos: 0 }, (cause) => {
          if (cause) {
            options.onFailure?.(cause.message);
            return log.error({ cause: cause.message }, 'broker refused the subscription');
          }
          if (client !== started || !started.connected) return;
          connected = true;
          options.onConnected();
        });
      });
      started.on('close', lost);
      started.on('error', (cause) => {
        log.debug({ cause: cause.message }, 'broker');
        options.onFailure?.(cause.message);
      });
      started.on('message', received);
    },

    async stop(): Promise<void> {
      const ending = client;
      client = null;
      lost();
      await ending?.endAsync(true);
    },

    publish: (instance: ApiInstance, name: string, payload: unknown): boolean =>
      publishTo(topicOf(instance, 'm2e', name), payload),

    /** Answers a request of EVerest's; `replyTo` comes from it, without the prefix. */
    reply: publishTo,

    /** Asks EVerest. There are no error replies: what it cannot read it leaves unanswered. */
    async request<T>(
      instance: ApiInstance,
      command: string,
      schema: z.ZodType<T>,
      args?: unknown,
    ): Promise<Result<T, ControllerError>> {
      const replyTo = topicOf(instance, 'e2m', `${command}/${randomUUID()}`);
      const askedAtMs = performance.now();
      const answer = await new Promise<Result<unknown, ControllerError>>((resolve) => {
        const timer = setTimeout(() => answered(err({ code: 'timed_out' })), options.requestTimeoutMs);
        const answered: Answered = (result) => {
          clearTimeout(timer);
          open.delete(replyTo);
          resolve(result);
        };
        open.set(replyTo, answered);
        const body = { headers: { replyTo }, ...(args === undefined ? {} : { payload: args }) };
        if (!publishTo(topicOf(instance, 'm2e', command), body)) answered(err({ code: 'link_lost' }));
      });
      if (!answer.ok) return answer;
      options.onAnswer?.(performance.now() - askedAtMs);
      const parsed = schema.safeParse(answer.value);
      if (parsed.success) return ok(parsed.data);
      log.warn({ module: instance.module, command }, 'unreadable answer');
      return err({ code: 'refused', detail: `unreadable answer to ${command}` });
    },
  };
}
export type EverestLink = ReturnType<typeof createEverestLink>;
