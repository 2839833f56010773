import { beforeEach, expect, test } from 'vitest';
import type { MailError } from '../../machines/ports/mailer.ts';
import type { PrinterError, ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { papers } from '../bridge/receiptPrinter/fixtures.ts';
import { opened } from '../store/fixtures.ts';
import { createVault } from '../store/vault.ts';
import { createDeliveries } from './deliveries.ts';
import { createTestClock, settled, silent } from './fixtures.ts';
import { createPostman } from './postman.ts';

type Printed = Result<void, PrinterError>;
let clock: ReturnType<typeof createTestClock>;
let jobs: ((printed: Printed) => void)[];
let mails: string[];
let answer: Result<void, MailError>;

beforeEach(() => {
  clock = createTestClock();
  jobs = [];
  mails = [];
  answer = ok(undefined);
});

function station(without: { printer?: true; mail?: true } = {}) {
  const { outbox } = opened();
  const printer: ReceiptPrinter = {
    status: { trouble: null, paperLow: false },
    start() {},
    stop: async () => {},
    print: () => new Promise((resolve) => jobs.push(resolve)),
    onStatus: () => () => {},
  };
  const postman = createPostman({
    outbox,
    vault: createVault(new Uint8Array(32)),
    mailer: {
      async send({ to }) {
        mails.push(to);
        return answer;
      },
    },
    write: () => ({ language: 'en', subject: 's', text: 't', html: 'h', attachments: [] }),
    clock,
    config: { retryMinMs: 1_000, retryMaxMs: 8_000, giveUpAfterMs: 60_000 },
    log: silent,
    onChange: () => {},
  });
  return createDeliveries({
    printer: without.printer ? null : printer,
    postman: without.mail ? null : postman,
    outbox,
    paperOf: (sessionId) => (sessionId === 'none' ? null : papers.english),
    clock,
    log: silent,
    onChange: () => {},
  });
}
const finish = async (printed: Printed = ok(undefined)) => {
  jobs.at(-1)?.(printed);
  await settled();
};

test('a double tap prints once, and so does one just after', async () => {
  const deliveries = station();
  expect(deliveries.view('s1').print).toBe('idle');
  for (let tap = 0; tap < 2; tap++) expect(deliveries.print('s1', 'en')).toEqual({ ok: true, value: undefined });
  expect(deliveries.view('s1').print).toBe('printing');
  await finish();
  expect(deliveries.print('s1', 'en').ok).toBe(true);
  expect(deliveries.view('s1').print).toBe('printed');
  expect(jobs).toHaveLength(1);
});

test.each([ok(undefined), err({ code: 'paper_out' as const })])(
  'whoever comes back finds no word of an earlier print',
  async (end) => {
    const deliveries = station();
    deliveries.print('s1', 'en');
    await clock.advance(120_000);
    expect(deliveries.view('s1').print).toBe('printing');
    await finish(end);
    await clock.advance(59_000);
    expect(deliveries.view('s1').print).not.toBe('idle');
    await clock.advance(1_000);
    expect(deliveries.view('s1').print).toBe('idle');
  },
);

test('another copy may be asked for, but not without end', async () => {
  const deliveries = station();
  for (let copy = 0; copy < 3; copy++) {
    expect(deliveries.print('s1', 'en').ok).toBe(true);
    await finish();
    await clock.advance(5_000);
  }
  expect(deliveries.print('s1', 'en')).toEqual({ ok: false, error: 'too_many' });
  expect(deliveries.print('s2', 'en').ok).toBe(true);
  expect(jobs).toHaveLength(4);
});

test.each([
  ['paper_out', 'printerPaperOut'],
  ['cover_open', 'printerCoverOpen'],
  ['link_lost', 'printerAway'],
  ['timed_out', 'printerAway'],
] as const)('%s is told, and can be tried again at once', async (code, fault) => {
  const deliveries = station();
  deliveries.print('s1', 'en');
  await finish(err({ code }));
  expect(deliveries.view('s1').print).toBe(fault);
  deliveries.print('s1', 'en');
  expect(deliveries.view('s1').print).toBe('printing');
  await finish();
  expect(deliveries.view('s1').print).toBe('printed');
});

test('what is not there is not offered and not done', () => {
  const bare = station({ printer: true, mail: true });
  expect(bare.view('s1').offers).toEqual({ print: false, mail: false });
  expect(bare.print('s1', 'en')).toEqual({ ok: false, error: 'not_offered' });
  expect(bare.mail('s1', 'driver@example.com', 'en')).toEqual({ ok: false, error: 'not_offered' });
  expect(station().print('none', 'en')).toEqual({ ok: false, error: 'no_receipt' });
  expect(station().mail('none', 'driver@example.com', 'en')).toEqual({ ok: false, error: 'no_receipt' });
});

test('a mail: sending, sent; the same address again is the same touch', async () => {
  const deliveries = station();
  deliveries.mail('s1', 'driver@example.com', 'en');
  expect(deliveries.view('s1').mail).toBe('sending');
  expect(deliveries.mail('s1', 'driver@example.com', 'en').ok).toBe(true);
  await settled();
  expect(deliveries.mail('s1', 'driver@example.com', 'en').ok).toBe(true);
  await settled();
  expect(deliveries.view('s1').mail).toBe('sent');
  expect(mails).toEqual(['driver@example.com']);
});

test('a mail that waits says so, goes out by itself, and is not posted twice meanwhile', async () => {
  const deliveries = station();
  answer = err({ code: 'link_lost', detail: '' });
  deliveries.mail('s1', 'driver@example.com', 'en');
  await settled();
  expect(deliveries.view('s1').mail).toBe('waiting');
  await clock.advance(10_000);
  deliveries.mail('s1', 'driver@example.com', 'en');
  answer = ok(undefined);
  await clock.advance(10_000);
  expect(deliveries.view('s1').mail).toBe('sent');
  const sent = mails.length;
  await clock.advance(60_000);
  expect(mails).toHaveLength(sent);
});

test('an address that is refused can be put right; three mails are enough', async () => {
  const deliveries = station();
  answer = err({ code: 'refused_address', detail: 'RCPT TO 550' });
  deliveries.mail('s1', 'dirver@example.com', 'en');
  await settled();
  expect(deliveries.view('s1').mail).toBe('mailAddressRefused');
  answer = ok(undefined);
  deliveries.mail('s1', 'driver@example.com', 'en');
  deliveries.mail('s1', 'office@example.com', 'en');
  await settled();
  await settled();
  expect(deliveries.view('s1').mail).toBe('sent');
  expect(deliveries.mail('s1', 'more@example.com', 'en')).toEqual({ ok: false, error: 'too_many' });
  expect(mails).toEqual(['dirver@example.com', 'driver@example.com', 'office@example.com']);
});
