import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { opened } from '../store/fixtures.ts';
import { exampleConfig, silent } from './fixtures.ts';
import { createSettings, overlay } from './settings.ts';

const file = exampleConfig();
const dear = {
  ...file.tariff,
  elements: [{ price_components: [{ type: 'FLAT', price: '70', vat: '21', step_size: 1 }] }],
};
const word = (path: string, value: unknown) => ({ path, value });

describe('what staff set lies over the config file', () => {
  test('nothing set is the file itself', () => {
    expect(overlay(file, [word('service.1', 'repair'), word('payment.holdMinor', null)]).config).toBe(file);
  });

  test('each in its place, the rest as it was', () => {
    const { config, broken } = overlay(file, [
      word('payment.holdMinor', 8_000),
      word('screen.dayBrightnessPercent', 80),
      word('support.hours', 'always'),
    ]);
    expect(broken.size).toBe(0);
    expect(config).toEqual({
      ...file,
      payment: { ...file.payment, holdMinor: 8_000 },
      screen: { ...file.screen, dayBrightnessPercent: 80 },
      support: { ...file.support, hours: 'always' },
    });
  });

  test('in any order where only all of it together fits', () => {
    const both = overlay(file, [word('tariff', dear), word('payment.holdMinor', 10_000)]);
    expect(both.broken.size).toBe(0);
    expect(both.config).toMatchObject({ payment: { holdMinor: 10_000 }, tariff: { elements: dear.elements } });
  });

  test.each<[string, string, unknown, RegExp]>([
    ['a value of another kind', 'payment.holdMinor', 'much', /^payment\.holdMinor: /],
    ['a tariff that is none', 'tariff', { id: 'x' }, /^tariff\.currency: /],
    ['a tariff that eats the hold at once', 'tariff', dear, /^payment\.holdMinor: expected more than/],
    ['a language without texts', 'station.languages', ['en', 'tlh'], /^station\.languages\.1: /],
    ['a chat that asks who is there', 'support.chat', 'https://x.example/{phone}', /^support\.chat: /],
  ])('%s is left out and told, and the rest holds', (_what, path, value, problem) => {
    const { config, broken } = overlay(file, [word(path, value), word('screen.dayBrightnessPercent', 80)]);
    expect([...broken.keys()]).toEqual([path]);
    expect([...broken.values()].flat()[0]).toMatch(problem);
    expect(config).toEqual({ ...file, screen: { ...file.screen, dayBrightnessPercent: 80 } });
  });

  test('whatever is not to be set from here changes nothing', () => {
    expect(
      overlay(file, [word('cardTerminal.host', 'evil'), word('__proto__', {}), word('constructor', 1)]).config,
    ).toBe(file);
  });
});

describe('settings of a station', () => {
  const begun = (store = opened()) => ({ store, settings: createSettings({ file, store, log: silent }) });

  test('what is only shown applies at once, money with the next start', () => {
    const { store, settings } = begun();
    settings.set('station.helpLine', '+34 900 000 001', 'Ada');
    settings.set('payment.holdMinor', 9_000, 'Ada');
    expect(settings.running).toBe(file);
    expect(settings.shown()).toMatchObject({ station: { helpLine: '+34 900 000 001' }, payment: { holdMinor: 6_000 } });
    expect(settings.next().payment.holdMinor).toBe(9_000);
    expect(begun(store).settings.running).toMatchObject({
      station: { helpLine: '+34 900 000 001' },
      payment: { holdMinor: 9_000 },
    });
    settings.set('station.helpLine', null, 'Ada');
    expect(settings.shown()).toEqual(file);
    expect(store.verify().ok).toBe(true);
  });

  test('a word is tried with all the others, and may break none of them', () => {
    const { settings } = begun();
    expect(settings.would('tariff', dear).ok).toBe(false);
    settings.set('payment.holdMinor', 10_000, 'Ada');
    expect(settings.would('tariff', dear).ok).toBe(true);
    settings.set('tariff', dear, 'Ada');
    for (const hold of [null, 6_000])
      expect(settings.would('payment.holdMinor', hold)).toMatchObject({
        error: { problems: [expect.stringMatching(/^payment\.holdMinor: expected more than/)] },
      });
    expect(settings.would('payment.holdMinor', 12_000).ok).toBe(true);
  });

  test('one that no longer fits the file is told in the log, and the station begins by the file', () => {
    const { store, settings } = begun();
    settings.set('payment.holdMinor', 7_000, 'Ada');
    const said: string[] = [];
    const log = pino({}, { write: (line: string) => said.push(line) });
    const dearer = exampleConfig({ tariff: dear, payment: { holdMinor: 20_000 } });
    const after = createSettings({ file: dearer, store, log });
    expect(after.running).toBe(dearer);
    expect([...after.broken().keys()]).toEqual(['payment.holdMinor']);
    expect(said.join()).toMatch(/what staff set no longer fits/);
    expect(after.would('payment.holdMinor', 8_000).ok).toBe(true);
  });
});
