import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { visa } from '../station/fixtures.ts';
import { freshFile, opened } from '../store/fixtures.ts';
import { bench } from './bench.ts';

test('an update is safe while nobody charges, no hold is open, and a copy of the books misses nothing', async () => {
  const file = freshFile();
  const dataDir = dirname(file);
  const staff = await bench({ store: opened(file), dataDir });
  const look = async () => {
    const answer = await staff.ask('technician', 'update.look', undefined);
    if (!answer.ok) throw new Error('not looked');
    return answer.value;
  };
  const backUp = () => staff.ask('technician', 'upkeep.backUp', { place: `${dataDir}/export` });
  expect(await look()).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), isFree: true, openHolds: 0 });
  expect(await look()).toMatchObject({ backup: { state: 'none' }, isSafe: false });
  expect((await backUp()).ok).toBe(true);
  expect(await look()).toMatchObject({ backup: { state: 'whole', atMs: expect.any(Number) }, isSafe: true });

  await staff.ask('technician', 'setting.change', { path: 'screen.dayBrightnessPercent', json: '80', seen: null });
  expect(await look()).toMatchObject({ backup: { state: 'stale' }, isSafe: false });
  await staff.clock.advance(1_000);
  expect((await backUp()).ok).toBe(true);
  expect((await look()).isSafe).toBe(true);

  const { handleSendIntent } = staff.station.handlers.kiosk;
  await handleSendIntent({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  expect(await look()).toMatchObject({ isFree: false, isSafe: false });
  staff.terminal.present(visa);
  await handleSendIntent({ type: 'START', connectorId: 1 });
  await staff.clock.advance(2_000);
  expect(await look()).toMatchObject({ isFree: false, openHolds: 1, backup: { state: 'stale' }, isSafe: false });
});
