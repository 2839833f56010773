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
  'speech',
  'repeat',
  'tellMore',
  'louder',
  'quieter',
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
  speech: ['NumpadDivide'],
  repeat: ['Numpad1'],
  tellMore: ['Numpad3'],
  louder: ['NumpadAdd'],
  quieter: ['NumpadSubtract'],
};

export const MOST_VOLUME = 5;

/** Whether the screen is read aloud, how loud (1 to {@link MOST_VOLUME}) and how fast. */
export type Speech = {
  readonly on: boolean;
  readonly volume: number;
  readonly speed: 'slow' | 'usual' | 'fast';
};

/** As every visitor finds it. */
export const silent: Speech = { on: false, volume: 3, speed: 'usual' };

export type AccessView = {
  readonly keys: KeyMap;
  readonly speech: Speech;
  /** Of the chime, 0 to 1; 0 in quiet hours. */
  readonly chimeVolume: number;
  /** Address of the page that shows a phone the words of the screen; null: there is none. */
  readonly phonePage: string | null;
};
