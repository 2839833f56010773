import { useTranslation } from 'react-i18next';
import type { KioskView } from '../../machines/view.ts';
import { ContrastMark, HourglassMark, LargeText, LowReachMark } from '../drawings/marks.tsx';
import { useIsTall } from '../dress.ts';
import { usePage } from '../page.ts';
import { Sheet } from './Sheet.tsx';
import { SpeechSettings } from './SpeechSettings.tsx';
import { Toggle } from './Toggle.tsx';
import { TouchButton } from './TouchButton.tsx';

/** Makes the screen easier to read and reach, for this visit. */
export function AccessSheet({ view }: { view: KioskView }) {
  const { t } = useTranslation();
  const { send } = usePage();
  const isTall = useIsTall(view);
  const { largeText, highContrast, lowReach, unhurried } = view;
  return (
    <Sheet title={t('access.title')} className="access" onClose={() => void send({ type: 'CLOSE_ACCESS' })}>
      <ul className="toggles">
        <Toggle mark={<LargeText />} on={largeText} intent={{ type: 'SET_LARGE_TEXT', on: !largeText }}>
          {t('access.largeText')}
        </Toggle>
        <Toggle mark={<ContrastMark />} on={highContrast} intent={{ type: 'SET_HIGH_CONTRAST', on: !highContrast }}>
          {t('access.highContrast')}
        </Toggle>
        {isTall && (
          <Toggle mark={<LowReachMark />} on={lowReach} intent={{ type: 'SET_LOW_REACH', on: !lowReach }}>
            {t('access.lowReach')}
          </Toggle>
        )}
        <Toggle mark={<HourglassMark />} on={unhurried} intent={{ type: 'SET_UNHURRIED', on: !unhurried }}>
          {t('access.unhurried')}
        </Toggle>
        <SpeechSettings view={view} />
      </ul>
      <TouchButton tone="primary" intent={{ type: 'CLOSE_ACCESS' }}>
        {t('done')}
      </TouchButton>
    </Sheet>
  );
}
