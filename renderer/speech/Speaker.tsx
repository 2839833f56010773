import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_VOLUME } from '../../machines/accessView.ts';
import type { KioskView } from '../../machines/view.ts';
import { useStore } from '../store.ts';
import { asked } from './asked.ts';
import { hearRegions, nameOf } from './heard.ts';
import { spokenText } from './spokenText.ts';
import { useVoice } from './useVoice.ts';

/** A sheet takes the focus as it opens: its words are said first, then what has the focus. */
const SAME_MOMENT_MS = 300;

/** Reads the screen aloud as long as it is there. It draws nothing: a screen reader has the page itself, and says it once. */
export default function Speaker({ view }: { view: KioskView }) {
  const { i18n, t: common } = useTranslation();
  const { t } = useTranslation('spoken');
  const voice = useVoice();
  const { volume, speed } = view.access.speech;
  const text = spokenText(view, i18n);
  const said = text.said.join(' ');
  const request = useStore(asked);

  const say = (words: string, first = true) => voice.say(words, { language: i18n.language, volume, speed, first });
  const latest = useRef({ say, text, off: '' });
  useLayoutEffect(() => {
    latest.current = { say, text, off: t('off') };
  });

  useLayoutEffect(() => {
    latest.current.say(t('on'));
    return () => latest.current.say(latest.current.off);
  }, [t]);

  const saidAtMs = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    // The first screen comes after the greeting, every other one in the place of the last.
    latest.current.say(said, saidAtMs.current > 0);
    saidAtMs.current = performance.now();
  }, [said]);

  useOnChange(volume, () => latest.current.say(t('volume', { volume, most: MOST_VOLUME })));
  useOnChange(speed, () => latest.current.say(t(`speeds.${speed}`)));
  useOnChange(request, () => {
    const { said: again, more } = latest.current.text;
    latest.current.say((request?.what === 'tellMore' ? more : again).join(' '));
  });

  const state = { on: common('access.on'), off: common('access.off') };
  const { on, off } = state;
  useEffect(() => {
    function onFocus({ target }: FocusEvent): void {
      // The title of a new screen is said with the screen.
      if (!(target instanceof Element) || !target.matches('button, input, a, [tabindex="0"]')) return;
      latest.current.say(nameOf(target, { on, off }), performance.now() - saidAtMs.current > SAME_MOMENT_MS);
    }
    addEventListener('focusin', onFocus);
    const deafen = hearRegions(document.body, (words) => latest.current.say(words, false));
    return () => {
      removeEventListener('focusin', onFocus);
      deafen();
    };
  }, [on, off]);
  return null;
}

/** Whenever a value is another than before, not when it is first seen. */
function useOnChange<T>(value: T, act: () => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (Object.is(before.current, value)) return;
    before.current = value;
    act();
  });
}
