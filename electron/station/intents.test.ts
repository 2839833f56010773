import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createActor, fromCallback } from 'xstate';
import { charging, done, finished, paid, reading } from '../../machines/charge.samples.ts';
import { kioskMachine } from '../../machines/kiosk.machine.ts';
import { err, ok } from '../../machines/result.ts';
import type { DriverIntent } from '../ipc/contract.ts';
import type { Budgets } from './budgets.ts';
import type { Buyers } from './buyers.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Deliveries } from './deliveries.ts';
import { createIdleHandedCharge } from './fixtures.ts';
import { createIntents } from './intents.ts';

let kiosk: Actor<typeof kioskMachine>;
let a: ChargeActor;
let b: ChargeActor;
/** What was asked of the ways out, and how they answer. */
let asked: unknown[][];
let answer: ReturnType<Deliveries['print']>;
let touch: (intent: DriverIntent) => ReturnType<ReturnType<typeof createIntents>>;

beforeEach(() => {
  kiosk = createActor(kioskMachine.provide({ actors: { deadline: fromCallback(() => {}) } }), {
    input: { languages: ['en', 'de'], absentMs: 1, questionMs: 1, restMs: 0 },
  }).start();
  a = createIdleHandedCharge(1);
  b = createIdleHandedCharge(2);
  asked = [];
  answer = ok(undefined);
  const ways: Pick<Deliveries, 'print' | 'mail'> = {
    print: (...words) => {
      asked.push(words);
      return answer;
    },
    mail: (...words) => {
      asked.push(words);
      return answer;
    },
  };
  const buyers: Buyers = async (sessionId, buyer) => {
    asked.push([sessionId, buyer]);
    return { ok: true };
  };
  const askHelp: NonNullable<Parameters<typeof createIntents>[2]>['askHelp'] = (wanted) => {
    asked.push([wanted]);
    return wanted.phone === '1' ? err('phoneShort') : ok(7);
  };
  const budgets: Budgets = (...words) => {
    asked.push(words);
    return { ok: true };
  };
  touch = createIntents(kiosk, new Map([[1, a], [2, b]]), { deliveries: ways, buyers, budgets, askHelp }); // biome-ignore format: pairs
});

const unfit = { ok: false, error: { code: 'unfit' } };

it('choosing a connector shows it and asks for its price', () => {
  expect(touch({ type: 'SELECT_CONNECTOR', connectorId: 2 })).toEqual({ ok: true });
  expect(kiosk.getSnapshot().context.connectorId).toBe(2);
  expect(b.getSnapshot().value).toEqual({ authorize: 'priceShown' });
  expect(a.getSnapshot().value).toEqual({ idle: 'free' });
});

it('how far to charge is looked at by those who know the price', () => {
  const budget = { kind: 'soc', socPercent: 80 } as const;
  expect(touch({ type: 'SET_BUDGET', connectorId: 2, budget })).toEqual({ ok: true });
  expect(asked).toEqual([[2, budget]]);
});

