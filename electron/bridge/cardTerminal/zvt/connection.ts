import { connect as connectTcp, type Socket } from 'node:net';
import type { Logger } from 'pino';
import { err, ok, type Result } from '../../../../machines/result.ts';
import {
  type DialogueEffect,
  type DialogueEnd,
  type DialogueInput,
  openDialogue,
  step,
  strayAnswer,
  type Timers,
} from './dialogue.ts';
import { type Apdu, createFrameDecoder, encodeApdu } from './frames.ts';
import type { Message } from './messages.ts';
import { controlName, scrubbedHex } from './scrub.ts';
import type { Charset } from './text.ts';

/** What a command wants to hear while it runs. */
export type Exchange = {
  readonly timers: Timers;
  /** The whole command may take this long, in ms: patience (04 FF) may be asked for without end. */
  readonly limitMs: number;
  /** Keeps a 04 0F durably; false: the terminal is told to undo. Default: nothing to keep. */
  readonly onStatus?: (status: Message) => boolean;
  readonly onPrompt?: (statusCode: number) => void;
  readonly onPrint?: (message: Message) => void;
  /** When it fires, 06 B0 is sent; the command still ends by itself. */
  readonly signal?: AbortSignal;
};

/** An open socket to a terminal. One command at a time. */
export type ZvtConnection = {
  readonly open: boolean;
  /** It was us who closed it: then the terminal may need a moment before it takes the next connection. */
  readonly hungUp: boolean;
  /** Settles when the socket is gone. */
  readonly closed: Promise<void>;
  /** Character set of texts: CP437 until the terminal has agreed to another. */
  charset: Charset;
  run(apdu: Apdu, exchange: Exchange): Promise<DialogueEnd>;
  destroy(): void;
};

type Address = {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly frameTimeoutMs: number;
  /** How a socket is opened; over TCP unless a test brings its own wire. */
  readonly connect?: typeof connectTcp | undefined;
};

export function openConnection(address: Address, log: Logger): Promise<Result<ZvtConnection, string>> {
  return new Promise((resolve) => {
    const socket = (address.connect ?? connectTcp)({
      host: address.host,
      port: address.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 10_000,
    });
    const fail = (reason: string): void => {
      socket.destroy();
      resolve(err(reason));
    };
    const timer = setTimeout(() => fail('connect timed out'), address.timeoutMs);
    socket.once('error', (cause) => {
      clearTimeout(timer);
      fail(cause.message);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(ok(converse(socket, address.frameTimeoutMs, log)));
    });
  });
}

/** Runs dialogues over a connected socket: bytes to inputs, effects to bytes, timers and calls. */
function converse(socket: Socket, frameTimeoutMs: number, log: Logger): ZvtConnection {
  const decoder = createFrameDecoder();
  let running: { feed(input: DialogueInput): void; readonly control: number } | null = null;
  let frameTimer: NodeJS.Timeout | undefined;
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      clearTimeout(frameTimer);
      running?.feed({ type: 'closed' });
      resolve();
    });
  });

  let hungUp = false;
  const hangUp = (): void => {
    hungUp = true;
    socket.destroy();
  };

  const send = (apdu: Apdu): void => {
    trace('→', apdu);
    if (!socket.destroyed) socket.write(encodeApdu(apdu));
  };
  const trace = (direction: '→' | '←', apdu: Apdu): void => {
    if (!log.isLevelEnabled('debug')) return;
    log.debug({ frame: scrubbedHex(apdu, running?.control) }, `zvt ${direction} ${controlName(apdu.control)}`);
  };

  const onFrame = (apdu: Apdu): void => {
    trace('←', apdu);
    if (running) running.feed({ type: 'frame', apdu });
    else for (const effect of strayAnswer(apdu)) if (effect.type === 'send') send(effect.apdu);
  };

  socket.on('error', (cause) => log.info({ reason: cause.message }, 'terminal socket failed'));
  socket.on('data', (chunk) => {
    const events = decoder.push(chunk);
    if (events.length > 0) {
      clearTimeout(frameTimer);
      frameTimer = undefined;
    }
    for (const event of events) {
      if (event.type === 'frame') onFrame(event.apdu);
      else {
        log.warn({ hex: event.hex }, 'terminal sent what is no ZVT frame');
        running?.feed({ type: 'garbled', hex: event.hex });
        hangUp();
      }
    }
    // A frame begun and never finished would swallow all that follows.
    if (decoder.pending) frameTimer ??= setTimeout(hangUp, frameTimeoutMs);
  });

  const connection: ZvtConnection = {
    charset: 'cp437',
    closed,
    get open() {
      return !socket.destroyed && socket.writable;
    },
    get hungUp() {
      return hungUp;
    },
    destroy: hangUp,
    run: (apdu, exchange) =>
      new Promise<DialogueEnd>((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        let [dialogue, first] = openDialogue(apdu, exchange.timers, connection.charset);
        const abort = (): void => feed({ type: 'abort' });
        const perform = (effect: DialogueEffect): void => {
          switch (effect.type) {
            case 'send':
              send(effect.apdu);
              break;
            case 'wait':
              clearTimeout(timer);
              timer = setTimeout(() => feed({ type: 'timeout' }), effect.ms);
              break;
            case 'store':
              feed({ type: 'stored', accepted: exchange.onStatus?.(effect.status) ?? true });
              break;
            case 'prompt':
              exchange.onPrompt?.(effect.statusCode);
              break;
            case 'print':
              exchange.onPrint?.(effect.message);
              break;
            case 'hangUp':
              hangUp();
              break;
            case 'end':
              clearTimeout(timer);
              clearTimeout(limit);
              exchange.signal?.removeEventListener('abort', abort);
              running = null;
              resolve(effect.end);
              break;
          }
        };
        const feed = (input: DialogueInput): void => {
          const [next, effects] = step(dialogue, input);
          dialogue = next;
          for (const effect of effects) perform(effect);
        };
        const limit = setTimeout(() => {
          log.error({ control: controlName(apdu.control) }, 'terminal does not come to an end; hanging up');
          feed({ type: 'timeout' });
        }, exchange.limitMs);
        running = { feed, control: apdu.control };
        for (const effect of first) perform(effect);
        exchange.signal?.addEventListener('abort', abort);
        if (exchange.signal?.aborted) abort();
        if (!connection.open) feed({ type: 'closed' });
      }),
  };
  return connection;
}
