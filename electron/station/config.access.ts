import { z } from 'zod';
import { type KeyAction, usualKeys } from '../../machines/accessView.ts';
import { timeOfDay } from './config.screen.ts';

/** How drivers who cannot see, reach or hurry use the station. */

const codes = (action: KeyAction) => z.array(z.string().min(1)).default([...usualKeys[action]]);

const Keys = z.strictObject({
  up: codes('up').describe('To the control above (names of KeyboardEvent.code)'),
  down: codes('down').describe('To the control below'),
  left: codes('left').describe('To the one before; in right-to-left languages the next'),
  right: codes('right').describe('To the next one; in right-to-left languages the one before'),
  next: codes('next').describe('To the next one, also where the digits type a number'),
  choose: codes('choose').describe('Presses what has the focus'),
  back: codes('back').describe('Closes a sheet or leads back'),
  help: codes('help').describe('Opens and closes help'),
  settings: codes('settings').describe('Opens and closes the sheet that makes the screen easier to use'),
  moreTime: codes('moreTime').describe('More time, where the screen would go on by itself'),
  speech: codes('speech').describe('Reads the screen aloud, or stops that'),
  repeat: codes('repeat').describe('Says the screen again'),
  tellMore: codes('tellMore').describe('Says more: cost, energy, time left'),
  louder: codes('louder').describe('Reads louder'),
  quieter: codes('quieter').describe('Reads less loud'),
});

const AudioJack = z.strictObject({
  protocol: z.literal('evdev').describe('The kernel reports the plug (SW_HEADPHONE_INSERT)'),
  device: z.string().startsWith('/').describe('Such as /dev/input/by-path/platform-sound-event'),
});

const Chime = z.strictObject({
  volume: z.number().min(0).max(1).default(0.4).describe('When a charge ends, at 80 %, before the idle fee (0: never)'),
  quietFrom: timeOfDay.default('22:00').describe('No chime from then on …'),
  quietUntil: timeOfDay.default('07:00').describe('… until then; both alike: a chime at any time'),
});

export const AccessConfig = z.strictObject({
  keys: Keys.prefault({}),
  chime: Chime.prefault({}),
  audioJack: AudioJack.optional().describe('A headphone plugged in has the screen read aloud'),
});
export type AccessConfig = z.infer<typeof AccessConfig>;
