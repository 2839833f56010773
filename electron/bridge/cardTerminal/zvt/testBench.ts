import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { money } from '../../../../machines/money.ts';
import type {
  CardTerminal,
  DayTotals,
  Hold,
  HoldName,
  TerminalNotice,
  TerminalPrompt,
} from '../../../../machines/ports/cardTerminal.ts';
import {
  startTerminalSimulator,
  type TerminalSimulator,
  type TerminalSimulatorOptions,
} from '../../../simulators/cardTerminal/terminalSimulator.ts';
import { createZvtTerminal, type ZvtTerminalConfig } from './zvtTerminal.ts';

export const PASSWORD = '482913';
export const euros = (minor: number) => money(minor, 'EUR');

/** Driver and simulated terminal at the two ends of a real socket, with short timers. */
export async function openBench(
  changes: {
    config?: Partial<ZvtTerminalConfig>;
    simulator?: Partial<TerminalSimulatorOptions>;
    commandLimitMs?: number;
  } = {},
) {
  const dir = mkdtempSync(join(tmpdir(), 'zvt-'));
  const started = await startTerminalSimulator({
    port: 0,
    host: '127.0.0.1',
    bookFile: join(dir, 'book.json'),
    seed: 7,
    password: PASSWORD,
    bankDelayMs: 5,
    cardTimeoutMs: 2_000,
    t3Ms: 400,
    lateAckMs: 150,
    rebootMs: 20,
    ...changes.simulator,
  });
  if (!started.ok) throw new Error(started.error.code);
  const simulator: TerminalSimulator = started.value;
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const terminal: CardTerminal = createZvtTerminal(
    {
      protocol: 'zvt',
      host: '127.0.0.1',
      port: simulator.port,
      t3Ms: 400,
      t4Ms: 1_500,
      connectTimeoutMs: 500,
      reconnectMinMs: 60,
      reconnectMaxMs: 200,
      statusPollMs: 0,
      configByte: 'BE',
      readTimeoutS: 2,
      captureWith: 'partialReversal',
      reuseReadCard: true,
      currency: 'EUR',
      ...changes.config,
    },
    { log, password: PASSWORD, busyPauseMs: 30, turnGraceMs: 150, commandLimitMs: changes.commandLimitMs ?? 60_000 },
  );
  const notices: TerminalNotice[] = [];
  terminal.onNotice((notice) => notices.push(notice));
  terminal.start();

  const bench = {
    terminal,
    simulator,
    notices,
    logged,
    prompts: [] as TerminalPrompt[],
    stored: [] as unknown[],
    bookFile: join(dir, 'book.json'),
    /** Resolves when `fact` holds; fails after two seconds. */
    async until(fact: () => boolean): Promise<void> {
      const deadline = Date.now() + 2_000;
      while (!fact()) {
        if (Date.now() > deadline) throw new Error(`never true: ${fact}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    up: () => bench.until(() => terminal.link === 'up'),
    read: (timeoutMs = 2_000, signal = new AbortController().signal) =>
      terminal.readCard({ timeoutMs, onPrompt: (prompt) => bench.prompts.push(prompt) }, signal),
    hold: (
      minor = 6_000,
      signal = new AbortController().signal,
      store: (hold: Hold) => void = (hold) => void bench.stored.push(hold),
    ) =>
      terminal.preAuthorize(
        { amount: euros(minor), reference: 'S1-session-0001', onPrompt: (prompt) => bench.prompts.push(prompt), store },
        signal,
      ),
    /** A hold of `minor` on the Visa card. */
    async held(minor = 6_000): Promise<Hold> {
      simulator.presentCard('visa');
      const held = await bench.hold(minor);
      if (!held.ok) throw new Error(held.error.code);
      return held.value;
    },
    capture: (
      hold: HoldName,
      minor: number,
      store: (booking: unknown) => void = (booking) => void bench.stored.push(booking),
    ) => terminal.capture({ hold, amount: euros(minor), reference: 'S1-session-0001', store }),
    reverse: (hold: HoldName) =>
      terminal.reverse({ hold, reference: 'S1-session-0001', store: (booking) => void bench.stored.push(booking) }),
    endOfDay: (
      store: (totals: DayTotals | null) => void = (totals) => void bench.stored.push(totals),
      mayBegin = () => true,
    ) => terminal.endOfDay({ mayBegin, store }),
    async close(): Promise<void> {
      await terminal.stop();
      await simulator.close();
      rmSync(dir, { recursive: true });
    },
  };
  return bench;
}

export type Bench = Awaited<ReturnType<typeof openBench>>;
