import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { booksOf, config, HOUR_MS, NOON_MS, twelve34 } from '../books/fixtures.ts';
import { readCsv } from '../books/readBack.ts';
import { booksRequests } from './books.ts';
import { createDownloads } from './downloads.ts';

const november = { kind: 'month', day: '2026-11-01' } as const;
const by = { number: '1234', name: 'Vera', role: 'bookkeeper' } as const;

/** The requests on books with `count` charges, a stick at `media/KINGSTON` and a folder that is none beside it. */
function requests(count = 1) {
  const charges = Array.from({ length: count }, (_, index) => ({ ...twelve34, id: `A${index}` }));
  const dataDir = dirname(booksOf(charges));
  const media = mkdtempSync(join(tmpdir(), 'surtidor-media-'));
  const stick = join(media, 'KINGSTON');
  for (const folder of [stick, join(media, 'folder')]) mkdirSync(folder);
  const clock = { nowMs: NOON_MS + HOUR_MS };
  const own = { ...config, dataDir, books: { ...config.books, exportTo: [media] } };
  const made = booksRequests({ config: own, now: () => clock.nowMs, log: pino({ level: 'silent' }) }, () => [
    { path: stick, readOnly: false },
    { path: '/', readOnly: false },
  ]);
  return { made, stick, media, dataDir, clock };
}

test('the check tells sums, captures and what each format lacks', async () => {
  const { made } = requests();
  expect(await made['books.check'].handle(november, by)).toMatchObject({
    ok: true,
    value: {
      totals: [{ currency: 'EUR', receipts: 1, total: 1234, rates: [{ percent: '21', net: 1020, vat: 214 }] }],
      cards: [{ receipts: 1234, captured: 1234, open: 0 }],
      differences: [],
      against: { csv: null, ubl: null },
    },
  });
});

test('an export is written to the stick, and told', async () => {
  const { made, stick } = requests();
  const order = { id: randomUUID(), period: november, format: 'datev', stick } as const;
  const handed = await made['books.handOver'].handle(order, by);
  expect(handed).toMatchObject({ ok: true, value: { files: 1, differences: 0, download: null } });
  expect(readdirSync(stick)).toEqual(['surtidor-2026-11-01-2026-11-30-datev']);
  // Asked for again, whoever waited too long hears of the same; nothing is written twice.
  expect(await made['books.handOver'].handle(order, by)).toEqual(handed);
  expect(await made['books.outcome'].handle({ id: order.id }, by)).toEqual(handed);
  expect(readdirSync(stick)).toHaveLength(1);
  expect(await made['books.outcome'].handle({ id: randomUUID() }, by)).toMatchObject({ error: { code: 'gone' } });
});

test('to nothing but a stick that is there, whatever path is named', async () => {
  const { made, stick, media, dataDir } = requests();
  const paths = [
    media,
    join(media, 'folder'),
    `${stick}/../folder`,
    `${stick}/`,
    `${stick}/.`,
    '/',
    '/etc',
    dataDir,
    'KINGSTON',
    '../../etc',
    `${stick}\0`,
    '',
  ];
  for (const path of paths) {
    const order = { id: randomUUID(), period: november, format: 'csv', stick: path } as const;
    expect(await made['books.handOver'].handle(order, by)).toEqual({ ok: false, error: { code: 'noStick' } });
  }
  expect(readdirSync(media)).toEqual(['KINGSTON', 'folder']);
  expect(made['books.handOver'].input.safeParse({ id: 'x', period: november, format: '../csv', stick }).success).toBe(
    false,
  );
});

test('a page fetches an export, once', async () => {
  const { made, dataDir } = requests();
  const answer = await made['books.download'].handle({ id: randomUUID(), period: november, format: 'csv' }, by);
  const download = answer.ok ? answer.value.download : null;
  if (!download) throw new Error(JSON.stringify(answer));
  expect(download.name).toBe('surtidor-2026-11-01-2026-11-30-csv.csv');
  const piece = await made['books.piece'].handle({ id: download.id, from: 0 }, by);
  if (!piece.ok) throw new Error(piece.error.code);
  expect(piece.value.next).toBeNull();
  expect(readCsv(Buffer.from(piece.value.base64, 'base64').toString('utf8'))).toHaveLength(2);
  expect(await made['books.piece'].handle({ id: download.id, from: 0 }, by)).toMatchObject({ error: { code: 'gone' } });
  expect(readdirSync(dataDir)).not.toContain('handover');
});

test('what is long comes in pieces, every byte of it', () => {
  const downloads = createDownloads(mkdtempSync(join(tmpdir(), 'surtidor-downloads-')), () => NOON_MS);
  const room = downloads.room();
  mkdirSync(join(room, 'made'));
  const bytes = randomBytes(500_000);
  writeFileSync(join(room, 'made', 'ocpi.json'), bytes);
  const { id, name } = downloads.offer(room, 'made');
  expect(name).toBe('made.json');
  const pieces: Buffer[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const piece = downloads.piece(id, from);
    if (!piece) throw new Error('gone');
    pieces.push(Buffer.from(piece.base64, 'base64'));
    from = piece.next;
  }
  expect(pieces.length).toBe(3);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});

test('what nobody fetched is gone after a while; a folder of invoices wants a stick', async () => {
  const { made, clock } = requests();
  const answer = await made['books.download'].handle({ id: randomUUID(), period: november, format: 'csv' }, by);
  clock.nowMs += HOUR_MS;
  const id = (answer.ok && answer.value.download?.id) || '';
  expect(await made['books.piece'].handle({ id, from: 0 }, by)).toMatchObject({ error: { code: 'gone' } });
  const invoices = { id: randomUUID(), period: november, format: 'ubl' } as const;
  expect(await made['books.download'].handle(invoices, by)).toEqual({ ok: false, error: { code: 'folder' } });
});

test('the books are for those who keep them', () => {
  for (const { roles } of Object.values(requests().made)) expect(roles).toEqual(['bookkeeper', 'administrator']);
});

test('two wishes at once > the second is told to wait', async () => {
  const { made, stick } = requests(10);
  const order = () => ({ id: randomUUID(), period: november, format: 'csv', stick }) as const;
  const [first, second] = await Promise.all([
    made['books.handOver'].handle(order(), by),
    made['books.handOver'].handle(order(), by),
  ]);
  expect([first?.ok, second]).toEqual([true, { ok: false, error: { code: 'busy' } }]);
});
