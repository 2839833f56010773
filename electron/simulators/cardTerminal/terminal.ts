import { command } from '../../bridge/cardTerminal/zvt/commands.ts';
import type { Fields } from '../../bridge/cardTerminal/zvt/fields.ts';
import type { Apdu } from '../../bridge/cardTerminal/zvt/frames.ts';
import { bare, decodeMessage, encodeMessage, type Message } from '../../bridge/cardTerminal/zvt/messages.ts';
import type { StrikingFaults } from '../faults.ts';
import type { Book } from './book.ts';
import type { SimulatedCard } from './cards.ts';
import type { TerminalFault } from './faults.ts';
import type { EcrAnswer, Line } from './line.ts';
import { preAuthorization } from './payment.ts';
import { readCard } from './readCard.ts';
import { diagnosis, endOfDay, initialisation, logOff, registration, repeatReceipt, status } from './service.ts';
import { bookTotal, partialReversal, preAuthorizationReversal } from './settlement.ts';

export type TerminalOptions = {
  readonly password: string;
  readonly terminalId: string;
  /** BMP 49 of the only currency it has. */
  readonly currencyCode: string;
  /** How long it waits for a card or PIN within a payment, in ms. */
  readonly cardTimeoutMs: number;
  readonly lateAckMs: number;
  readonly now: () => number;
  /** Seeded: 0 ≤ n < 1. */
  readonly random: () => number;
};

/** What the terminal is at this moment; the commands work on it. */
export type Terminal = {
  readonly options: TerminalOptions;
  readonly faults: StrikingFaults<TerminalFault>;
  readonly book: Book;
  registered: boolean;
  configByte: number;
  tlvActive: boolean;
  display: readonly string[];
  presented: SimulatedCard | null;
  /** The card 06 C0 read last: a pre-authorization may ask for it by BMP 19 bit 02. */
  lastRead: { readonly card: SimulatedCard; readonly atMs: number } | null;
  /** Cards whose issuer asked for the chip: the next time they are inserted. */
  readonly toBeInserted: Set<string>;
  waitsForPin: boolean;
  typedPin: string | null;
  bankDelayMs: number;
  /** Call after every change. */
  changed(): void;
  /** Resolves when `found` finds something, `ms` are over ('timeout') or `dialogue` is aborted or cut ('aborted'). */
  waitFor<T>(found: () => T | null, ms: number, dialogue: Dialogue): Promise<T | 'timeout' | 'aborted'>;
};

/** One command being carried out. */
export type Dialogue = {
  readonly line: Line;
  readonly message: Message;
  readonly fields: Fields;
  /** 06 B0 has come, and may (not) take effect any more. */
  aborted: boolean;
  abortable: boolean;
  /** Accepts the command: from here on the terminal is master. */
  accept(): Promise<boolean>;
  refuse(code: number, fields?: Fields): void;
  say(control: number, fields?: Fields): Promise<EcrAnswer>;
  /** 04 FF, only if the ECR asked for it (config bit 08). */
  tell(statusCode: number, fields?: Fields): Promise<void>;
  complete(fields?: Fields): Promise<void>;
  /** 06 1E. */
  fail(code: number, fields?: Fields): Promise<void>;
};

type Command = (terminal: Terminal, dialogue: Dialogue) => Promise<void>;

const commands: Readonly<Record<number, Command>> = {
  [command.registration]: registration,
  [command.logOff]: logOff,
  [command.status]: status,
  [command.readCard]: readCard,
  [command.preAuthorization]: preAuthorization,
  [command.partialReversal]: partialReversal,
  [command.bookTotal]: bookTotal,
  [command.preAuthorizationReversal]: preAuthorizationReversal,
  [command.repeatReceipt]: repeatReceipt,
  [command.endOfDay]: endOfDay,
  [command.diagnosis]: diagnosis,
  [command.initialisation]: initialisation,
};

