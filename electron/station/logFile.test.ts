import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createLog } from './log.ts';
import { linesTo } from './logFile.ts';

const freshFolder = () => mkdtempSync(join(tmpdir(), 'surtidor-log-'));
const line = (number: number) => `${JSON.stringify({ number, text: 'x'.repeat(80) })}\n`;
const bytesOf = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

test('a log stays within its bounds, and its files hold the newest lines, each once and whole', () => {
  const folder = freshFolder();
  const log = linesTo({ file: join(folder, 'station.log'), maxBytes: 1_000, keepFiles: 3 });
  for (let number = 0; number < 1_000; number++) {
    log.write(line(number));
    if (number % 50 === 0) expect(bytesOf(folder)).toBeLessThanOrEqual(4_000);
  }
  expect(readdirSync(folder).sort()).toEqual(['station.log', 'station.log.1', 'station.log.2', 'station.log.3']);
  const kept = ['station.log.3', 'station.log.2', 'station.log.1', 'station.log'].flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text).number as number),
  );
  expect(kept.at(-1)).toBe(999);
  expect(kept).toEqual(kept.map((_, index) => (kept[0] as number) + index));
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('a restart goes on in the same file and counts what is in it', () => {
  const folder = freshFolder();
  const file = join(folder, 'station.log');
  for (let start = 0; start < 40; start++) {
    linesTo({ file, maxBytes: 1_000, keepFiles: 1 }).write(line(start));
    expect(bytesOf(folder)).toBeLessThanOrEqual(2_000);
  }
});

test('a line that is longer than a file is written all the same', () => {
  const folder = freshFolder();
  const log = linesTo({ file: join(folder, 'station.log'), maxBytes: 100, keepFiles: 1 });
  log.write(`${'y'.repeat(500)}\n`);
  log.write(line(1));
  expect(readFileSync(join(folder, 'station.log.1'), 'utf8')).toHaveLength(501);
});

test('what cannot be moved is given up before the log grows', () => {
  const folder = freshFolder();
  // A folder stands where the file before it should go.
  mkdirSync(join(folder, 'station.log.1'));
  writeFileSync(join(folder, 'station.log.1', 'x'), '');
  const log = linesTo({ file: join(folder, 'station.log'), maxBytes: 1_000, keepFiles: 1 });
  for (let number = 0; number < 100; number++) log.write(line(number));
  expect(statSync(join(folder, 'station.log')).size).toBeLessThanOrEqual(1_000);
});

test.runIf(process.getuid?.() !== 0)('a folder that is read-only: the lines go to standard error', () => {
  const folder = freshFolder();
  chmodSync(folder, 0o500);
  const toStderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  createLog({ to: { file: join(folder, 'station.log') } }).warn('here');
  expect(toStderr.mock.calls).toHaveLength(1);
  toStderr.mockRestore();
});

/** A file system of 64 KiB, if this process may mount one. */
function smallDisk(): string | null {
  const folder = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return null;
  }
}

test('a disk that fills up costs lines, not the station; with room again the log goes on, line by line', (context) => {
  const folder = smallDisk();
  if (folder === null) return context.skip('cannot mount a small file system here');
  try {
    const toStderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const ballast = join(folder, 'ballast');
    const log = linesTo({ file: join(folder, 'station.log'), maxBytes: 1_000_000, keepFiles: 1 });
    writeFileSync(ballast, Buffer.alloc(40_000));
    for (let number = 0; number < 400; number++) log.write(line(number));
    expect(toStderr.mock.calls.length).toBeGreaterThan(0);
    toStderr.mockRestore();
    execFileSync('rm', [ballast]);
    log.write(line(400));
    const lines = readFileSync(join(folder, 'station.log'), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '').number).toBe(400);
    expect(existsSync(ballast)).toBe(false);
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
});
