import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { LinkView } from '../../../machines/staffView.ts';
import type { Config } from '../../station/config.ts';
import type { TestKind } from './course.ts';
import { type Fact, failed, type hostTroubles, passed } from './results.ts';

const NAME_WITHIN_MS = 5_000;
const CONNECT_WITHIN_MS = 5_000;

type Host = {
  readonly host: string;
  readonly port: number;
  /** Takes one connection at a time, and the station may have it. */
  readonly device?: LinkView['device'];
};
type HostFact = Extract<Fact, { fact: 'host' }>;
type Trouble = (typeof hostTroubles)[number];

const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'mqtt:': 1883, 'mqtts:': 8883 };

function atAddress(address: string): Host {
  const { hostname, port, protocol } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (usualPorts[protocol] ?? 0) : Number(port) };
}

/** Every host the station is configured to reach. */
export function hostsOf(config: Config): readonly Host[] {
  const { cardTerminal, powerController, meter, receiptPrinter, mail, support } = config;
  const webhook = support?.desk?.webhook;
  return [
    { host: cardTerminal.host, port: cardTerminal.port, device: 'cardTerminal' },
    atAddress(powerController.url),
    ...(meter?.evses ?? []).map(({ url }) => atAddress(url)),
    ...(receiptPrinter ? [{ host: receiptPrinter.host, port: receiptPrinter.port }] : []),
    ...(mail ? [{ host: mail.host, port: mail.port }] : []),
    ...(webhook ? [atAddress(webhook.url)] : []),
  ];
}

/** Each host by its name and a connection that says nothing. */
export function networkTest(parts: {
  readonly hosts: () => readonly Host[];
  readonly links: () => readonly LinkView[];
}): TestKind {
  const { hosts, links } = parts;
  const stands = (device: Host['device']): LinkView | undefined =>
    links().find((link) => link.device === device && (link.state === 'up' || link.state === 'trouble'));

  async function factOf({ host, port, device }: Host): Promise<HostFact> {
    const address = `${host}:${port}`;
    const fact = { fact: 'host', address, isLinked: false } as const;
    const linked = device && stands(device);
    if (linked) return { ...fact, ms: linked.latencyMs, trouble: null, isLinked: true };
    const reached = await reach(host, port);
    return typeof reached === 'number'
      ? { ...fact, ms: reached, trouble: null }
      : { ...fact, ms: null, trouble: reached };
  }

  return {
    limitMs: 30_000,
    hindrance: () => null,
    async run() {
      const facts = await Promise.all(hosts().map(factOf));
      return facts.every(({ trouble }) => trouble === null) ? passed(...facts) : failed('hostsAway', ...facts);
    },
  };
}

/** Milliseconds from the first packet to the open connection, the name's look-up left out; or what went wrong. */
async function reach(host: string, port: number): Promise<number | Trouble> {
  const found = await Promise.race([
    lookup(host).catch((): Trouble => 'unknownName'),
    new Promise<Trouble>((resolve) => setTimeout(() => resolve('unknownName'), NAME_WITHIN_MS).unref()),
  ]);
  if (typeof found === 'string') return found;
  const askedAtMs = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: found.address, port, timeout: CONNECT_WITHIN_MS });
    const end = (answer: number | Trouble): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(Math.round(performance.now() - askedAtMs)));
    socket.once('timeout', () => end('silent'));
    socket.once('error', (cause: NodeJS.ErrnoException) => end(cause.code === 'ECONNREFUSED' ? 'refused' : 'silent'));
  });
}