const needsRegistration = new Set<number>([
  command.readCard,
  command.preAuthorization,
  command.partialReversal,
  command.bookTotal,
  command.preAuthorizationReversal,
  command.endOfDay,
]);
/** How a connection begins: these fail only by faults of their own. */
const beginnings = new Set<number>([command.registration, command.status]);
const withPassword = new Set<number>([
  command.registration,
  command.endOfDay,
  command.repeatReceipt,
  command.initialisation,
]);
const INTERMEDIATE_STATUS = 0x08;
const WRONG_PASSWORD = 0x9a;
const NOT_REGISTERED = 0x6b;

/** Carries out the commands of one connection, one at a time. */
export function serveCommands(terminal: Terminal) {
  let running: Dialogue | null = null;

  return {
    onCommand(apdu: Apdu, line: Line): void {
      const message = decodeMessage(apdu, { charset: line.charset });
      const carryOut = commands[apdu.control];
      if (apdu.control === command.abort) abort(line);
      else if (!carryOut || message.problem) line.answer(bare(command.unknown));
      else if (running || isBusy(apdu.control)) line.answer(bare(command.busy));
      else {
        const dialogue = openDialogue(terminal, line, message);
        running = dialogue;
        void begin(carryOut, dialogue).finally(() => {
          running = null;
          terminal.waitsForPin = false;
          terminal.display = idleDisplay;
          terminal.changed();
        });
      }
    },
    /** The connection is gone: what waits for a card gives up. */
    cut(): void {
      if (running) running.aborted = true;
      terminal.changed();
    },
  };

  function isBusy(control: number): boolean {
    return needsRegistration.has(control) && terminal.faults.strikes('busy');
  }

  async function begin(carryOut: Command, dialogue: Dialogue): Promise<void> {
    const { control, fields } = dialogue.message;
    if (!beginnings.has(control) && terminal.faults.strikes('garbage')) {
      dialogue.line.spill(Buffer.from('1002060015', 'hex'));
      return;
    }
    if (needsRegistration.has(control) && !terminal.registered) return void dialogue.refuse(NOT_REGISTERED);
    if (withPassword.has(control) && fields.password !== terminal.options.password) {
      if (await dialogue.accept()) await dialogue.fail(WRONG_PASSWORD);
      return;
    }
    await carryOut(terminal, dialogue);
  }

  function abort(line: Line): void {
    if (!running?.abortable) {
      line.answer(bare(command.unknown));
      return;
    }
    running.aborted = true;
    if (terminal.faults.strikes('abortCrosses')) setTimeout(() => line.answer(bare(command.positive)), 60);
    else line.answer(bare(command.positive));
    terminal.changed();
  }
}

export const idleDisplay: readonly string[] = ['Surtidor', 'Ready'];

function openDialogue(terminal: Terminal, line: Line, message: Message): Dialogue {
  const { faults, options } = terminal;
  const movesMoney = money.has(message.control) && message.fields.receiptNumber !== 'FFFF';
  const dialogue: Dialogue = {
    line,
    message,
    fields: message.fields,
    aborted: false,
    abortable: false,
    async accept() {
      if (movesMoney && faults.strikes('dropBeforeAck')) line.drop();
      else if (movesMoney && faults.strikes('noAck')) return false;
      else {
        if (movesMoney && faults.strikes('lateAck'))
          await new Promise((resolve) => setTimeout(resolve, options.lateAckMs));
        line.answer(bare(command.positive));
        if (!movesMoney || !faults.strikes('dropAfterAck')) return line.alive;
        line.drop();
      }
      return false;
    },
    refuse: (code, fields = {}) => line.answer(encodeMessage(0x8400 | code, fields)),
    say: (control, fields = {}) => line.say(control, fields, message.control),
    async tell(statusCode, fields = {}) {
      if (terminal.configByte & INTERMEDIATE_STATUS)
        await line.say(command.intermediateStatus, { statusCode, ...fields });
    },
    async complete(fields = {}) {
      if (movesMoney && faults.strikes('dropBeforeCompletion')) line.drop();
      else await line.say(command.completion, fields, message.control);
    },
    async fail(resultCode, fields = {}) {
      await line.say(command.aborted, { resultCode, ...fields });
    },
  };
  return dialogue;
}

const money = new Set<number>([
  command.preAuthorization,
  command.partialReversal,
  command.bookTotal,
  command.preAuthorizationReversal,
]);
