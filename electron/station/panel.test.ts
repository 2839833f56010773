import { describe, expect, it } from 'vitest';
import { exampleConfig } from './fixtures.ts';
import { chimeVolume, panelView } from './panel.ts';

const at = (time: string, screen: object = {}, resting = false) => {
  const config = exampleConfig({ screen, station: { timeZone: 'Europe/Madrid' } });
  return panelView(config, Date.parse(`2026-11-23T${time}+01:00`), resting);
};

describe('day and night', () => {
  it.each([
    ['20:59:59', 'day', 100],
    ['21:00:00', 'night', 70],
    ['00:00:00', 'night', 70],
    ['06:29:59', 'night', 70],
    ['06:30:00', 'day', 100],
  ])('at %s by the clock of the place: %s', (time, theme, brightnessPercent) => {
    expect(at(time)).toMatchObject({ theme, brightnessPercent });
  });

  it('of a night that does not span midnight', () => {
    const screen = { nightFrom: '01:00', nightUntil: '05:00' };
    expect(['00:30', '01:00', '05:00'].map((time) => at(`${time}:00`, screen).theme)).toEqual(['day', 'night', 'day']);
  });

  it('of a night that ends as it begins: never', () => {
    const screen = { nightFrom: '00:00', nightUntil: '00:00' };
    expect(['00:00', '12:00', '23:59'].map((time) => at(`${time}:00`, screen).theme)).toEqual(['day', 'day', 'day']);
  });

  it('may be fixed, and left to the system', () => {
    expect(at('12:00:00', { theme: 'night' }).theme).toBe('night');
    expect(at('23:00:00', { theme: 'system' }).theme).toBe('system');
  });
});

it('a resting panel is never brighter than the hour allows', () => {
  expect(at('12:00:00', {}, true)).toMatchObject({ brightnessPercent: 60, resting: true });
  expect(at('23:00:00', { nightBrightnessPercent: 20 }, true).brightnessPercent).toBe(20);
});

it.each([
  ['21:59:59', {}, 0.4],
  ['22:00:00', {}, 0],
  ['06:59:59', {}, 0],
  ['07:00:00', {}, 0.4],
  ['23:00:00', { quietFrom: '00:00', quietUntil: '00:00', volume: 1 }, 1],
])('the chime at %s with %j: %d', (time, chime, volume) => {
  const config = exampleConfig({ access: { chime }, station: { timeZone: 'Europe/Madrid' } });
  expect(chimeVolume(config, Date.parse(`2026-11-23T${time}+01:00`))).toBe(volume);
});

it('a time that is none is told with its path', () => {
  expect(() => exampleConfig({ screen: { nightFrom: '9pm' } })).toThrow('screen.nightFrom: expected a time of day');
});
