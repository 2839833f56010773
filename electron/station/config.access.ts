import { z } from 'zod';
import { type KeyAction, usualKeys } from '../../machines/accessView.ts';

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
});

export const AccessConfig = z.strictObject({ keys: Keys.prefault({}) });
