import { type KeyAction, type KeyMap, keyActions } from '../../machines/accessView.ts';

/** What a key means where it is pressed. No React, no screen. */

export type Pressed = Pick<KeyboardEvent, 'code' | 'key'>;

/**
 * Where the focus is. `field`: text is typed into it. `control`: something to press. `nothing`: the title of a screen, where the
 * keypad's digits are those of the number that is asked for, if one is.
 */
export type Place = 'field' | 'control' | 'nothing';

const caret = new Set(['ArrowLeft', 'ArrowRight']);

/** The digit a key types, on whatever keypad; null for any other key. */
export const digitOf = ({ code, key }: Pressed): string | null =>
  /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : null);

/** Whether the key gives a digit to the number that is asked for: on a keypad, only while no control is chosen. */
export const typesDigit = (pressed: Pressed, place: Place): boolean =>
  digitOf(pressed) !== null && (place === 'nothing' || (place === 'control' && !pressed.code.startsWith('Numpad')));

/** What a key does; null: what it always does in a browser. */
export function actionOf(
  pressed: Pressed,
  keys: KeyMap,
  { place, asksForDigits }: { place: Place; asksForDigits: boolean },
): KeyAction | null {
  const { code } = pressed;
  if (asksForDigits && typesDigit(pressed, place)) return null;
  if (place === 'field' && (caret.has(code) || /^Numpad(\d|Decimal)$/.test(code))) return null;
  return keyActions.find((action) => keys[action].includes(code)) ?? null;
}
