import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { MOST_VOLUME, type Speech } from '../../machines/accessView.ts';
import type { KioskView } from '../../machines/view.ts';
import { PhoneMark, SpeakMark } from '../drawings/marks.tsx';
import { useVoice } from '../speech/useVoice.ts';
import { Toggle } from './Toggle.tsx';
import { TouchButton } from './TouchButton.tsx';

const PhoneSheet = lazy(() => import('../speech/PhoneSheet.tsx'));

const speeds = ['slow', 'usual', 'fast'] as const;

/** Reading aloud, as loud and as fast as one likes; where the station has no voice, it says so and the phone helps. */
export function SpeechSettings({ view }: { view: KioskView }) {
  const { t, i18n } = useTranslation('spoken');
  const voice = useVoice();
  const hasVoice = useSyncExternalStore(voice.subscribe, () => voice.speaks(i18n.language));
  const { speech, phonePage } = view.access;
  return (
    <>
      {hasVoice ? (
        <Toggle
          mark={<SpeakMark />}
          on={speech.on}
          intent={{ type: 'SET_SPEECH', speech: { ...speech, on: !speech.on } }}
        >
          {t('title')}
        </Toggle>
      ) : (
        <li className="no-voice">{t('noVoice')}</li>
      )}
      {hasVoice && speech.on && <HowItReads speech={speech} />}
      {phonePage !== null && <OnPhone view={view} phonePage={phonePage} />}
    </>
  );
}

function HowItReads({ speech }: { speech: Speech }) {
  const { t } = useTranslation('spoken');
  const { volume } = speech;
  const set = (change: Partial<Speech>) => ({ type: 'SET_SPEECH' as const, speech: { ...speech, ...change } });
  return (
    <li className="how-it-reads">
      <TouchButton label={t('quieter')} intent={set({ volume: Math.max(1, volume - 1) })}>
        <span aria-hidden="true">−</span>
      </TouchButton>
      <span role="status">{t('volume', { volume, most: MOST_VOLUME })}</span>
      <TouchButton label={t('louder')} intent={set({ volume: Math.min(MOST_VOLUME, volume + 1) })}>
        <span aria-hidden="true">+</span>
      </TouchButton>
      <fieldset className="speeds" aria-label={t('speed')}>
        {speeds.map((speed) => (
          <TouchButton key={speed} pressed={speed === speech.speed} intent={set({ speed })}>
            {t(`speeds.${speed}`)}
          </TouchButton>
        ))}
      </fieldset>
    </li>
  );
}

function OnPhone({ view, phonePage }: { view: KioskView; phonePage: string }) {
  const { t } = useTranslation('spoken');
  const [open, setOpen] = useState(false);
  return (
    <li>
      <Button className="touch tile toggle on-my-phone" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        <PhoneMark />
        <span className="toggle-word">{t('phone')}</span>
      </Button>
      {open && (
        <Suspense fallback={null}>
          <PhoneSheet {...{ view, phonePage }} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </li>
  );
}
