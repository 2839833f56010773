import type { CardRead, CardTerminal, TerminalError } from '../../../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import { classifyCard } from './cardRead.ts';
import { command } from './commands.ts';
import { cardControl } from './moneyOrders.ts';
import { type Ended, type Orders, resultCodeOf } from './orders.ts';
import { type PromptScreen, promptOf, promptScreen } from './prompts.ts';
import { errorOf, meaningOf } from './results.ts';
import { tlv } from './tlv.ts';

type Request = Parameters<CardTerminal['readCard']>[0];

/** Card type 10: chip; dialog control 02: the terminal is silent, the kiosk tells the driver; 1F60: all technologies. */
const CHIP = 0x10;
const SILENT = 0x02;
const allTechnologies = tlv(0x1f60, '07');
/** T4 of 06 C0: its own time-out and this much more (chapter 1.4). */
const READ_MARGIN_MS = 10_000;

/**
 * Rounds of 06 C0 until a card comes or the time is over: the terminal serves nothing else during a round, so between
 * two rounds more urgent orders and the status poll get their turn.
 */
export async function readCard(
  orders: Orders,
  request: Request,
  signal: AbortSignal,
): Promise<Result<CardRead, TerminalError>> {
  const { turn, config, now } = orders;
  const deadline = now() + request.timeoutMs;
  const screen = promptScreen(request.onPrompt);
  if (!(await turn.take(signal, () => screen.onPrompt('waitingForTurn')))) return err({ code: 'cancelled' });
  let read: Result<CardRead, TerminalError> | null = null;
  try {
    while (!read) {
      if (signal.aborted) return err({ code: 'cancelled' });
      if (orders.blockedBy) return err({ code: 'out_of_service', hostCode: orders.blockedBy });
      const leftMs = deadline - now();
      if (leftMs <= 0) return err({ code: 'timed_out', waitedFor: 'card' });
      const timeoutS = Math.min(Math.max(Math.ceil(leftMs / 1_000), 1), config.readTimeoutS);
      read = await readOnce(orders, timeoutS, screen, signal);
    }
    if (signal.aborted) return err({ code: 'cancelled' });
    return read;
  } finally {
    if (read?.ok && read.value.kind === 'bankCard' && !signal.aborted) turn.keepForPreAuthorization();
    else turn.end();
  }
}

/** Null: no card that counts came in this round. */
async function readOnce(
  orders: Orders,
  timeoutS: number,
  { onPrompt, shown }: PromptScreen,
  signal: AbortSignal,
): Promise<Result<CardRead, TerminalError> | null> {
  const fields = { timeoutS, kind: CHIP, dialogControl: SILENT, tlv: [cardControl, allTechnologies] };
  const outcome = await orders.order('driver', command.readCard, fields, {
    signal,
    timers: { t3Ms: orders.config.t3Ms, t4Ms: timeoutS * 1_000 + READ_MARGIN_MS },
    onPrompt: (status) => onPrompt(promptOf(status)),
    onWait: () => onPrompt('waitingForTurn'),
    onBegin: () => {
      if (shown() !== 'tryAgain' && shown() !== 'removeCard') onPrompt('presentCard');
    },
  });
  if (!outcome.ok) return outcome;
  const found = outcome.value;
  const code = resultCodeOf(found);
  if (code !== 0) return onFailure(code, orders, onPrompt, signal);
  const card = statusOf(found);
  const read = card && classifyCard(card);
  if (read) return ok(read);
  onPrompt('tryAgain');
  return null;
}

const statusOf = (end: Ended) => (end.type === 'ended' ? end.status : null);

/** A card that could not be read may be tried again; anything else ends the reading. */
async function onFailure(
  code: number,
  orders: Orders,
  onPrompt: PromptScreen['onPrompt'],
  signal: AbortSignal,
): Promise<Result<CardRead, TerminalError> | null> {
  const meaning = meaningOf(code);
  if (meaning.kind === 'aborted') return signal.aborted ? err({ code: 'cancelled' }) : null;
  if (meaning.kind === 'declined' && (meaning.advice === 'retry' || meaning.advice === 'removeCard')) {
    onPrompt(meaning.advice === 'retry' ? 'tryAgain' : 'removeCard');
    await new Promise((resolve) => setTimeout(resolve, orders.busyPauseMs));
    return null;
  }
  return err(errorOf(code, { settling: false }));
}
