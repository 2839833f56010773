import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { err, ok, type Result } from '../../../machines/result.ts';
import { createFaults } from '../faults.ts';
import { type BookEntry, openBook } from './book.ts';
import { cardById, cards } from './cards.ts';
import { type Faults, type TerminalFault, terminalFaults } from './faults.ts';
import { type Line, openLine } from './line.ts';
import { idleDisplay, serveCommands, type Terminal } from './terminal.ts';

export type TerminalSimulatorOptions = {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** The terminal's own book (JSON), made when it is not there; null: kept in memory. */
  readonly bookFile: string | null;
  readonly seed: number;
  /** Six digits, as the driver must send them. */
  readonly password: string;
  readonly terminalId?: string;
  /** BMP 49, e.g. 0978 for EUR. */
  readonly currencyCode?: string;
  readonly bankDelayMs?: number;
  /** Wait for a card or PIN within a payment, in ms. */
  readonly cardTimeoutMs?: number;
  /** Wait for the ECR's acknowledgement, in ms. */
  readonly t3Ms?: number;
  readonly lateAckMs?: number;
  /** How long a reboot takes, in ms. */
  readonly rebootMs?: number;
  readonly now?: () => number;
  /** How it listens; on TCP unless a test brings its own wire. */
  readonly createServer?: typeof createTcpServer;
};

export type TerminalSimulatorError =
  | { readonly code: 'port_taken'; readonly port: number }
  | { readonly code: 'cannot_listen'; readonly detail: string }
  | { readonly code: 'book_unreadable'; readonly detail: string };

/** What the bench shows of it; its shape is BenchState['terminal']. */
export type TerminalState = {
  readonly linkUp: boolean;
  readonly display: readonly string[];
  readonly cardPresented: string | null;
  readonly waitsForPin: boolean;
  readonly bankDelayMs: number;
  readonly faults: readonly { readonly id: TerminalFault; readonly on: boolean }[];
  /** Newest first. */
  readonly book: readonly Pick<BookEntry, 'receiptNumber' | 'heldMinor' | 'capturedMinor' | 'state' | 'card'>[];
};

export type TerminalSimulator = {
  readonly port: number;
  /** Puts a card to the reader; it stays until read or taken away. False: no such card. */
  presentCard(id: string): boolean;
  removeCard(): void;
  /** False when the terminal does not ask for a PIN. */
  enterPin(pin: string): boolean;
  setBankDelay(ms: number): void;
  /** The network cable. */
  setLink(up: boolean): Promise<void>;
  /** Power off and on: connection and registration are gone, the book is not. */
  reboot(): Promise<void>;
  readonly faults: Faults;
  state(): TerminalState;
  onChange(listener: () => void): () => void;
  /** All pre-authorizations ever made, oldest first. */
  book(): readonly BookEntry[];
  close(): Promise<void>;
};

/** The cards a person can present. */
export const simulatedCards = cards.map(({ id, label, kind }) => ({ id, label, kind }));

const IDLE_DISCONNECT_MS = 1_000;

