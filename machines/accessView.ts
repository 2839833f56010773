/** What makes the screen usable by ear, by keys and in one's own time, as the page is told of it. */

/** What a key of the tactile keypad, or of any keyboard, does. */
export const keyActions = [
  'up',
  'down',
  'left',
  'right',
  'next',
  'choose',
  'back',
  'help',
  'settings',
  'moreTime',
] as const;
export type KeyAction = (typeof keyActions)[number];

/** By the `code` of the key (UI Events KeyboardEvent code Values): the same place on every layout. */
export type KeyMap = Readonly<Record<KeyAction, readonly string[]>>;

/** As on a telephone: the digits around 5 move, 5 chooses. */
export const usualKeys: KeyMap = {
  up: ['Numpad8', 'ArrowUp'],
  down: ['Numpad2', 'ArrowDown'],
  left: ['Numpad4', 'ArrowLeft'],
  right: ['Numpad6', 'ArrowRight'],
  next: ['NumpadDecimal'],
  choose: ['Numpad5', 'NumpadEnter'],
  back: ['NumpadMultiply', 'Escape'],
  help: ['Numpad0', 'F1'],
  settings: ['Numpad7'],
  moreTime: ['Numpad9'],
};

export type AccessView = {
  readonly keys: KeyMap;
};
