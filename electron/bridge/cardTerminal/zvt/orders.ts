import type { Logger } from 'pino';
import type { TerminalError } from '../../../../machines/ports/cardTerminal.ts';
import type { Result } from '../../../../machines/result.ts';
import type { CardTerminalConfig } from '../../../station/config.ts';
import { command } from './commands.ts';
import type { Exchange } from './connection.ts';
import type { DialogueEnd } from './dialogue.ts';
import type { DriverTurn } from './driverTurn.ts';
import type { Fields } from './fields.ts';
import type { Priority } from './orderQueue.ts';

/** An order that came to its end, well or not. */
export type Ended = Extract<DialogueEnd, { type: 'ended' | 'refused' }>;
export type Outcome = Result<Ended, TerminalError>;

export type OrderOptions = Partial<Exchange> & {
  readonly onWait?: () => void;
  /** The order's turn has come. */
  readonly onBegin?: () => void;
  /** Its outcome is unknown when the link breaks after the first byte. */
  readonly movesMoney?: boolean;
  /** Asked in the order's own turn, right before it is sent: what it answers keeps the order from being sent. */
  readonly precondition?: (ask: (control: number, fields: Fields) => Promise<Outcome>) => Promise<TerminalError | null>;
  /** Only for the terminal with this id: a receipt number names another hold on another one. */
  readonly terminalId?: string | undefined;
};

/** What the orders of the port are made of. */
export type Orders = {
  readonly config: CardTerminalConfig & { readonly currency: string };
  readonly currencyCode: string;
  readonly password: string;
  readonly log: Logger;
  readonly now: () => number;
  readonly busyPauseMs: number;
  readonly turn: DriverTurn;
  readonly terminalId: string;
  /** Hex of the terminal status that blocks card payment, or null. */
  readonly blockedBy: string | null;
  /** Runs one command when its turn has come and the link is up. */
  order(priority: Priority, control: number, fields: Fields, options?: OrderOptions): Promise<Outcome>;
};

/** The result code an order ended with: 0 is success. BMP 27 of 04 0F says more than the 06 1E after it. */
export function resultCodeOf(end: Ended): number {
  if (end.type === 'refused') return end.code;
  const code = end.status?.fields.resultCode ?? 0;
  if (code !== 0 || end.last.control !== command.aborted) return code;
  return end.last.fields.resultCode || 0xff;
}
