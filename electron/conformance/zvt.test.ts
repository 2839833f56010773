import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zvt-vectors-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(vectors: unknown): { lines: readonly string[]; exitCode: number | null } {
  const file = join(dir, 'vectors.json');
  writeFileSync(file, typeof vectors === 'string' ? vectors : JSON.stringify(vectors));
  const { stdout, status } = spawnSync('node_modules/.bin/node', ['electron/conformance/zvt.ts', file], {
    encoding: 'utf8',
  });
  return { lines: stdout.trim().split('\n'), exitCode: status };
}

const expected = { class: '04', instr: 'FF', statusCode: '0A', timeoutMinutes: 1 };
const ack = '800000';

test('all agree > counted, exit code 0', () => {
  const steps = [
    { dir: 'ecr->pt', hex: '06230387ffff' },
    { dir: 'pt->ecr', hex: ack },
    { dir: 'pt->ecr', hex: '061e04b887ffff' },
    { dir: 'ecr->pt', hex: ack },
  ];
  const { lines, exitCode } = run({
    vectors: [
      { id: 'good', hex: '04ff020a01', wellFormed: true, expected },
      { id: 'broken', hex: '04ff05', wellFormed: false, expected: {} },
    ],
    sequences: [{ id: 'enquiry', steps, outcome: { resultCode: 'B8', pendingReceipts: [] } }],
    streams: [{ id: 'two', chunks: ['04ff01', '0a80', '0000'], expectFrames: 2, expectFrameAfterChunk: 2 }],
    somethingNew: [],
  });
  expect(lines).toEqual(['zvt: 4 passed, 0 failed']);
  expect(exitCode).toBe(0);
});

test('each difference is printed: wrong, missing, not expected, accepted though broken', () => {
  const { lines, exitCode } = run({
    vectors: [
      { id: 'wrong', hex: '04ff020a01', wellFormed: true, expected: { ...expected, timeoutMinutes: 2 } },
      { id: 'missing', hex: '04ff010a', wellFormed: true, expected },
      { id: 'besides', hex: '04ff020a01', wellFormed: true, expected: { statusCode: '0A' } },
      { id: 'accepted', hex: '04ff010a', wellFormed: false, expected: {} },
    ],
    sequences: [
      {
        id: 'silent',
        steps: [
          { dir: 'ecr->pt', hex: '060100' },
          { dir: 'ecr->pt', hex: ack },
        ],
      },
    ],
  });
  expect(lines).toEqual([
    'wrong  timeoutMinutes: expected 2, got 1',
    'missing  timeoutMinutes: expected 1, got undefined',
    'besides  timeoutMinutes: expected undefined, got 1',
    'accepted  (rejected or waiting for more): expected true, got false',
    'silent  (we send): expected "800000", got undefined',
    'silent  (dialogue ended): expected true, got false',
    'zvt: 0 passed, 5 failed',
  ]);
  expect(exitCode).toBe(1);
});

test('no file of vectors > said, exit code 2', () => {
  expect(run('no json').exitCode).toBe(2);
});
