import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inBackground } from './background.ts';
import { type FormatName, formats } from './exportBooks.ts';
import { booksOf, config, NOON_MS, november, twelve34 } from './fixtures.ts';
import { handOver } from './handOver.ts';
import { readMounts, sticksIn } from './sticks.ts';

const freshFolder = (name = 'stick') => mkdtempSync(join(tmpdir(), `surtidor-${name}-`));
const order = (into: string, format: FormatName = 'csv') => ({
  file: booksOf([twelve34]),
  config,
  period: november(),
  format,
  into,
  nowMs: NOON_MS,
});

describe('the hand-over', () => {
  test.each(Object.keys(formats) as FormatName[])('%s lies in a folder of its own, told as it is', (format) => {
    const into = freshFolder();
    const handed = handOver(order(into, format));
    if (!handed.ok) throw new Error(handed.error);
    const { folder, files, bytes, report } = handed.value;
    expect(folder).toBe(`surtidor-2026-11-01-2026-11-30-${format}`);
    expect(readdirSync(into)).toEqual([folder]);
    expect(files).toBe(1);
    expect(bytes).toBeGreaterThan(100);
    expect(report.differences).toEqual([]);
  });

  test('twice makes two folders, and writes over nothing, nor through a link somebody put there', () => {
    const into = freshFolder();
    const elsewhere = freshFolder('elsewhere');
    symlinkSync(elsewhere, join(into, 'surtidor-2026-11-01-2026-11-30-csv'));
    const handed = [handOver(order(into)), handOver(order(into))];
    expect(handed.map((one) => one.ok && one.value.folder)).toEqual([
      'surtidor-2026-11-01-2026-11-30-csv-2',
      'surtidor-2026-11-01-2026-11-30-csv-3',
    ]);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test('what cannot be exported leaves nothing behind', () => {
    const into = freshFolder();
    const { location: _, ...station } = config.station;
    const handed = handOver({ ...order(into, 'ocpi'), config: { ...config, station } });
    expect(handed).toMatchObject({ ok: false, error: expect.stringContaining('station.location') });
    expect(readdirSync(into)).toEqual([]);
  });

  test('a stick that is not there any more is told, not thrown', () => {
    expect(handOver({ ...order(join(freshFolder(), 'gone')) }).ok).toBe(false);
  });

  test('a stick without room is told before anything is written to it', (context) => {
    const into = freshFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', into], { stdio: 'ignore' });
    } catch {
      return context.skip('cannot mount a small file system here');
    }
    try {
      expect(handOver(order(into))).toMatchObject({ ok: false, error: expect.stringMatching(/^noRoom:/) });
      expect(readdirSync(into)).toEqual([]);
    } finally {
      execFileSync('umount', ['-l', into]);
    }
  });

  test('in a thread of its own it comes to the same, and so does the check', async () => {
    const { into, format, ...source } = order(freshFolder());
    const handed = await inBackground({ job: 'handOver', ...source, into, format });
    expect(handed).toMatchObject({ ok: true, value: { files: 1 } });
    const checked = await inBackground({ job: 'check', ...source });
    expect(checked).toMatchObject({
      ok: true,
      value: { differences: [], endsOfDay: [], against: { csv: null, ocpi: null }, totals: [{ total: 1234 }] },
    });
    const none = await inBackground({ job: 'check', ...source, file: '/nowhere/station.db' });
    expect(none).toEqual({ ok: false, error: 'there is no /nowhere/station.db' });
  });
});

describe('sticks', () => {
  const table = (...lines: string[]) => {
    const file = join(freshFolder('mounts'), 'mounts');
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return () => readMounts(file);
  };

  test('are what is mounted below an allowed folder and can be written', () => {
    const media = freshFolder('media');
    for (const name of ['KINGSTON', 'old stick', 'locked', 'folder']) mkdirSync(join(media, name));
    const mounts = table(
      'proc /proc proc rw,nosuid 0 0',
      '/dev/root / ext4 rw 0 0',
      `/dev/sda1 ${media}/KINGSTON vfat rw,nosuid 0 0`,
      `/dev/sdb1 ${media}/old\\040stick vfat rw 0 0`,
      `/dev/sdc1 ${media}/locked vfat ro,nosuid 0 0`,
      `/dev/sdd1 ${media}x/other vfat rw 0 0`,
      `/dev/sde1 ${media}/pulled vfat rw 0 0`,
      'garbage',
    );
    const found = sticksIn([media], mounts);
    expect(found.map(({ name }) => name)).toEqual(['KINGSTON', 'old stick']);
    expect(found[0]?.freeBytes).toBeGreaterThan(0);
    expect(sticksIn(['/nowhere'], mounts)).toEqual([]);
    expect(sticksIn([], mounts)).toEqual([]);
  });

  test('of a system that tells no mounts there are none', () => {
    expect(sticksIn(['/media'], () => readMounts('/nowhere/mounts'))).toEqual([]);
    if (existsSync('/proc/self/mounts')) expect(readFileSync('/proc/self/mounts', 'utf8')).toContain(' / ');
  });
});
