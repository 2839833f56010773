import { beforeEach, expect, test } from 'vitest';
import type { Mail, MailError } from '../../machines/ports/mailer.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { freshFile, opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { createVault } from '../store/vault.ts';
import { createTestClock, settled, silent } from './fixtures.ts';
import { createLogOn } from './log.ts';
import { createPostman } from './postman.ts';

const config = { retryMinMs: 1_000, retryMaxMs: 60_000, giveUpAfterMs: 3_600_000 };
const vault = createVault(new Uint8Array(32));
const mail = { language: 'en', subject: 's', text: 't', html: 'h', attachments: [] };
const away = err({ code: 'link_lost', detail: 'ECONNREFUSED' } as const);

let file: string;
let clock: ReturnType<typeof createTestClock>;
/** What the server was given, and how it answers the next; it takes what it has no answer for. */
let given: Mail[];
let answers: Result<void, MailError>[];

beforeEach(() => {
  file = freshFile();
  clock = createTestClock();
  given = [];
  answers = [];
});

function run(store: Store, change: Partial<Parameters<typeof createPostman>[0]> = {}) {
  const postman = createPostman({
    outbox: store.outbox,
    vault,
    mailer: {
      async send(sent) {
        given.push(sent);
        return answers.shift() ?? ok(undefined);
      },
    },
    write: () => mail,
    clock,
    config,
    log: silent,
    onChange: () => {},
    ...change,
  });
  postman.start();
  return postman;
}

test('a mail goes out at once, once, to whom it is for', async () => {
  const store = opened(file);
  const postman = run(store);
  postman.post('s1', 'driver@example.com', 'en');
  await settled();
  await clock.advance(10_000_000);
  expect(given).toEqual([{ ...mail, id: 's1.1', to: 'driver@example.com' }]);
  expect(store.outbox.fates('s1')).toEqual([{ state: 'sent', attempts: 1, lastError: null }]);
});

test('the server is away: tried again with growing pauses, under the same name', async () => {
  const store = opened(file);
  answers = Array(7).fill(away);
  const times: number[] = [];
  const startMs = clock.now();
  const postman = run(store, {
    mailer: {
      async send(sent) {
        given.push(sent);
        times.push(clock.now() - startMs);
        return answers.shift() ?? ok(undefined);
      },
    },
  });
  postman.post('s1', 'driver@example.com', 'en');
  await clock.advance(200_000);
  expect(times).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 63_000, 123_000]);
  expect(new Set(given.map(({ id }) => id)).size).toBe(1);
  expect(store.outbox.fates('s1')[0]?.state).toBe('sent');
});

test('what one run could not send the next one does, once', async () => {
  const first = opened(file);
  answers = [away];
  const before = run(first);
  before.post('s1', 'driver@example.com', 'en');
  await settled();
  before.stop();
  first.close();
  clock.skip(500);
  const store = opened(file);
  run(store);
  await clock.advance(100_000);
  expect(given.map(({ to }) => to)).toEqual(['driver@example.com', 'driver@example.com']);
  expect(store.outbox.fates('s1')[0]?.state).toBe('sent');
});

test.each(['refused', 'refused_address'] as const)('%s is final, the address gone', async (code) => {
  const store = opened(file);
  answers = [err({ code, detail: 'RCPT TO 550' })];
  run(store).post('s1', 'driver@example.com', 'en');
  await clock.advance(10_000_000);
  expect(given).toHaveLength(1);
  expect(store.outbox.fates('s1')).toEqual([{ state: 'dropped', attempts: 1, lastError: code }]);
  expect(store.outbox.waiting()).toEqual([]);
});

test('after the time set it is given up, with a note that names nobody', async () => {
  const store = opened(file);
  answers = Array(1_000).fill(away);
  const lines: string[] = [];
  const log = createLogOn({ write: (line) => void lines.push(line) });
  run(store, { log }).post('s1', 'driver@example.com', 'en');
  await clock.advance(config.giveUpAfterMs + config.retryMaxMs);
  expect(store.outbox.fates('s1')).toMatchObject([{ state: 'dropped', lastError: 'link_lost' }]);
  expect(lines.filter((line) => line.includes('given up'))).toHaveLength(1);
  expect(lines.join('')).not.toContain('driver');
});

test('one that must wait holds up no other', async () => {
  const store = opened(file);
  answers = [err({ code: 'deferred', detail: 'RCPT TO 451' })];
  const postman = run(store);
  postman.post('s1', 'grey@example.com', 'en');
  postman.post('s2', 'driver@example.com', 'en');
  await settled();
  await settled();
  expect(given.map(({ to }) => to)).toEqual(['grey@example.com', 'driver@example.com']);
  expect(store.outbox.fates('s2')[0]?.state).toBe('sent');
});

test('a key that was lost opens nothing: dropped, and the others go on', async () => {
  const store = opened(file);
  store.outbox.put({ sessionId: 's1', language: 'en', address: vault.seal('a@example.com', 'other'), atMs: 0 });
  run(store).post('s2', 'driver@example.com', 'en');
  await clock.advance(1_000);
  expect(store.outbox.fates('s1')).toMatchObject([{ state: 'dropped', lastError: 'sealed' }]);
  expect(given.map(({ to }) => to)).toEqual(['driver@example.com']);
});

test('a store that will not note what was sent: not sent again in this run', async () => {
  const store = opened(file);
  let full = true;
  const outbox = {
    ...store.outbox,
    close(...args: Parameters<typeof store.outbox.close>) {
      if (full) throw new Error('disk full');
      store.outbox.close(...args);
    },
  };
  const postman = run(store, { outbox });
  postman.post('s1', 'driver@example.com', 'en');
  await clock.advance(10 * config.retryMaxMs);
  full = false;
  postman.post('s2', 'other@example.com', 'en');
  await clock.advance(10 * config.retryMaxMs);
  expect(given.map(({ to }) => to)).toEqual(['driver@example.com', 'other@example.com']);
});

test('it knows what is on its way, and to whom', async () => {
  const store = opened(file);
  answers = [away];
  const postman = run(store);
  postman.post('s1', 'driver@example.com', 'en');
  expect(postman.carries('s1')).toBe(true);
  await settled();
  expect(postman.carries('s1')).toBe(false);
  expect(postman.isPosted('s1', 'driver@example.com')).toBe(true);
  expect(postman.isPosted('s1', 'other@example.com')).toBe(false);
  await clock.advance(1_000);
  expect(postman.isPosted('s1', 'driver@example.com')).toBe(false);
});
