import { useEffect } from 'react';
import { type KeyAction, MOST_VOLUME, type Speech } from '../../machines/accessView.ts';
import type { KioskView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { type Asked, ask } from '../speech/asked.ts';
import { scope, step, stepRow } from './focus.ts';
import { actionOf, type Place } from './keys.ts';

export function placeOfFocus(): Place {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement) return 'field';
  return activeElement?.matches('button, a, [tabindex="0"]') ? 'control' : 'nothing';
}

/** Every screen by keys: a keyboard, or the tactile keypad beside the screen. */
export function useKeys({ help, accessOpen, canWaitLonger, access }: KioskView, touched: () => void): void {
  const { send } = usePage();
  const helpOpen = help !== null;
  useEffect(() => {
    const { speech } = access;
    const speak = (change: Partial<Speech>) => void send({ type: 'SET_SPEECH', speech: { ...speech, ...change } });
    // Who asks for words wants to hear them.
    const askOrSpeak = (what: Asked['what']) => (speech.on ? ask(what) : speak({ on: true }));
    const act: Record<KeyAction, () => void> = {
      up: () => stepRow(-1),
      down: () => stepRow(1),
      left: () => step(isMirrored() ? 1 : -1),
      right: () => step(isMirrored() ? -1 : 1),
      next: () => step(1),
      choose,
      back,
      help: () => void send({ type: helpOpen ? 'CLOSE_HELP' : 'OPEN_HELP' }),
      settings: () => void send({ type: accessOpen ? 'CLOSE_ACCESS' : 'OPEN_ACCESS' }),
      moreTime: () => void send({ type: canWaitLonger ? 'MORE_TIME' : 'TOUCH' }),
      speech: () => speak({ on: !speech.on }),
      repeat: () => askOrSpeak('repeat'),
      tellMore: () => askOrSpeak('tellMore'),
      louder: () => speak({ volume: Math.min(MOST_VOLUME, speech.volume + 1) }),
      quieter: () => speak({ volume: Math.max(1, speech.volume - 1) }),
    };
    function onKeyDown(event: KeyboardEvent): void {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      touched();
      if (event.key === 'Tab') {
        event.preventDefault();
        step(event.shiftKey ? -1 : 1);
        return;
      }
      const asksForDigits = scope().querySelector('.keypad:enabled') !== null;
      const action = actionOf(event, access.keys, { place: placeOfFocus(), asksForDigits });
      if (action === null) return;
      event.preventDefault();
      // Before the button itself hears of it: it would be pressed twice.
      event.stopPropagation();
      // One press, one step: what is chosen must not be chosen again by a finger that rests.
      if (!event.repeat || isMove(action)) act[action]();
    }
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [send, touched, helpOpen, accessOpen, canWaitLonger, access]);
}

const isMove = (action: KeyAction): boolean => ['up', 'down', 'left', 'right', 'next'].includes(action);
const isMirrored = (): boolean => document.documentElement.dir === 'rtl';

/** Presses what has the focus; in a field, goes on to the next one. */
function choose(): void {
  const { activeElement } = document;
  if (placeOfFocus() === 'control' && activeElement instanceof HTMLElement) activeElement.click();
  else step(1);
}

/** Closes the sheet, or presses what leads back from the screen. */
function back(): void {
  const within = scope();
  if (within instanceof HTMLDialogElement) within.dispatchEvent(new Event('cancel', { cancelable: true }));
  else within.querySelector<HTMLElement>('main [data-back="true"]:not(:disabled)')?.click();
}
