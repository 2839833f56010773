import { hex } from '../bridge/cardTerminal/zvt/bytes.ts';
import { classifyCard } from '../bridge/cardTerminal/zvt/cardRead.ts';
import { command, isAnswer } from '../bridge/cardTerminal/zvt/commands.ts';
import {
  type Dialogue,
  type DialogueEffect,
  type DialogueInput,
  openDialogue,
  step,
} from '../bridge/cardTerminal/zvt/dialogue.ts';
import { type Apdu, createFrameDecoder, encodeApdu } from '../bridge/cardTerminal/zvt/frames.ts';
import type { Message } from '../bridge/cardTerminal/zvt/messages.ts';
import { bookingOf, openReceiptsOf } from '../bridge/cardTerminal/zvt/outcomes.ts';
import { normalise } from './zvtNormalise.ts';

export type Step = { readonly dir: string; readonly hex: string };

/** What a dialogue came to, in the words of the vector files, and where our side would have said something else. */
export type Played = {
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly differences: readonly { readonly key: string; readonly expected: unknown; readonly got: unknown }[];
};

const timers = { t3Ms: 5_000, t4Ms: 180_000 };

/**
 * Plays a recorded dialogue through our reducer: the terminal's frames go in, and each frame the ECR sent in the recording
 * must be the next one ours sends. Commands and aborts of the ECR are taken from the recording.
 */
export function playSequence(steps: readonly Step[]): Played {
  const differences: { key: string; expected: unknown; got: unknown }[] = [];
  const sent: string[] = [];
  let dialogue: Dialogue | null = null;
  let status: Message | null = null;
  let last: Message | null = null;
  let receiptLines = 0;

  const perform = (effect: DialogueEffect, stores: boolean): void => {
    if (effect.type === 'send') sent.push(encodeApdu(effect.apdu).toString('hex'));
    if (effect.type === 'print') receiptLines += Number(normalise(null, effect.message, {}).lineCount ?? 1);
    if (effect.type === 'end' && effect.end.type === 'ended') last = effect.end.last;
    if (effect.type === 'end' && effect.end.type === 'refused') last = effect.end.answer;
    if (effect.type !== 'store') return;
    status = effect.status;
    feed({ type: 'stored', accepted: stores }, stores);
  };
  const feed = (input: DialogueInput, stores: boolean): void => {
    if (!dialogue) return;
    const [next, effects] = step(dialogue, input);
    dialogue = next;
    for (const effect of effects) perform(effect, stores);
  };

  for (const [i, { dir, hex: bytes }] of steps.entries()) {
    const apdu = cutOne(bytes);
    if (!apdu) {
      differences.push({ key: '(frame)', expected: bytes, got: 'none' });
      break;
    }
    if (dir !== 'ecr->pt') {
      const answer = steps.slice(i + 1).find((later) => later.dir === 'ecr->pt');
      feed({ type: 'frame', apdu }, !answer?.hex.startsWith('84'));
      continue;
    }
    if (apdu.control === command.abort) feed({ type: 'abort' }, true);
    else if (!isAnswer(apdu.control)) {
      const [opened, effects] = openDialogue(apdu, timers, 'cp437');
      dialogue = opened;
      for (const effect of effects) perform(effect, true);
    }
    const ours = sent.shift();
    if (ours !== bytes.toLowerCase()) differences.push({ key: '(we send)', expected: bytes, got: ours });
  }
  const ended = (dialogue as Dialogue | null)?.phase === 'ended';
  if (!ended) differences.push({ key: '(dialogue ended)', expected: true, got: false });
  if (sent.length > 0) differences.push({ key: '(sent besides)', expected: [], got: sent });
  return { outcome: outcomeOf(status, last, receiptLines), differences };
}

function cutOne(bytes: string): Apdu | null {
  const [event] = createFrameDecoder().push(Buffer.from(bytes, 'hex'));
  return event?.type === 'frame' ? event.apdu : null;
}

function outcomeOf(
  status: Message | null,
  last: Message | null,
  receiptLines: number,
): Readonly<Record<string, unknown>> {
  const booking = status && bookingOf(status.fields, { asked: { minor: 0, currency: 'EUR' }, currency: 'EUR' });
  const card = status && classifyCard(status);
  const fields = last?.fields ?? {};
  const result = status?.fields.resultCode || fields.resultCode || 0;
  const good = result === 0;
  return {
    registered: good,
    approved: good,
    declined: !good,
    cancelled: good && booking?.amount.minor === 0,
    captured: good && (booking?.amount.minor ?? 0) > 0,
    resultCode: hex(result),
    terminalId: fields.terminalId ?? status?.fields.terminalId,
    statusByte: fields.kind === undefined ? undefined : hex(fields.kind),
    receiptNo: booking ? Number(booking.receiptNumber) : undefined,
    traceNo: booking ? Number(booking.traceNumber) : undefined,
    amountMinor: booking?.amount.minor,
    receiptLines,
    pendingReceipts: openReceiptsOf(fields).receipts.map(Number),
    uid: card?.kind === 'chargingKey' ? card.uid.toLowerCase() : undefined,
    kind: card === null ? undefined : card.kind === 'chargingKey' ? 'rfid' : 'bankCard',
  };
}
