import type { Socket } from 'node:net';
import { command, isAnswer, isPositive } from '../../bridge/cardTerminal/zvt/commands.ts';
import type { Fields } from '../../bridge/cardTerminal/zvt/fields.ts';
import { type Apdu, createFrameDecoder, encodeApdu } from '../../bridge/cardTerminal/zvt/frames.ts';
import { encodeMessage } from '../../bridge/cardTerminal/zvt/messages.ts';
import type { Charset } from '../../bridge/cardTerminal/zvt/text.ts';
import type { StrikingFaults } from '../faults.ts';
import type { TerminalFault } from './faults.ts';

/** How the ECR answered a frame of ours: `negative` undoes a 04 0F, `busy` wants it again. */
export type EcrAnswer = 'positive' | 'negative' | 'busy' | 'lost';

/** The terminal's end of one connection. */
export type Line = {
  charset: Charset;
  readonly alive: boolean;
  /** Sends a command of the terminal and waits for the answer; no answer within T3 closes the connection. */
  say(control: number, fields?: Fields, inReplyTo?: number): Promise<EcrAnswer>;
  answer(apdu: Apdu): void;
  /** Raw bytes, for faults. */
  spill(bytes: Buffer): void;
  drop(): void;
};

/** 99h stands for no field in any revision. */
const unknownBmp = Buffer.from('9901', 'hex');

type Deps = {
  readonly faults: StrikingFaults<TerminalFault>;
  readonly t3Ms: number;
  readonly onCommand: (apdu: Apdu, line: Line) => void;
  readonly onClose: () => void;
};

export function openLine(socket: Socket, { faults, t3Ms, onCommand, onClose }: Deps): Line {
  const decoder = createFrameDecoder();
  let awaiting: ((answer: EcrAnswer) => void) | null = null;
  /** An answer kept back to leave together with the next frame. */
  let kept: Buffer = Buffer.alloc(0);
  /** Bytes leave in order, also where each goes by itself. */
  let outbox: Promise<void> = Promise.resolve();

  const transmit = (apdu: Apdu): void => {
    const bytes = encodeApdu(apdu, faults.strikes('longLength'));
    if (isAnswer(apdu.control) && faults.strikes('coalesceFrames')) {
      kept = Buffer.concat([kept, bytes]);
      setTimeout(flush, 30);
    } else if (faults.strikes('splitBytes')) {
      flush();
      for (const byte of bytes) {
        write(Buffer.from([byte]));
        outbox = outbox.then(() => new Promise((resolve) => setImmediate(resolve)));
      }
    } else {
      kept = Buffer.concat([kept, bytes]);
      flush();
    }
  };
  const flush = (): void => {
    if (kept.length > 0) write(kept);
    kept = Buffer.alloc(0);
  };
  const write = (bytes: Buffer): void => {
    outbox = outbox.then(() => {
      if (!socket.destroyed) socket.write(bytes);
    });
  };
  const withOddField = ({ control, data }: Apdu): Apdu => {
    // The amount, 7 bytes behind the 2 of the result code, goes to the end and behind the field nobody knows.
    if (data[2] === 0x04 && faults.strikes('unknownBmpBeforeAmount'))
      return {
        control,
        data: Buffer.concat([data.subarray(0, 2), data.subarray(9), unknownBmp, data.subarray(2, 9)]),
      };
    return { control, data: faults.strikes('unknownBmp') ? Buffer.concat([data, unknownBmp]) : data };
  };
  const heard = (answer: EcrAnswer): void => {
    const resolve = awaiting;
    awaiting = null;
    resolve?.(answer);
  };

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    heard('lost');
    onClose();
  });
  socket.on('data', (chunk) => {
    for (const event of decoder.push(chunk)) {
      if (event.type === 'garbled') socket.destroy();
      // Later than the answer before it in the same segment, which ends the dialogue before.
      else if (!isAnswer(event.apdu.control)) setImmediate(() => onCommand(event.apdu, line));
      else if (isPositive(event.apdu.control)) heard('positive');
      else heard(event.apdu.control === command.busy ? 'busy' : 'negative');
    }
  });

  const line: Line = {
    charset: 'cp437',
    get alive() {
      return !socket.destroyed;
    },
    say(control, fields = {}, inReplyTo) {
      if (socket.destroyed) return Promise.resolve('lost');
      const answered = new Promise<EcrAnswer>((resolve) => {
        const timer = setTimeout(() => socket.destroy(), t3Ms);
        awaiting = (answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
      });
      const message = encodeMessage(control, fields, { inReplyTo, charset: line.charset });
      transmit(control === command.statusInformation ? withOddField(message) : message);
      return answered;
    },
    answer: transmit,
    spill: write,
    drop() {
      outbox = outbox.then(() => socket.destroySoon());
    },
  };
  return line;
}
