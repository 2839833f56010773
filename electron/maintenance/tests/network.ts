import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { LinkView } from '../../../machines/staffView.ts';
import type { Config } from '../../station/config.ts';
import type { TestKind } from './course.ts';
import { type Fact, failed, type hostTroubles, type hostUses, passed } from './results.ts';

const NAME_WITHIN_MS = 5_000;
const CONNECT_WITHIN_MS = 5_000;

type Host = { readonly use: (typeof hostUses)[number]; readonly host: string; readonly port: number };
type HostFact = Extract<Fact, { fact: 'host' }>;
type Trouble = (typeof hostTroubles)[number];

const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'mqtt:': 1883, 'mqtts:': 8883 };

function atAddress(use: Host['use'], address: string): Host {
  const { hostname, port, protocol } = new URL(address);
  const usual = usualPorts[protocol] ?? 0;
  return { use, host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
}

/** Every host the station is configured to reach. */
export function hostsOf(config: Config): readonly Host[] {
  const { cardTerminal, powerController, meter, receiptPrinter, mail, support } = config;
  const webhook = support?.desk?.webhook;
  return [
    { use: 'cardTerminal', host: cardTerminal.host, port: cardTerminal.port },
    atAddress('broker', powerController.url),
    ...(meter?.evses ?? []).map(({ url }) => atAddress('powerMeter', url)),
    ...(receiptPrinter
      ? [{ use: 'receiptPrinter', host: receiptPrinter.host, port: receiptPrinter.port } as const]
      : []),
    ...(mail ? [{ use: 'mail', host: mail.host, port: mail.port } as const] : []),
    ...(webhook ? [atAddress('helpDesk', webhook.url)] : []),
  ];
}

/** Each host by its name and a connection that says nothing. */
export function networkTest(parts: {
  readonly hosts: () => readonly Host[];
  readonly links: () => readonly LinkView[];
}): TestKind {
  const { hosts, links } = parts;
  /** A terminal takes one connection at a time, and the station keeps it. */
  const kept = (use: Host['use']): LinkView | undefined =>
    use === 'cardTerminal'
      ? links().find(({ device, state }) => device === use && (state === 'up' || state === 'trouble'))
      : undefined;

  async function factOf({ use, host, port }: Host): Promise<HostFact> {
    const address = `${host}:${port}`;
    const fact = { fact: 'host', use, address, isLinked: false } as const;
    const linked = kept(use);
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
