import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createActor, fromCallback } from 'xstate';
import { type KioskDeadlineInput, type KioskEvent, kioskMachine } from './kiosk.machine.ts';

const ABSENT_MS = 60_000;
const QUESTION_MS = 15_000;
const REST_MS = 300_000;

function start() {
  const deadline = fromCallback<KioskEvent, KioskDeadlineInput>(({ input, sendBack }) => {
    sendBack({ type: 'DEADLINE_SET', name: input.name, atMs: Date.now() + input.spanMs });
    const timer = setTimeout(() => sendBack({ type: `DEADLINE.${input.name}` }), input.spanMs);
    return () => clearTimeout(timer);
  });
  const input = { languages: ['en', 'es'], absentMs: ABSENT_MS, questionMs: QUESTION_MS, restMs: REST_MS };
  return createActor(kioskMachine.provide({ actors: { deadline } }), { input }).start();
}

describe('the one screen', () => {
  beforeEach(() => void vi.useFakeTimers());

  test.each([[[]], [[{ type: 'TOUCH' } as const]]])('language and size are the visitor’s, after %j', (before) => {
    const kiosk = start();
    for (const event of before) kiosk.send(event);
    kiosk.send({ type: 'SET_LANGUAGE', language: 'es' });
    for (const type of ['SET_LARGE_TEXT', 'SET_HIGH_CONTRAST', 'SET_LOW_REACH'] as const)
      kiosk.send({ type, on: true });
    const chosen = { language: 'es', largeText: true, highContrast: true, lowReach: true };
    expect(kiosk.getSnapshot().context).toMatchObject(chosen);
    vi.advanceTimersByTime(ABSENT_MS);
    const asFound = { language: 'en', largeText: false, highContrast: false, lowReach: false };
    expect(kiosk.getSnapshot().context).toMatchObject(asFound);
  });

  test('the sheet for an easier screen gives way to help, and closes behind whoever leaves', () => {
    const kiosk = start();
    kiosk.send({ type: 'OPEN_ACCESS' });
    expect(kiosk.getSnapshot().matches({ access: 'open', visitor: 'here' })).toBe(true);
    kiosk.send({ type: 'OPEN_HELP' });
    expect(kiosk.getSnapshot().matches({ access: 'closed', help: 'open' })).toBe(true);
    kiosk.send({ type: 'OPEN_ACCESS' });
    vi.advanceTimersByTime(ABSENT_MS);
    expect(kiosk.getSnapshot().matches({ access: 'closed', help: 'closed', visitor: 'away' })).toBe(true);
  });

  test('a language the station does not speak is refused', () => {
    const kiosk = start();
    expect(kiosk.getSnapshot().can({ type: 'SET_LANGUAGE', language: 'fr' })).toBe(false);
  });

  test('the choice of languages is open until one is chosen, it is closed, or its visitor has gone', () => {
    const kiosk = start();
    const open = () => kiosk.getSnapshot().matches({ languages: 'open' });
    const leaving: readonly (() => void)[] = [
      () => kiosk.send({ type: 'SET_LANGUAGE', language: 'es' }),
      () => kiosk.send({ type: 'CLOSE_LANGUAGES' }),
      () => vi.advanceTimersByTime(ABSENT_MS),
    ];
    for (const leave of leaving) {
      kiosk.send({ type: 'OPEN_LANGUAGES' });
      expect(kiosk.getSnapshot().can({ type: 'SET_LANGUAGE', language: 'fr' })).toBe(false);
      expect(open()).toBe(true);
      leave();
      expect(open()).toBe(false);
    }
  });

  test('at a connector it asks first, and goes home unless somebody answers', () => {
    const kiosk = start();
    kiosk.send({ type: 'SHOW_CONNECTOR', connectorId: 2 });
    vi.advanceTimersByTime(ABSENT_MS);
    expect(kiosk.getSnapshot().context.absentBy).toBe(Date.now() + QUESTION_MS);
    kiosk.send({ type: 'TOUCH' });
    expect(kiosk.getSnapshot().context).toMatchObject({ connectorId: 2, absentBy: null });
    vi.advanceTimersByTime(ABSENT_MS + QUESTION_MS);
    expect(kiosk.getSnapshot().context).toMatchObject({ connectorId: null, absentBy: null });
  });

  test('each who comes and goes is another visit; a touch in between is the same', () => {
    const kiosk = start();
    const { visit } = kiosk.getSnapshot().context;
    kiosk.send({ type: 'TOUCH' });
    vi.advanceTimersByTime(ABSENT_MS - 1);
    kiosk.send({ type: 'OPEN_HELP' });
    kiosk.send({ type: 'CASE_FILED', caseNumber: 7 });
    expect(kiosk.getSnapshot().context).toMatchObject({ visit, caseNumber: 7 });
    vi.advanceTimersByTime(ABSENT_MS);
    expect(kiosk.getSnapshot().context).toMatchObject({ visit: visit + 1, caseNumber: null });
    expect(kiosk.getSnapshot().matches({ help: 'closed' })).toBe(true);
  });

  test('left alone it rests; a touch or a connector that calls wakes it', () => {
    const kiosk = start();
    vi.advanceTimersByTime(REST_MS - 1);
    expect(kiosk.getSnapshot().matches({ visitor: { away: 'awake' } })).toBe(true);
    vi.advanceTimersByTime(1);
    expect(kiosk.getSnapshot().matches({ visitor: { away: 'resting' } })).toBe(true);
    kiosk.send({ type: 'TOUCH' });
    expect(kiosk.getSnapshot().matches({ visitor: 'here' })).toBe(true);
    vi.advanceTimersByTime(ABSENT_MS + REST_MS);
    kiosk.send({ type: 'CONNECTOR_CALLS', connectorId: 1 });
    vi.advanceTimersByTime(3 * REST_MS);
    expect(kiosk.getSnapshot().matches({ place: 'connector', visitor: { away: 'awake' } })).toBe(true);
  });

  test('a connector that calls does not take the screen from another', () => {
    const kiosk = start();
    kiosk.send({ type: 'CONNECTOR_CALLS', connectorId: 1 });
    kiosk.send({ type: 'CONNECTOR_CALLS', connectorId: 2 });
    kiosk.send({ type: 'CONNECTOR_RESTS', connectorId: 2 });
    expect(kiosk.getSnapshot().context.connectorId).toBe(1);
  });
});