/** A card terminal that speaks ZVT on a TCP socket, to one client at a time. */
export async function startTerminalSimulator(
  options: TerminalSimulatorOptions,
): Promise<Result<TerminalSimulator, TerminalSimulatorError>> {
  const opened = openBook(options.bookFile);
  if (!opened.ok) return opened;
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const check of waiting) check();
    for (const listener of listeners) listener();
  };
  const faults = createFaults<TerminalFault>(() => changed());
  const book = opened.value;
  const terminal: Terminal = {
    options: {
      password: options.password,
      terminalId: options.terminalId ?? '52523535',
      currencyCode: options.currencyCode ?? '0978',
      cardTimeoutMs: options.cardTimeoutMs ?? 30_000,
      lateAckMs: options.lateAckMs ?? 1_500,
      now: options.now ?? Date.now,
      random: seeded(options.seed),
    },
    faults,
    book,
    registered: false,
    configByte: 0x86,
    tlvActive: false,
    display: idleDisplay,
    presented: null,
    lastRead: null,
    toBeInserted: new Set(),
    waitsForPin: false,
    typedPin: null,
    bankDelayMs: options.bankDelayMs ?? 400,
    changed,
    waitFor: (found, ms, dialogue) =>
      new Promise((resolve) => {
        const settle = (value: NonNullable<ReturnType<typeof found>> | 'timeout' | 'aborted'): void => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve(value);
        };
        const check = (): void => {
          const value = found();
          if (dialogue.aborted || !dialogue.line.alive) settle('aborted');
          else if (value !== null && value !== undefined) settle(value);
        };
        const timer = setTimeout(() => settle('timeout'), ms);
        waiting.add(check);
        check();
      }),
  };

  let client: Socket | null = null;
  let server: Server | null = null;
  let linkUp = true;

  const onClient = (socket: Socket): void => {
    if (client) {
      socket.destroy();
      return;
    }
    client = socket;
    const service = serveCommands(terminal);
    let idle: NodeJS.Timeout | undefined;
    const watchSilence = (): void => {
      clearTimeout(idle);
      idle = setTimeout(() => faults.isOn('idleDisconnect') && socket.destroy(), IDLE_DISCONNECT_MS);
    };
    socket.on('data', watchSilence);
    watchSilence();
    const line: Line = openLine(socket, {
      faults,
      t3Ms: options.t3Ms ?? 5_000,
      onCommand: (apdu) => service.onCommand(apdu, line),
      onClose: () => {
        clearTimeout(idle);
        if (client === socket) client = null;
        service.cut();
      },
    });
  };

  const listen = (port: number): Promise<Result<number, TerminalSimulatorError>> =>
    new Promise((resolve) => {
      const listening = (options.createServer ?? createTcpServer)(onClient);
      listening.once('error', (cause: NodeJS.ErrnoException) =>
        resolve(
          err(
            cause.code === 'EADDRINUSE'
              ? { code: 'port_taken', port }
              : { code: 'cannot_listen', detail: cause.message },
          ),
        ),
      );
      listening.listen(port, options.host, () => {
        server = listening;
        const address = listening.address();
        resolve(ok(typeof address === 'object' && address ? address.port : port));
      });
    });
  const unplug = async (): Promise<void> => {
    const listening = server;
    server = null;
    client?.destroy();
    client = null;
    if (listening) await new Promise((resolve) => listening.close(resolve));
  };

  const first = await listen(options.port);
  if (!first.ok) return first;
  const port = first.value;
  const setLink = async (up: boolean): Promise<void> => {
    linkUp = up;
    if (up && !server) await listen(port);
    if (!up) await unplug();
    changed();
  };

  return ok({
    port,
    faults,
    setLink,
    presentCard(id) {
      terminal.presented = cardById(id) ?? null;
      changed();
      return terminal.presented !== null;
    },
    removeCard() {
      terminal.presented = null;
      changed();
    },
    enterPin(pin) {
      if (!terminal.waitsForPin) return false;
      terminal.typedPin = pin;
      changed();
      return true;
    },
    setBankDelay(ms) {
      terminal.bankDelayMs = ms;
      changed();
    },
    async reboot() {
      await setLink(false);
      Object.assign(terminal, { registered: false, tlvActive: false, configByte: 0x86, lastRead: null });
      await new Promise((resolve) => setTimeout(resolve, options.rebootMs ?? 500));
      await setLink(true);
    },
    state: () => ({
      linkUp,
      display: terminal.display,
      cardPresented: terminal.presented?.id ?? null,
      waitsForPin: terminal.waitsForPin,
      bankDelayMs: terminal.bankDelayMs,
      faults: (Object.keys(terminalFaults) as TerminalFault[]).map((id) => ({ id, on: faults.isOn(id) })),
      book: book.entries().toReversed(),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    book: () => book.entries(),
    close: unplug,
  });
}

/** mulberry32: the same seed, the same terminal. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
