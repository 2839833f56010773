import { beforeEach, describe, expect, test } from 'vitest';
import type { HelpDeskError, HelpRequest } from '../../machines/ports/helpDesk.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { freshFile, opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { createVault } from '../store/vault.ts';
import { createTestClock, exampleConfig, settled, silent } from './fixtures.ts';
import { createLogOn } from './log.ts';
import { createSupport, type Evidence } from './support.ts';

const HOUR_MS = 3_600_000;
const config = { retryMinMs: 1_000, retryMaxMs: 60_000, keepNumberHours: 2 };
const vault = createVault(new Uint8Array(32));
const seen: Evidence = {
  screen: 'charging',
  fault: null,
  evseId: 'ES*SUR*E0001*1',
  sessionId: 's1',
  receiptNumber: null,
  language: 'de',
};
const phone = '612 345 678';
const away = err({ code: 'link_lost', detail: 'ECONNREFUSED' } as const);

let file: string;
let clock: ReturnType<typeof createTestClock>;
/** What the desk was told, and how it answers the next; it takes what it has no answer for. */
let told: HelpRequest[];
let answers: Result<void, HelpDeskError>[];

beforeEach(() => {
  file = freshFile();
  clock = createTestClock();
  told = [];
  answers = [];
});

const desk = {
  async tell(request: HelpRequest) {
    told.push(request);
    return answers.shift() ?? ok(undefined);
  },
};
const open = () => opened(file, () => clock.now());
function run(store: Store, change: Partial<Parameters<typeof createSupport>[0]> = {}) {
  const line = { desk, vault, config };
  const deps = { store, line, config: exampleConfig(), clock, log: silent, onChange: () => {}, ...change };
  const support = createSupport(deps);
  support.start();
  return support;
}

test('somebody wants to be called > the desk is told at once, once, with all that was on the screen', async () => {
  const store = open();
  const support = run(store);
  expect(support.ask({ topic: 'plugStuck', phone }, seen)).toEqual({ ok: true, value: 1 });
  expect(support.view(1)).toEqual({ number: 'S1-H1', state: 'sending', wantsCall: true });
  await settled();
  await clock.advance(10 * HOUR_MS);
  const { name } = exampleConfig().station;
  expect(told).toEqual([
    {
      ...seen,
      id: 'S1-H1',
      topic: 'plugStuck',
      station: name,
      phone: '+34612345678',
      askedAtMs: store.cases(1)[0]?.atMs,
    },
  ]);
  expect(support.view(1)).toEqual({ number: 'S1-H1', state: 'delivered', wantsCall: true });
});

test('a problem without a number is told as well, and nobody is to be called', async () => {
  const support = run(open());
  support.ask({ topic: null, phone: null }, seen);
  await settled();
  expect(told).toMatchObject([{ topic: null, phone: null }]);
  expect(support.view(1)?.wantsCall).toBe(false);
});

test('without a desk: cases are kept, calls refused, and numbers that an earlier run took are erased', async () => {
  const store = open();
  store.fileCase({ ...seen, topic: null, wantsCall: true }, { phone: () => vault.seal('+34612345678', 'S1-H1') });
  const support = run(store, { line: null });
  await settled();
  expect([support.offersCall, support.view(1)?.state]).toEqual([false, 'failed']);
  expect(support.ask({ topic: 'slow', phone }, seen)).toEqual({ ok: false, error: 'not_offered' });
  expect(support.ask({ topic: 'slow', phone: null }, seen)).toEqual({ ok: true, value: 2 });
  expect(support.view(2)).toEqual({ number: 'S1-H2', state: 'noted', wantsCall: false });
  expect(store.errands.waiting()).toEqual([]);
});

test('the desk is away: said, tried again with growing pauses under the same name, across a restart', async () => {
  const first = open();
  answers = [away, away, away];
  const before = run(first);
  before.ask({ topic: 'plugStuck', phone }, seen);
  await settled();
  expect(before.view(1)?.state).toBe('waiting');
  await clock.advance(3_500);
  before.stop();
  first.close();
  const store = open();
  const support = run(store);
  await clock.advance(60_000);
  expect(told.map(({ id, phone }) => [id, phone])).toEqual(Array(4).fill(['S1-H1', '+34612345678']));
  expect(support.view(1)?.state).toBe('delivered');
});

describe('the number is kept no longer than it must be', () => {
  test('the desk will never take it > gone', async () => {
    const store = open();
    answers = [err({ code: 'refused', detail: 'HTTP 422' })];
    const support = run(store);
    support.ask({ topic: null, phone }, seen);
    await settled();
    expect([support.view(1)?.state, store.errands.waiting()]).toEqual(['failed', []]);
  });

  test('nobody took it for as long as it may be kept > gone, with a note that names nobody', async () => {
    const store = open();
    answers = Array(1_000).fill(away);
    const lines: string[] = [];
    const support = run(store, { log: createLogOn({ write: (line) => void lines.push(line) }) });
    support.ask({ topic: null, phone }, seen);
    await clock.advance(config.keepNumberHours * HOUR_MS + config.retryMaxMs);
    expect([support.view(1)?.state, store.errands.waiting()]).toEqual(['failed', []]);
    expect(lines.filter((line) => line.includes('erased'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('612');
  });

  test('a key that was lost opens nothing: dropped', async () => {
    const store = open();
    store.fileCase({ ...seen, topic: null, wantsCall: true }, { phone: () => vault.seal('+34612345678', 'other') });
    run(store);
    await settled();
    expect([told, store.errands.fate(1)?.lastError]).toEqual([[], 'sealed']);
  });
});

test.each([
  ['+34 12', 'phoneShort'],
  ['+34 1234567890123456', 'phoneLong'],
  ['call me', 'phoneForm'],
])('"%s" is no number: nothing is filed', (typed, error) => {
  const store = open();
  expect(run(store).ask({ topic: null, phone: typed }, seen)).toEqual({ ok: false, error });
  expect(store.cases(9)).toEqual([]);
});

test('the same number while it waits is the same touch; after four in a quarter of an hour the next waits', async () => {
  const store = open();
  answers = [away];
  const support = run(store);
  const ask = (number: string | null) => support.ask({ topic: null, phone: number }, seen);
  expect([ask(phone), ask('0034 612345678')]).toEqual([ok(1), ok(1)]);
  expect([ask(null), ask(null), ask('+49 171 1234567')]).toEqual([ok(2), ok(3), ok(4)]);
  expect(ask(null)).toEqual({ ok: false, error: 'too_many' });
  await clock.advance(15 * 60_000);
  expect(ask(null)).toEqual(ok(5));
});

test('a store that takes nothing files nothing, and says so', () => {
  const store = open();
  const full = () => {
    throw new Error('disk full');
  };
  expect(run({ ...store, fileCase: full }).ask({ topic: null, phone }, seen)).toEqual({
    ok: false,
    error: 'not_stored',
  });
});
