import { connect as connectTcp } from 'node:net';
import type { PrinterError } from '../../../../machines/ports/receiptPrinter.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import { command } from './commands.ts';
import { kindOf, type StatusBytes } from './status.ts';

export type Connect = typeof connectTcp;

/** An open connection to a printer. */
export type PrinterLine = {
  readonly closed: boolean;
  /** How many commands that are answered in turn have been. */
  readonly answered: number;
  send(...bytes: readonly Uint8Array[]): void;
  /** Asks all four real-time states, one after the other. */
  look(): Promise<Result<StatusBytes, PrinterError>>;
  /** Resolves when anything was heard, the line is gone, or `ms` have passed. */
  news(ms: number): Promise<void>;
  /** Sends what is still to be sent and hangs up. */
  close(): void;
};

type Address = {
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
  readonly statusTimeoutMs: number;
};

export function openLine(address: Address, connect: Connect = connectTcp): Promise<Result<PrinterLine, PrinterError>> {
  return new Promise((resolve) => {
    const socket = connect({ host: address.host, port: address.port, noDelay: true });
    const timer = setTimeout(() => fail({ code: 'timed_out' }), address.connectTimeoutMs);
    const fail = (error: PrinterError): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(err(error));
    };
    socket.once('error', () => fail({ code: 'link_lost' }));
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(ok(lineOn(socket, address.statusTimeoutMs)));
    });
  });
}

function lineOn(socket: ReturnType<Connect>, statusTimeoutMs: number): PrinterLine {
  let answered = 0;
  const states: number[] = [];
  let wake: (() => void) | null = null;
  const tell = (): void => wake?.();
  socket.on('error', () => socket.destroy());
  socket.on('close', tell);
  socket.on('data', (bytes) => {
    for (const byte of bytes) {
      const kind = kindOf(byte);
      if (kind === 'realTime') states.push(byte);
      else if (kind === 'inTurn') answered += 1;
    }
    tell();
  });

  const news = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      wake = done;
      if (socket.destroyed) done();
    });

  async function state(n: 1 | 2 | 3 | 4): Promise<Result<number, PrinterError>> {
    states.length = 0;
    socket.write(command.realTimeStatus(n));
    const lateAt = performance.now() + statusTimeoutMs;
    for (;;) {
      const [byte] = states;
      if (byte !== undefined) return ok(byte);
      if (socket.destroyed) return err({ code: 'link_lost' });
      const leftMs = lateAt - performance.now();
      if (leftMs <= 0) return err({ code: 'timed_out' });
      await news(leftMs);
    }
  }

  return {
    get closed() {
      return socket.destroyed;
    },
    get answered() {
      return answered;
    },
    send: (...parts) => {
      for (const bytes of parts) socket.write(bytes);
    },
    news,
    async look() {
      const bytes: number[] = [];
      for (const n of [1, 2, 3, 4] as const) {
        const byte = await state(n);
        if (!byte.ok) return byte;
        bytes.push(byte.value);
      }
      const [printer = 0, offline = 0, error = 0, roll = 0] = bytes;
      return ok({ printer, offline, error, roll });
    },
    close: () => socket.destroySoon(),
  };
}
