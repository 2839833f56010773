import { randomUUID } from 'node:crypto';
import { connect as connectMqtt, type MqttClient } from 'mqtt';

/** One API module: its topics stand under `everest_api/1/{api}/{module}/`. */
export type Module = { readonly api: string; readonly module: string };

const topic = ({ api, module }: Module, rest: string): string => `everest_api/1/${api}/${module}/${rest}`;

export type BusOptions = {
  readonly url: string;
  readonly prefix: string;
  readonly modules: readonly Module[];
  readonly onUp: () => void;
  /** `wanted`: we dropped off ourselves. EVerest does not survive losing its broker otherwise. */
  readonly onDown: (wanted: boolean) => void;
  readonly onMessage: (module: Module, name: string, text: string) => void;
  readonly connect?: typeof connectMqtt | undefined;
};

/** EVerest's side of the broker: QoS 0, nothing retained, variables pretty-printed, booleans and requests compact. */
export function createBus(options: BusOptions) {
  const { prefix } = options;
  const waiting = new Map<string, (text: string) => void>();
  let client: MqttClient | null = null;
  let up = false;
  let wanted = true;

  function send(unprefixed: string, text: string): void {
    if (up) client?.publish(prefix + unprefixed, text, { qos: 0, retain: false });
  }

  function received(fullTopic: string, payload: Buffer): void {
    if (!fullTopic.startsWith(prefix)) return;
    const unprefixed = fullTopic.slice(prefix.length);
    const text = payload.toString('utf8');
    waiting.get(unprefixed)?.(text);
    const module = options.modules.find((m) => unprefixed.startsWith(topic(m, 'm2e/')));
    if (module) options.onMessage(module, unprefixed.slice(topic(module, 'm2e/').length), text);
  }

  return {
    get up() {
      return up;
    },
    open(): void {
      wanted = true;
      if (client) return;
      const opened = (options.connect ?? connectMqtt)(options.url, {
        clientId: `everest-${randomUUID().slice(0, 13)}`,
        reconnectPeriod: 250,
        keepalive: 10,
        queueQoSZero: false,
        resubscribe: false,
      });
      client = opened;
      opened.on('error', () => {}); // the broker is away; mqtt.js tries again
      opened.on('message', received);
      opened.on('connect', () => {
        opened.subscribe(
          options.modules.map((m) => `${prefix}${topic(m, 'm2e/#')}`),
          { qos: 0 },
          (cause) => {
            if (cause || client !== opened || !opened.connected) return;
            up = true;
            options.onUp();
          },
        );
      });
      opened.on('close', () => {
        if (!up || client !== opened) return;
        up = false;
        options.onDown(!wanted);
      });
    },
    async close(): Promise<void> {
      wanted = false;
      const closing = client;
      client = null;
      if (up) {
        up = false;
        options.onDown(true);
      }
      await closing?.endAsync(true);
    },
    publish: (module: Module, name: string, value: unknown): void => send(topic(module, `e2m/${name}`), pretty(value)),
    reply: (replyTo: string, value: unknown): void => send(replyTo, pretty(value)),
    /** Asks the client; `accept` says whether an answer can be read: others are dropped and waited past. Null: time-out. */
    request<T>(module: Module, name: string, args: unknown, timeoutMs: number, accept: (json: unknown) => T | null) {
      const replyTo = topic(module, `m2e/reply/${randomUUID()}`);
      return new Promise<T | null>((resolve) => {
        const done = (value: T | null): void => {
          clearTimeout(timer);
          waiting.delete(replyTo);
          resolve(value);
        };
        const timer = setTimeout(() => done(null), timeoutMs);
        timer.unref(); // minutes long: no reason to keep a process
        waiting.set(replyTo, (text) => {
          const value = accept(parse(text));
          if (value !== null) done(value);
        });
        send(topic(module, `e2m/${name}`), JSON.stringify({ headers: { replyTo }, payload: args }));
      });
    },
  };
}
export type Bus = ReturnType<typeof createBus>;

const pretty = (value: unknown): string =>
  typeof value === 'boolean' ? JSON.stringify(value) : JSON.stringify(value, null, 4);

/** Undefined when it is not JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
