import pino from 'pino';
import { expect, it } from 'vitest';
import { command } from './commands.ts';
import type { Exchange, ZvtConnection } from './connection.ts';
import type { DialogueEnd } from './dialogue.ts';
import type { Fields } from './fields.ts';
import type { Message } from './messages.ts';
import { settleStatus } from './startup.ts';

const message = (control: number, fields: Fields, problem: Message['problem'] = null): Message => ({
  control,
  fields,
  problem,
  dropped: [],
});
const ended = (last: Message, status: Message | null = null): DialogueEnd => ({
  type: 'ended',
  status,
  last,
  accepted: status && true,
});
const completed = ended(message(command.completion, {}));
const nothingOpen = ended(message(command.aborted, { resultCode: 0xb8, receiptNumber: 'FFFF' }));

/** A terminal that wants an end of day (F0) before it takes a card, and answers the enquiry for open holds with `list`. */
async function wantsEndOfDay(list: DialogueEnd, endOfDay: (store: Exchange['onStatus']) => DialogueEnd) {
  const sent: number[] = [];
  const closed: Message[] = [];
  const run = async (_: ZvtConnection, control: number, __: Fields, exchange: Partial<Exchange> = {}) => {
    sent.push(control);
    if (control === command.partialReversal) return list;
    if (control === command.endOfDay) return endOfDay(exchange.onStatus);
    const isClosed = sent.includes(command.endOfDay);
    return ended(message(command.completion, { terminalStatus: isClosed ? 0x00 : 0xf0 }));
  };
  const blockedBy = await settleStatus(run, {} as ZvtConnection, {
    password: '123456',
    pauseMs: 1,
    log: pino({ level: 'silent' }),
    onDayClosed: (status) => closed.push(status) > 0,
  });
  return { blockedBy, closed, isAsked: sent.includes(command.endOfDay) };
}

it.each([
  ['busy (84 9C)', { type: 'refused', code: 0x9c, answer: message(0x849c, {}) }],
  ['refuses (06 1E F0)', ended(message(command.aborted, { resultCode: 0xf0 }))],
  ['names half a list', ended(message(command.aborted, { resultCode: 0xb8 }, { code: 'unknown_bmp', bmp: 0x99 }))],
  ['holds one', ended(message(command.aborted, { resultCode: 0xb8, receiptNumber: '0001' }))],
] satisfies [string, DialogueEnd][])(
  'asked what is open it %s > no end of day, which might book holds in full',
  async (_, list) => {
    expect(await wantsEndOfDay(list, () => completed)).toEqual({ blockedBy: 0xf0, closed: [], isAsked: false });
  },
);

it('nothing is open > the day is closed, and kept before it is acknowledged', async () => {
  const status = message(command.statusInformation, { resultCode: 0, amountMinor: 1_205 });
  const close = (store: Exchange['onStatus']) => {
    expect(store?.(status)).toBe(true);
    return ended(message(command.completion, {}), status);
  };
  expect(await wantsEndOfDay(nothingOpen, close)).toEqual({ blockedBy: null, closed: [status], isAsked: true });
});

it('an end of day that the terminal wanted and then refused has closed nothing', async () => {
  const status = message(command.statusInformation, { resultCode: 0x77 });
  const refuse = (store: Exchange['onStatus']) => {
    expect(store?.(status)).toBe(true);
    return ended(message(command.aborted, { resultCode: 0x77 }), status);
  };
  expect(await wantsEndOfDay(nothingOpen, refuse)).toMatchObject({ closed: [] });
});
