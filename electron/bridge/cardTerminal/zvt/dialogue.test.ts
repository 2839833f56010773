import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { command } from './commands.ts';
import { type Dialogue, type DialogueEffect, type DialogueInput, openDialogue, step } from './dialogue.ts';
import type { Apdu } from './frames.ts';
import { bare, encodeMessage } from './messages.ts';

const timers = { t3Ms: 5_000, t4Ms: 180_000 };
const frame = (apdu: Apdu): DialogueInput => ({ type: 'frame', apdu });
const ack = frame(bare(command.positive));
const status = (receiptNumber = '0231'): DialogueInput =>
  frame(encodeMessage(command.statusInformation, { resultCode: 0, receiptNumber, amountMinor: 2_500 }));
const completion = frame(bare(command.completion));
const aborted = frame(encodeMessage(command.aborted, { resultCode: 0x6c }));
const stored: DialogueInput = { type: 'stored', accepted: true };
const abort: DialogueInput = { type: 'abort' };

/** What is done, in short: "> 8000", "store", "wait 5000". */
const brief = (effect: DialogueEffect): string => {
  switch (effect.type) {
    case 'send':
      return `> ${effect.apdu.control.toString(16).padStart(4, '0')}`;
    case 'wait':
      return `wait ${effect.ms}`;
    case 'end':
      return `end ${effect.end.type}`;
    default:
      return effect.type;
  }
};
function play(
  control: number,
  ...inputs: readonly DialogueInput[]
): { effects: readonly string[]; dialogue: Dialogue } {
  let [dialogue, done] = openDialogue(bare(control), timers, 'cp437');
  let effects: readonly DialogueEffect[] = done;
  for (const input of inputs) {
    [dialogue, done] = step(dialogue, input);
    effects = [...effects, ...done];
  }
  return { effects: effects.map(brief), dialogue };
}

const { preAuthorization, readCard } = command;

describe('1.2 acknowledgement', () => {
  test('04 0F is acknowledged only after it is stored', () => {
    const before = play(preAuthorization, ack, status());
    expect(before.effects).toEqual(['> 0622', 'wait 5000', 'wait 180000', 'wait 180000', 'store']);
    expect(play(preAuthorization, ack, status(), stored).effects.slice(5)).toEqual(['> 8000', 'wait 180000']);
  });

  test('not stored > 84 66: the terminal undoes it', () => {
    const { effects } = play(preAuthorization, ack, status(), { type: 'stored', accepted: false }, aborted);
    expect(effects.slice(5)).toEqual(['> 8466', 'wait 180000', '> 8000', 'end ended']);
  });

  test('04 0F repeated > same answer, not stored again; another one is', () => {
    expect(play(preAuthorization, ack, status(), stored, status()).effects.slice(7)).toEqual(['> 8000', 'wait 180000']);
    expect(play(preAuthorization, ack, status(), stored, status('0232')).effects.slice(7)).toEqual([
      'wait 180000',
      'store',
    ]);
  });

  test('04 0F before our command is acknowledged > not ours: not accepted', () => {
    expect(play(preAuthorization, status()).effects.slice(2)).toEqual(['> 8466']);
  });

  test('84 xx instead of 80 > refused', () => {
    const { dialogue } = play(preAuthorization, frame(bare(command.busy)));
    expect(dialogue.ending).toMatchObject({ type: 'refused', code: 0x9c });
  });

  test('command we do not serve > 84 83', () => {
    expect(play(preAuthorization, ack, frame(bare(0x06d8))).effects.slice(3)).toEqual(['> 8483', 'wait 180000']);
  });
});

describe('1.3 who may speak', () => {
  test('06 C0 ends with its 04 0F, 06 22 with 06 0F', () => {
    expect(play(readCard, ack, status(), stored).effects.at(-1)).toBe('end ended');
    expect(play(preAuthorization, ack, status(), stored).dialogue.phase).toBe('accepted');
    expect(play(preAuthorization, ack, status(), stored, completion).effects.slice(-2)).toEqual([
      '> 8000',
      'end ended',
    ]);
  });

  test('abort: its answer and the end of the order come in either order, and both are waited for', () => {
    expect(play(readCard, ack, abort, ack, aborted).effects.slice(3)).toEqual([
      '> 06b0',
      'wait 5000',
      'wait 180000',
      '> 8000',
      'end ended',
    ]);
    expect(play(readCard, ack, abort, aborted).dialogue.phase).toBe('accepted');
    expect(play(readCard, ack, abort, aborted, ack).effects.slice(3)).toEqual([
      '> 06b0',
      'wait 5000',
      '> 8000',
      'wait 5000',
      'end ended',
    ]);
  });

  test('abort before the acknowledgement > sent after it; after 04 0F > not sent', () => {
    expect(play(readCard, abort).effects).toEqual(['> 06c0', 'wait 5000']);
    expect(play(readCard, abort, ack).effects.slice(2)).toEqual(['> 06b0', 'wait 5000']);
    expect(play(preAuthorization, ack, status(), stored, abort).effects).not.toContain('> 06b0');
  });

  test('abort refused > the order goes on', () => {
    const { dialogue } = play(preAuthorization, ack, abort, frame(bare(command.unknown)), status(), stored, completion);
    expect(dialogue.ending).toMatchObject({ type: 'ended', accepted: true });
  });

  test('abort never answered > the result stands, the connection does not', () => {
    const { effects, dialogue } = play(readCard, ack, abort, aborted, { type: 'timeout' });
    expect(effects.slice(-2)).toEqual(['hangUp', 'end ended']);
    expect(dialogue.ending).toMatchObject({ type: 'ended' });
  });
});

describe('1.4 timers', () => {
  test('T3 without acknowledgement > lost, hung up', () => {
    expect(play(preAuthorization, { type: 'timeout' }).effects.slice(2)).toEqual(['hangUp', 'end lost']);
  });

  test('04 FF restarts T4, and may set it in BCD minutes for the rest of the dialogue', () => {
    const patience = frame(encodeMessage(command.intermediateStatus, { statusCode: 0x17, timeoutMinutes: 0x10 }));
    const { effects } = play(preAuthorization, ack, patience, status(), stored);
    expect(effects.slice(3)).toEqual([
      '> 8000',
      'wait 600000',
      'prompt',
      'wait 600000',
      'store',
      '> 8000',
      'wait 600000',
    ]);
  });
});

test('any inputs in any order > one end at most, nothing after it, no acceptance of what was not stored', () => {
  const inputs = fc.constantFrom<DialogueInput>(
    ...[
      ack,
      status(),
      status('0232'),
      completion,
      aborted,
      stored,
      abort,
      { type: 'timeout' } as const,
      { type: 'closed' } as const,
    ],
    ...[
      frame(bare(command.busy)),
      frame(bare(command.printBlock)),
      frame({ control: 0x040f, data: Buffer.from([0x27]) }),
    ],
    { type: 'garbled', hex: '15' },
  );
  const commands = fc.constantFrom<number>(preAuthorization, readCard, command.displayText);
  fc.assert(
    fc.property(commands, fc.array(inputs, { maxLength: 15 }), (control, events) => {
      const { effects, dialogue } = play(control, ...events);
      const ends = effects.filter((effect) => effect.startsWith('end'));
      expect(ends.length).toBeLessThanOrEqual(1);
      if (ends.length === 1) expect(effects.at(-1)).toBe(ends[0]);
      expect(dialogue.phase === 'ended').toBe(ends.length === 1);
      if (!events.includes(stored)) expect(dialogue.answered).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});
