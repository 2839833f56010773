import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { IntentAnswer, StationHandlers } from './contract.ts';
import { createDispatcher, QuestionRefused, type Sender } from './dispatcher.ts';

const page = (): Sender => ({ name: 'test', groups: ['kiosk'] });

function station(answer: () => IntentAnswer = () => ({ ok: true })) {
  const handleSendIntent = vi.fn((_intent: unknown) => answer());
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const clock = { now: 0 };
  const handlers = { kiosk: { handleSendIntent, handleGetView: () => ({}) } } as unknown as Partial<StationHandlers>;
  const dispatcher = createDispatcher(handlers, { log, now: () => clock.now });
  return { dispatcher, handleSendIntent, log, clock };
}

test('a well-formed intent reaches its handler and is answered', async () => {
  const { dispatcher, handleSendIntent } = station();
  const intent = { type: 'START', connectorId: 2 };
  expect(await dispatcher.call('kiosk.sendIntent', intent, page())).toEqual({ ok: true });
  expect(handleSendIntent).toHaveBeenCalledExactlyOnceWith(intent);
});

test('a malformed intent names the field, repeats nothing of the input and reaches no handler', async () => {
  const { dispatcher, handleSendIntent } = station();
  const intent = { type: 'ENTER_PIN', connectorId: 1, pin: '99999' };
  const answer = await dispatcher.call('kiosk.sendIntent', intent, page());
  expect(answer).toMatchObject({ ok: false, error: { code: 'malformed', detail: expect.stringContaining('pin') } });
  expect(JSON.stringify(answer)).not.toContain('99999');
  const strange = await dispatcher.call('kiosk.sendIntent', { type: 'TOUCH', 'card 4111': 1 }, page());
  expect(strange).toMatchObject({ ok: false, error: { code: 'malformed' } });
  expect(JSON.stringify(strange)).not.toContain('4111');
  expect(handleSendIntent).not.toHaveBeenCalled();
});

test.each(['kiosk.viewChanged', 'kiosk.nothing', 'constructor', '__proto__', '', 'kiosk'])(
  'no such call: %s',
  async (channel) => {
    const { dispatcher } = station();
    expect(await dispatcher.call(channel, undefined, page())).toMatchObject({ error: { code: 'unknown_channel' } });
  },
);

test('a group without handlers is not there', async () => {
  const { dispatcher } = station();
  const bench: Sender = { name: 'bench', groups: ['bench'] };
  const answer = await dispatcher.call('bench.act', { type: 'removeCard' }, bench);
  expect(answer).toMatchObject({ error: { code: 'unknown_channel' } });
});

test('a page may call its own groups only', async () => {
  const { dispatcher, handleSendIntent } = station();
  const bench: Sender = { name: 'bench', groups: ['bench'] };
  const answer = await dispatcher.call('kiosk.sendIntent', { type: 'TOUCH' }, bench);
  expect(answer).toMatchObject({ error: { code: 'forbidden' } });
  expect(handleSendIntent).not.toHaveBeenCalled();
});

test('sixty calls at once, then thirty a second; another page is not slowed', async () => {
  const { dispatcher, clock } = station();
  const quick = page();
  const touch = () => dispatcher.call('kiosk.sendIntent', { type: 'TOUCH' }, quick);
  const refused = { ok: false, error: { code: 'too_many' } };
  for (let i = 0; i < 60; i += 1) expect(await touch()).toEqual({ ok: true });
  expect(await touch()).toMatchObject(refused);
  expect(await dispatcher.call('kiosk.sendIntent', { type: 'TOUCH' }, page())).toEqual({ ok: true });
  clock.now += 100;
  for (let i = 0; i < 3; i += 1) expect(await touch()).toEqual({ ok: true });
  expect(await touch()).toMatchObject(refused);
});

test('a handler that throws is logged and answered, and its words stay inside', async () => {
  const { dispatcher, log } = station(() => {
    throw new Error('secret words');
  });
  const answer = await dispatcher.call('kiosk.sendIntent', { type: 'TOUCH' }, page());
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('secret');
  expect(log.error).toHaveBeenCalledOnce();
});

test('a refused question rejects: a refusal is never taken for a view', async () => {
  const { dispatcher } = station();
  const bench: Sender = { name: 'bench', groups: ['bench'] };
  expect(await dispatcher.call('kiosk.getView', undefined, page())).toEqual({});
  await expect(dispatcher.call('kiosk.getView', undefined, bench)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(dispatcher.call('kiosk.getView', 1, page())).rejects.toMatchObject({ code: 'malformed' });
  await expect(dispatcher.call('bench.getState', undefined, bench)).rejects.toMatchObject({ code: 'unknown_channel' });
});

test('for any channel and input: an answer or a refused question, never another failure', async () => {
  const channels = fc.oneof(fc.constantFrom('kiosk.sendIntent', 'kiosk.getView', 'bench.act'), fc.string());
  await fc.assert(
    fc.asyncProperty(channels, fc.anything({ withNullPrototype: true, withBigInt: true }), async (channel, input) => {
      const { dispatcher } = station();
      const answer: unknown = await dispatcher.call(channel, input, page()).catch((cause: unknown) => cause);
      if (answer instanceof Error) expect(answer).toBeInstanceOf(QuestionRefused);
      else expect(answer).toBeTypeOf('object');
    }),
  );
});
