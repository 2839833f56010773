import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createActor, fromCallback, fromPromise } from 'xstate';
import type { ReadCardInput, ReadCardOutput } from './charge.asks.ts';
import { chargeMachine } from './charge.machine.ts';
import type { ChargeEvent, DeadlineEvent, DeadlineInput, Session } from './charge.model.ts';
import { input, ready, session } from './charge.samples.ts';
import { MOST_EXTENSIONS, UNHURRIED_TIMES } from './moreTime.ts';

const SPAN_MS = 1_000;
const SELECTED: readonly ChargeEvent[] = [...ready, { type: 'SELECT' }];

/** A charge whose deadlines are as the station makes them, and whose devices never answer. */
function start(...events: readonly ChargeEvent[]) {
  const deadline = fromCallback<DeadlineEvent, DeadlineInput>(({ input: { name, spanMs }, sendBack, receive }) => {
    let timer: NodeJS.Timeout;
    const set = (ms: number, extensions: number) => {
      clearTimeout(timer);
      sendBack({ type: 'DEADLINE_SET', name, atMs: Date.now() + ms, extensions });
      timer = setTimeout(() => sendBack({ type: `DEADLINE.${name}` }), ms);
    };
    set(spanMs, 0);
    receive((event) => set(event.spanMs, event.extensions));
    return () => clearTimeout(timer);
  });
  const readCard = fromPromise<ReadCardOutput, ReadCardInput>(() => new Promise(() => {}));
  const openSession = fromPromise<Session>(async () => session);
  const actor = createActor(chargeMachine.provide({ actors: { deadline, readCard, openSession } }), { input }).start();
  for (const event of events) actor.send(event);
  return actor;
}

beforeEach(() => void vi.useFakeTimers());

describe('more time', () => {
  test('before the wait is over > it lasts its whole span again', () => {
    const charge = start(...SELECTED);
    vi.advanceTimersByTime(SPAN_MS - 1);
    charge.send({ type: 'MORE_TIME' });
    vi.advanceTimersByTime(SPAN_MS - 1);
    expect(charge.getSnapshot().matches({ authorize: 'priceShown' })).toBe(true);
    vi.advanceTimersByTime(1);
    expect(charge.getSnapshot().matches('idle')).toBe(true);
  });

  test('whoever is at work on the price is not sent away, as often as they touch', () => {
    const charge = start(...SELECTED);
    for (let i = 0; i < 2 * MOST_EXTENSIONS; i++) {
      vi.advanceTimersByTime(SPAN_MS - 1);
      charge.send({ type: 'STAY' });
    }
    expect(charge.getSnapshot().matches({ authorize: 'priceShown' })).toBe(true);
    vi.advanceTimersByTime(SPAN_MS);
    expect(charge.getSnapshot().matches('idle')).toBe(true);
  });

  test('ten times, then no more, and ten times again at the next wait of the kind', () => {
    const charge = start(...SELECTED);
    for (let i = 0; i < MOST_EXTENSIONS; i++) {
      expect(charge.getSnapshot().can({ type: 'MORE_TIME' })).toBe(true);
      charge.send({ type: 'MORE_TIME' });
    }
    expect(charge.getSnapshot().can({ type: 'MORE_TIME' })).toBe(false);
    charge.send({ type: 'CANCEL' });
    charge.send({ type: 'SELECT' });
    expect(charge.getSnapshot().can({ type: 'MORE_TIME' })).toBe(true);
  });

  test('a card is still waited for', async () => {
    const charge = start(...SELECTED, { type: 'START' });
    await vi.advanceTimersByTimeAsync(0);
    charge.send({ type: 'TERMINAL_PROMPT', prompt: 'presentCard' });
    charge.send({ type: 'MORE_TIME' });
    expect(charge.getSnapshot().matches({ authorize: { reading: 'presentCard' } })).toBe(true);
    expect(charge.getSnapshot().context.deadlines.presentCard).toBe(Date.now() + SPAN_MS);
  });

  test('nothing waits for the driver > there is none to be had', () => {
    expect(
      start(...ready)
        .getSnapshot()
        .can({ type: 'MORE_TIME' }),
    ).toBe(false);
  });
});

describe('a driver who takes their time', () => {
  test('told mid-wait > this wait and the next ones are longer, until the charge is over', () => {
    const charge = start(...SELECTED);
    const longer = () => (charge.getSnapshot().context.deadlines.priceShown ?? 0) - Date.now();
    charge.send({ type: 'UNHURRIED', on: true });
    expect(longer()).toBe(SPAN_MS * UNHURRIED_TIMES);
    charge.send({ type: 'UNHURRIED', on: false });
    expect(longer()).toBe(SPAN_MS * UNHURRIED_TIMES);
    charge.send({ type: 'UNHURRIED', on: true });
    charge.send({ type: 'CANCEL' });
    charge.send({ type: 'SELECT' });
    expect(longer()).toBe(SPAN_MS);
  });

  test('waits of devices stay as they are', () => {
    const charge = start(...SELECTED, { type: 'UNHURRIED', on: true }, { type: 'START' });
    expect(charge.getSnapshot().context.deadlines.turn ?? 0).toBeLessThanOrEqual(Date.now() + SPAN_MS);
  });
});
