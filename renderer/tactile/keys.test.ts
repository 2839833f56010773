import { describe, expect, it } from 'vitest';
import { keyActions, usualKeys } from '../../machines/accessView.ts';
import { actionOf, type Place, typesDigit } from './keys.ts';

const key = (code: string, key = '') => ({ code, key });
const on = (place: Place, asksForDigits = false) => ({ place, asksForDigits });

describe('the tactile keypad', () => {
  it.each([
    ['Numpad8', 'up'],
    ['Numpad2', 'down'],
    ['Numpad4', 'left'],
    ['Numpad6', 'right'],
    ['Numpad5', 'choose'],
    ['Numpad0', 'help'],
    ['NumpadMultiply', 'back'],
    ['Numpad9', 'moreTime'],
  ] as const)('%s: %s, at the title of a screen and on a control', (code, action) => {
    for (const place of ['nothing', 'control'] as const) expect(actionOf(key(code), usualKeys, on(place))).toBe(action);
  });

  it('a number is asked for > digits are the number, until a control is chosen; on and back work throughout', () => {
    expect(actionOf(key('Numpad5'), usualKeys, on('nothing', true))).toBeNull();
    expect(typesDigit(key('Numpad5'), 'nothing')).toBe(true);
    expect(actionOf(key('Numpad5'), usualKeys, on('control', true))).toBe('choose');
    expect(typesDigit(key('Numpad5'), 'control')).toBe(false);
    expect(actionOf(key('NumpadDecimal'), usualKeys, on('nothing', true))).toBe('next');
    expect(actionOf(key('NumpadMultiply'), usualKeys, on('nothing', true))).toBe('back');
  });

  it('digits of a keyboard are always the number', () => {
    for (const place of ['nothing', 'control'] as const) expect(typesDigit(key('Digit5', '5'), place)).toBe(true);
    expect(typesDigit(key('KeyA', 'a'), 'nothing')).toBe(false);
  });

  it('in a field digits and the caret’s keys type; the way on, back and to help stays', () => {
    for (const code of ['Numpad5', 'NumpadDecimal', 'ArrowLeft'])
      expect(actionOf(key(code), usualKeys, on('field'))).toBeNull();
    expect(actionOf(key('ArrowDown'), usualKeys, on('field'))).toBe('down');
    expect(actionOf(key('NumpadEnter'), usualKeys, on('field'))).toBe('choose');
    expect(actionOf(key('Escape'), usualKeys, on('field'))).toBe('back');
  });

  it('an operator’s own keys count instead', () => {
    const keys = { ...usualKeys, choose: ['F5'] };
    expect(actionOf(key('F5'), keys, on('control'))).toBe('choose');
    expect(actionOf(key('Numpad5'), keys, on('control'))).toBeNull();
  });

  it('no key does two things', () => {
    const codes = keyActions.flatMap((action) => usualKeys[action]);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