it('choosing one where somebody charges only shows it', () => {
  touch({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  touch({ type: 'START', connectorId: 1 });
  touch({ type: 'SELECT_CONNECTOR', connectorId: 2 });
  expect(touch({ type: 'SELECT_CONNECTOR', connectorId: 1 })).toEqual({ ok: true });
  expect(a.getSnapshot().value).toEqual({ authorize: 'opening' });
});

it.each([true, false])('choosing one whose last car is still there does not fit; the next one does', (isNext) => {
  const connected = { type: 'VEHICLE_CONNECTED' } as const;
  for (const event of [connected, ...paid.slice(0, 6)]) a.send(event);
  a.send({
    type: 'TRANSACTION_STARTED',
    controllerSessionId: 'c1',
    meter: { energyWh: 0, atMs: 0, powerW: 0, meterId: null },
  });
  a.send({ type: 'CANCEL' });
  a.send({ type: 'TRANSACTION_LOST', atMs: 1 });
  a.send(done('withdrawEvse', ok(undefined)));
  a.send(done('recordRelease', ok(undefined)));
  // It comes while the last driver's end is still on the screen.
  if (isNext) for (const event of [{ type: 'VEHICLE_DISCONNECTED', atMs: 2 } as const, connected]) a.send(event);
  a.send({ type: 'DONE' });
  expect(a.getSnapshot().value).toEqual({ idle: isNext ? 'vehicleWaiting' : 'vehicleLeft' });
  expect(touch({ type: 'SELECT_CONNECTOR', connectorId: 1 })).toMatchObject(isNext ? { ok: true } : unfit);
});

it('what does not fit the state changes nothing and says so', () => {
  for (const type of ['START', 'CANCEL', 'TRY_AGAIN', 'ASK_STOP', 'STOP_WITH_CARD', 'CLOSE_STOP', 'DONE'] as const)
    expect(touch({ type, connectorId: 1 })).toMatchObject(unfit);
  expect(touch({ type: 'STOP_WITH_CODE', connectorId: 1, code: '4711' })).toMatchObject(unfit);
  expect(touch({ type: 'ENTER_PIN', connectorId: 1, pin: '4711' })).toMatchObject(unfit);
  expect(a.getSnapshot().value).toEqual({ idle: 'free' });
});

it('an answer names no secret', () => {
  const answer = touch({ type: 'ENTER_PIN', connectorId: 1, pin: '8273' });
  expect(JSON.stringify(answer)).not.toContain('8273');
});

it('a connector this station does not have', () => {
  for (const intent of [
    { type: 'SELECT_CONNECTOR', connectorId: 7 },
    { type: 'START', connectorId: 7 },
  ] as const)
    expect(touch(intent)).toMatchObject({ ok: false, error: { code: 'unknown_connector' } });
});

it('language, text and help belong to the screen', () => {
  expect(touch({ type: 'SET_LANGUAGE', language: 'de' })).toEqual({ ok: true });
  expect(touch({ type: 'SET_LANGUAGE', language: 'xx' })).toMatchObject(unfit);
  touch({ type: 'SET_LARGE_TEXT', on: true });
  touch({ type: 'OPEN_HELP' });
  const { context, value } = kiosk.getSnapshot();
  expect([context.language, context.largeText, value]).toMatchObject(['de', true, { help: 'open' }]);
});

describe('a receipt leaves the station', () => {
  const print = (sessionId: string) => touch({ type: 'PRINT_RECEIPT', sessionId });
  const mail = (sessionId: string) => touch({ type: 'MAIL_RECEIPT', sessionId, address: 'driver@example.com' });

  /** Connector 1 shows its receipt. @returns its session */
  function toReceipt(): string {
    touch({ type: 'SELECT_CONNECTOR', connectorId: 1 });
    for (const event of [...paid.slice(1), ...charging, { type: 'METER', reading: reading(3_000) } as const])
      a.send(event);
    a.send({ type: 'ASK_STOP' });
    a.send({ type: 'STOP_WITH_CODE', code: '4711' });
    a.send(finished(3_000));
    a.send({ type: 'VEHICLE_DISCONNECTED', atMs: 9 });
    a.send(done('issueReceipt', ok({ receiptNumber: '7' })));
    expect(a.getSnapshot().matches({ receipt: 'shown' })).toBe(true);
    return a.getSnapshot().context.session?.sessionId ?? '';
  }

  it('by the hand of whoever has it before them, in their language', () => {
    const sessionId = toReceipt();
    touch({ type: 'SET_LANGUAGE', language: 'de' });
    expect([print(sessionId), mail(sessionId)]).toEqual([{ ok: true }, { ok: true }]);
    expect(asked).toEqual([
      [sessionId, 'de'],
      [sessionId, 'driver@example.com', 'de'],
    ]);
  });

  it('but no other, and not from another screen', () => {
    const sessionId = toReceipt();
    expect(print('another')).toMatchObject(unfit);
    touch({ type: 'BACK' });
    expect([print(sessionId), mail(sessionId)]).toMatchObject([unfit, unfit]);
    touch({ type: 'SELECT_CONNECTOR', connectorId: 2 });
    expect(mail(sessionId)).toMatchObject(unfit);
    expect(asked).toEqual([]);
  });

  it('and is billed to a company only by whoever has it before them', async () => {
    const sol = { companyName: 'Sol', vatNumber: 'B12345682', countryCode: 'ES' };
    const bill = (sessionId: string) => touch({ type: 'SET_BUYER', sessionId, ...sol });
    const sessionId = toReceipt();
    expect(await bill('another')).toMatchObject(unfit);
    expect(await bill(sessionId)).toEqual({ ok: true });
    touch({ type: 'BACK' });
    expect(await bill(sessionId)).toMatchObject(unfit);
    expect(asked).toEqual([[sessionId, sol]]);
  });

  it('and is told when that is not possible, without the address', () => {
    const sessionId = toReceipt();
    answer = err('too_many');
    expect(mail(sessionId)).toMatchObject({ ok: false, error: { code: 'too_many' } });
    answer = err('not_offered');
    expect(mail(sessionId)).toMatchObject(unfit);
    expect(JSON.stringify(mail(sessionId))).not.toContain('driver@');
  });
});

describe('help is asked for', () => {
  const ask = (phone: string | null) => touch({ type: 'ASK_HELP', topic: 'slow', phone });

  it('only while the help sheet is open, and its number is this visitor’s', () => {
    expect(ask(null)).toMatchObject(unfit);
    touch({ type: 'OPEN_HELP' });
    expect(ask('+34 612 345 678')).toEqual({ ok: true });
    expect(kiosk.getSnapshot().context.caseNumber).toBe(7);
    expect(asked).toEqual([[{ topic: 'slow', phone: '+34 612 345 678' }]]);
  });

  it('and what is wrong with a number is said, without the number', () => {
    touch({ type: 'OPEN_HELP' });
    expect(ask('1')).toEqual({
      ok: false,
      error: { code: 'phoneShort', detail: 'the help desk was not asked' },
    });
    expect(kiosk.getSnapshot().context.caseNumber).toBeNull();
  });
});

it('any touch shows that somebody is there', () => {
  expect(kiosk.getSnapshot().matches({ visitor: 'away' })).toBe(true);
  touch({ type: 'TOUCH' });
  expect(kiosk.getSnapshot().matches({ visitor: 'here' })).toBe(true);
});
