import { expect, test } from 'vitest';
import { readCommandLine } from './commandLine.ts';

test('file, settings and window mode are read, in both ways of writing them', () => {
  const args = ['main.cjs', '--config', 'a.json', '--set', 'server.port=0', '--set=station.name=A = B', '--windowed'];
  expect(readCommandLine(args, '/home')).toEqual({
    configFile: 'a.json',
    overrides: { 'server.port': '0', 'station.name': 'A = B' },
    windowed: true,
  });
  expect(readCommandLine(['--kiosk'], '/home').windowed).toBe(false);
});

test("Chromium's own switches are left alone; without --config the user's folder has the file", () => {
  const read = readCommandLine(['--no-sandbox', '--inspect=0', 'main.cjs', '--user-data-dir=/x'], '/home');
  expect(read).toEqual({ configFile: '/home/station.json', overrides: {}, windowed: null });
});
