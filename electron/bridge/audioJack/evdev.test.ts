import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createEvdevJack, pluggedIn } from './evdev.ts';

/** As the kernel writes it (linux/input.h): the times, type, code, value. */
function event(type: number, code: number, value: number): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(code, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}

it('EV_SW SW_HEADPHONE_INSERT > in or out; anything else says nothing', () => {
  expect(pluggedIn(event(5, 2, 1))).toBe(true);
  expect(pluggedIn(event(5, 2, 0))).toBe(false);
  expect(pluggedIn(event(5, 4, 1))).toBeNull(); // a microphone
  expect(pluggedIn(event(0, 0, 0))).toBeNull(); // the end of a report
});

it('reads a device event by event, however the bytes come', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'surtidor-jack-'));
  const device = join(dir, 'event');
  execFileSync('mkfifo', [device]);
  const jack = createEvdevJack({ device }, { warn: () => {} });
  onTestFinished(() => {
    jack.stop();
    rmSync(dir, { recursive: true });
  });
  const told: boolean[] = [];
  jack.onChange((plugged) => told.push(plugged));
  jack.start();
  const bytes = Buffer.concat([event(5, 2, 1), event(0, 0, 0), event(5, 2, 0)]);
  const kernel = openSync(device, 'r+');
  writeSync(kernel, bytes.subarray(0, 30));
  await vi.waitFor(() => expect(told).toEqual([true]));
  writeSync(kernel, bytes.subarray(30));
  await vi.waitFor(() => expect(told).toEqual([true, false]));
});
