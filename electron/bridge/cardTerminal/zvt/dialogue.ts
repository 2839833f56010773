import { bcdMinutesToMs } from './bytes.ts';
import { command, isAnswer, isPositive } from './commands.ts';
import type { Apdu } from './frames.ts';
import { bare, decodeMessage, type Message } from './messages.ts';
import type { Charset } from './text.ts';

/**
 * One command from its first byte to its end (chapter 1.3), as a reducer: what happened in, what to do out. It holds no
 * socket and no clock.
 */
export type Dialogue = {
  readonly control: number;
  readonly charset: Charset;
  readonly t3Ms: number;
  readonly t4Ms: number;
  readonly phase: 'sent' | 'accepted' | 'ended';
  /** An end that waits for the answer to our 06 B0, which may cross it on the wire. */
  readonly ending: DialogueEnd | null;
  readonly abort: 'none' | 'wanted' | 'sent' | 'answered';
  /** The last 04 0F, its identity, and what we answered: a repeated one gets the same answer and is not stored again. */
  readonly status: Message | null;
  readonly answered: { readonly key: string; readonly accepted: boolean } | null;
};

export type DialogueEnd =
  /** 84 xx instead of an acknowledgement: nothing was begun. */
  | { readonly type: 'refused'; readonly code: number; readonly answer: Message }
  /** 06 0F, 06 1E, or whatever ends this command. `accepted`: how we answered 04 0F, null when there was none. */
  | {
      readonly type: 'ended';
      readonly status: Message | null;
      readonly last: Message;
      readonly accepted: boolean | null;
    }
  | { readonly type: 'lost'; readonly why: 'timeout' | 'socket' }
  | { readonly type: 'garbled'; readonly hex: string };

export type DialogueInput =
  | { readonly type: 'frame'; readonly apdu: Apdu }
  | { readonly type: 'stored'; readonly accepted: boolean }
  | { readonly type: 'abort' }
  | { readonly type: 'timeout' }
  | { readonly type: 'closed' }
  | { readonly type: 'garbled'; readonly hex: string };

export type DialogueEffect =
  | { readonly type: 'send'; readonly apdu: Apdu }
  /** Restarts the one timer: nothing within `ms` is a `timeout`. */
  | { readonly type: 'wait'; readonly ms: number }
  /** Keep this 04 0F durably, then say so by `stored`: only then is it acknowledged. */
  | { readonly type: 'store'; readonly status: Message }
  | { readonly type: 'prompt'; readonly statusCode: number }
  | { readonly type: 'print'; readonly message: Message }
  | { readonly type: 'end'; readonly end: DialogueEnd }
  | { readonly type: 'hangUp' };

type Step = readonly [Dialogue, readonly DialogueEffect[]];

const acknowledge: DialogueEffect = { type: 'send', apdu: bare(command.positive) };
/** Any answer but 80 00, 84 00, 84 9C, 84 9D tells the terminal to undo (chapter 3.3). */
const refuse: DialogueEffect = { type: 'send', apdu: bare(command.notDelivered) };
const unknownCommand: DialogueEffect = { type: 'send', apdu: bare(command.unknown) };

export type Timers = { readonly t3Ms: number; readonly t4Ms: number };

export function openDialogue(apdu: Apdu, timers: Timers, charset: Charset): Step {
  const dialogue: Dialogue = {
    control: apdu.control,
    charset,
    ...timers,
    phase: 'sent',
    ending: null,
    abort: 'none',
    status: null,
    answered: null,
  };
  return [
    dialogue,
    [
      { type: 'send', apdu },
      { type: 'wait', ms: timers.t3Ms },
    ],
  ];
}

export function step(dialogue: Dialogue, input: DialogueInput): Step {
  if (dialogue.phase === 'ended') return [dialogue, []];
  switch (input.type) {
    case 'frame':
      return isAnswer(input.apdu.control) ? onAnswer(dialogue, input.apdu) : onCommand(dialogue, input.apdu);
    case 'stored':
      return onStored(dialogue, input.accepted);
    case 'abort':
      return onAbort(dialogue);
    case 'timeout':
      // The order itself may have ended and only our 06 B0 be unanswered: the result stands, the socket is in doubt.
      return finish(dialogue, dialogue.ending ?? { type: 'lost', why: 'timeout' }, [{ type: 'hangUp' }]);
    case 'closed':
      return finish(dialogue, dialogue.ending ?? { type: 'lost', why: 'socket' });
    case 'garbled':
      return finish(dialogue, dialogue.ending ?? { type: 'garbled', hex: input.hex }, [{ type: 'hangUp' }]);
  }
}

const finish = (dialogue: Dialogue, end: DialogueEnd, before: readonly DialogueEffect[] = []): Step => [
  { ...dialogue, phase: 'ended', ending: end },
  [...before, { type: 'end', end }],
];

const read = (dialogue: Dialogue, apdu: Apdu): Message =>
  decodeMessage(apdu, { inReplyTo: dialogue.control, charset: dialogue.charset });

