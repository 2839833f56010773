import type { Logger } from 'pino';
import { ok } from '../../../../machines/result.ts';
import { openList, whatIsOpen } from './bookOrders.ts';
import { hex } from './bytes.ts';
import { command } from './commands.ts';
import type { Exchange, ZvtConnection } from './connection.ts';
import type { DialogueEnd } from './dialogue.ts';
import type { Fields } from './fields.ts';
import type { Message } from './messages.ts';
import { actionOnStatus, type StatusAction } from './results.ts';
import { charsetOfTag14 } from './text.ts';
import { container, findValue, type Tlv, tlv } from './tlv.ts';

/** Runs one command over a connection; prints and the log are taken care of. */
export type Run = (
  connection: ZvtConnection,
  control: number,
  fields: Fields,
  exchange?: Pick<Exchange, 'onStatus'>,
) => Promise<DialogueEnd>;

export type Registration = {
  readonly password: string;
  readonly configByte: number;
  readonly currencyCode: string;
  readonly expectedTerminalId: string | undefined;
};

/** Longest APDU we take (1A), 40 columns (12), print blocks permitted (26), UTF-8 wanted (27). */
const wishes: readonly Tlv[] = [
  tlv(0x1a, '4000'),
  tlv(0x12, '40'),
  container(0x26, tlv(0x0a, '06D3')),
  container(0x27, tlv(0x14, 'FE')),
];

/** 06 00. Any TLV makes the terminal answer in TLV, without which only the oldest open pre-authorization can be seen. */
export async function register(
  run: Run,
  connection: ZvtConnection,
  { password, configByte, currencyCode, expectedTerminalId }: Registration,
): Promise<{ readonly ok: true; readonly terminalId: string } | { readonly ok: false; readonly reason: string }> {
  connection.charset = 'cp437';
  const fields: Fields = { password, configByte, currency: currencyCode, serviceByte: 0x01, tlv: wishes };
  const end = await run(connection, command.registration, fields);
  if (end.type !== 'ended' || end.last.control !== command.completion)
    return { ok: false, reason: `registration failed: ${describeEnd(end)}` };
  const answered = end.last.fields;
  const terminalId = answered.terminalId ?? '';
  if (expectedTerminalId && terminalId !== expectedTerminalId)
    return {
      ok: false,
      reason: `wrong terminal: expected terminal id ${expectedTerminalId}, found ${terminalId || 'none'}`,
    };
  connection.charset = charsetOfTag14(findValue(answered.tlv, 0x14)?.[0]);
  return { ok: true, terminalId };
}

/** One status enquiry may ask for at most this many remedies in a row. */
const MAX_REMEDIES = 3;
const COMMUNICATION_ERROR = 0x9b;

/**
 * 05 01, and what it asks for (chapter 3.1): closure, initialisation, diagnosis. Answers the status that blocks card
 * payment, or null when there is none.
 */
export async function settleStatus(
  run: Run,
  connection: ZvtConnection,
  {
    password,
    pauseMs,
    log,
    onDayClosed,
  }: {
    readonly password: string;
    readonly pauseMs: number;
    readonly log: Logger;
    /** Keeps the 04 0F of an end of day that the status asked for; false: the terminal is told to undo. */
    readonly onDayClosed: (status: Message) => boolean;
  },
): Promise<number | null> {
  for (let remedies = 0; ; remedies++) {
    const end = await run(connection, command.status, { password, serviceByte: 0x04 });
    if (end.type === 'lost' || end.type === 'garbled') return COMMUNICATION_ERROR;
    const status = end.type === 'refused' ? end.code : (end.last.fields.terminalStatus ?? 0);
    const action = actionOnStatus(status);
    if (action === 'ready') return null;
    log.warn({ status: hex(status), action }, 'card terminal is not ready');
    if (action === 'service' || remedies === MAX_REMEDIES) return status;
    if (action === 'endOfDay' && (await holdsAreOpen(run, connection))) return status;
    if (action === 'pollAgain') await new Promise((resolve) => setTimeout(resolve, pauseMs));
    else {
      const remedy = await run(connection, ...remedyFor(action, password), {
        // One that was refused has closed nothing.
        onStatus: (told) => action !== 'endOfDay' || (told.fields.resultCode ?? 0) !== 0 || onDayClosed(told),
      });
      if (remedy.type === 'lost' || remedy.type === 'garbled') return status;
    }
  }
}

/**
 * Whether pre-authorizations may be open: a closure would be refused (Feig) or book them in full (card complete;
 * chapter 7). The status blocks cards until they are settled, and a later enquiry closes the day; at a terminal that does
 * not tell while it wants to be closed, a person has to.
 */
async function holdsAreOpen(run: Run, connection: ZvtConnection): Promise<boolean> {
  const end = await run(connection, ...openList);
  return end.type === 'lost' || end.type === 'garbled' || whatIsOpen(ok(end)) !== null;
}

function remedyFor(
  action: Exclude<StatusAction, 'ready' | 'service' | 'pollAgain'>,
  password: string,
): [number, Fields] {
  switch (action) {
    case 'endOfDay':
      return [command.endOfDay, { password }];
    case 'initialise':
      return [command.initialisation, { password }];
    case 'diagnose':
      return [command.diagnosis, {}];
    case 'removeCard':
      return [command.abort, {}];
  }
}

/** For the log: how a command ended. */
export function describeEnd(end: DialogueEnd): string {
  switch (end.type) {
    case 'refused':
      return `refused with 84 ${hex(end.code)}`;
    case 'ended':
      return end.last.control === command.aborted ? `06 1E ${hex(end.last.fields.resultCode ?? 0)}` : 'ended';
    case 'lost':
      return `no answer (${end.why})`;
    case 'garbled':
      return 'garbled answer';
  }
}
