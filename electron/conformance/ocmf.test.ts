import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meter, payload } from '../metering/ocmf/fixtures.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'ocmf-records-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(samples: readonly object[]): { lines: readonly string[]; exitCode: number | null } {
  const file = join(dir, 'records.json');
  writeFileSync(file, JSON.stringify(samples));
  const { stdout, status } = spawnSync('node_modules/.bin/node', ['electron/conformance/run.ts', 'ocmf', file], {
    encoding: 'utf8',
  });
  return { lines: stdout.trim().split('\n'), exitCode: status };
}

const record = meter.sign(payload());
const good = { name: 'good', record, public_key: meter.publicKeyHex, expected_verified: true };

test('all as expected > counted, exit code 0', () => {
  const { lines, exitCode } = run([
    { ...good, algorithm: 'ECDSA-secp256r1-SHA256' },
    { ...good, name: 'altered', record: record.replace('"T7"', '"T8"'), expected_verified: false },
    { ...good, name: 'no key', public_key: null, expected_verified: null },
  ]);
  expect(lines).toEqual(['ocmf: 3 of 3 records as expected, 0 unreadable']);
  expect(exitCode).toBe(0);
});

test('each difference is told by name, exit code 1', () => {
  const { lines, exitCode } = run([
    { ...good, expected_verified: false },
    { ...good, name: 'spoilt', record: 'OCMF|', expected_verified: true },
    { ...good, name: 'curve', algorithm: 'ECDSA-secp256k1-SHA256', lenient: true },
  ]);
  expect(lines).toEqual([
    'DIFFERENT good: expected notVerified, got verified',
    'DIFFERENT spoilt: expected verified, got cannotBeChecked (notOcmf)',
    'DIFFERENT curve: expected the curve of ECDSA-secp256k1-SHA256, got secp256r1',
    'DIFFERENT curve: expected a note that a strict reader would refuse it',
    'ocmf: 0 of 3 records as expected, 1 unreadable',
  ]);
  expect(exitCode).toBe(1);
});

test('no records at all is no success', () => {
  expect(run([]).exitCode).toBe(1);
});