function onAnswer(dialogue: Dialogue, apdu: Apdu): Step {
  if (dialogue.phase === 'sent') {
    const answer = read(dialogue, apdu);
    if (!isPositive(apdu.control)) return finish(dialogue, { type: 'refused', code: apdu.control & 0xff, answer });
    if (endsWithAnswer(dialogue.control))
      return finish(dialogue, { type: 'ended', status: null, last: answer, accepted: null });
    const accepted: Dialogue = { ...dialogue, phase: 'accepted' };
    return dialogue.abort === 'wanted' ? onAbort(accepted) : [accepted, [{ type: 'wait', ms: dialogue.t4Ms }]];
  }
  if (dialogue.abort !== 'sent') return [dialogue, []];
  const answered: Dialogue = { ...dialogue, abort: 'answered' };
  return dialogue.ending ? finish(answered, dialogue.ending) : [answered, [{ type: 'wait', ms: dialogue.t4Ms }]];
}

function onAbort(dialogue: Dialogue): Step {
  if (dialogue.phase === 'sent') return [{ ...dialogue, abort: 'wanted' }, []];
  if (dialogue.abort === 'sent' || dialogue.abort === 'answered' || dialogue.ending || dialogue.status)
    return [dialogue, []];
  const abort: DialogueEffect = { type: 'send', apdu: bare(command.abort) };
  return [{ ...dialogue, abort: 'sent' }, [abort, { type: 'wait', ms: dialogue.t3Ms }]];
}

function onCommand(dialogue: Dialogue, apdu: Apdu): Step {
  // Not acknowledged yet: what comes is left over from the dialogue before and must not count as ours.
  if (dialogue.phase === 'sent') return [dialogue, strayAnswer(apdu)];
  if (dialogue.ending) return [dialogue, strayAnswer(apdu)];
  const message = read(dialogue, apdu);
  switch (apdu.control) {
    case command.intermediateStatus: {
      const { statusCode, timeoutMinutes } = message.fields;
      const t4Ms = bcdMinutesToMs(timeoutMinutes) ?? dialogue.t4Ms;
      const prompt: DialogueEffect[] = statusCode === undefined ? [] : [{ type: 'prompt', statusCode }];
      return [{ ...dialogue, t4Ms }, [acknowledge, { type: 'wait', ms: t4Ms }, ...prompt]];
    }
    case command.statusInformation:
      return onStatus(dialogue, message);
    case command.printLine:
    case command.printBlock:
      return [dialogue, [acknowledge, { type: 'wait', ms: dialogue.t4Ms }, { type: 'print', message }]];
    case command.setEcrTime: // acknowledged and ignored: the terminal does not set our clock
      return [dialogue, [acknowledge, { type: 'wait', ms: dialogue.t4Ms }]];
    case command.completion:
    case command.aborted: {
      const { status, answered } = dialogue;
      return end(dialogue, { type: 'ended', status, last: message, accepted: answered?.accepted ?? null }, acknowledge);
    }
    default:
      return [dialogue, [unknownCommand, { type: 'wait', ms: dialogue.t4Ms }]];
  }
}

function onStatus(dialogue: Dialogue, status: Message): Step {
  const { answered } = dialogue;
  if (answered?.key === identityOf(status))
    return [dialogue, [answered.accepted ? acknowledge : refuse, { type: 'wait', ms: dialogue.t4Ms }]];
  return [
    { ...dialogue, status },
    [
      { type: 'wait', ms: dialogue.t4Ms },
      { type: 'store', status },
    ],
  ];
}

function onStored(dialogue: Dialogue, accepted: boolean): Step {
  const { status } = dialogue;
  if (!status) return [dialogue, []];
  const answer = accepted ? acknowledge : refuse;
  const next: Dialogue = { ...dialogue, answered: { key: identityOf(status), accepted } };
  if (!endsWithStatus(dialogue.control)) return [next, [answer, { type: 'wait', ms: dialogue.t4Ms }]];
  return end(next, { type: 'ended', status, last: status, accepted }, answer);
}

/** The command is over; unless our 06 B0 is still unanswered, whose answer must not be taken for the next command's. */
function end(dialogue: Dialogue, ended: DialogueEnd, answer: DialogueEffect): Step {
  if (dialogue.abort === 'sent') return [{ ...dialogue, ending: ended }, [answer, { type: 'wait', ms: dialogue.t3Ms }]];
  return finish(dialogue, ended, [answer]);
}

/** Same transaction, same outcome: a terminal repeats 04 0F when it missed our answer. */
function identityOf({ fields }: Message): string {
  return [fields.resultCode, fields.receiptNumber, fields.traceNumber, fields.amountMinor].join('/');
}

/** What the terminal says while no command of ours is open. A 04 0F cannot be kept then, so it is not accepted. */
export function strayAnswer(apdu: Apdu): readonly DialogueEffect[] {
  switch (apdu.control) {
    case command.statusInformation:
      return [refuse];
    case command.intermediateStatus:
    case command.completion:
    case command.aborted:
    case command.printLine:
    case command.printBlock:
    case command.setEcrTime:
      return [acknowledge];
    default:
      return isAnswer(apdu.control) ? [] : [unknownCommand];
  }
}

/** 06 C0 ends with its 04 0F, without a Completion (chapter 1.3). */
const endsWithStatus = (control: number): boolean => control === command.readCard;

const endsWithAnswer = (control: number): boolean =>
  control === command.logOff || control === command.displayText || control === command.abort;
