import { useTranslation } from 'react-i18next';
import { sentences } from '../../locales/sentences.ts';
import { usePage } from '../page.ts';
import { Countdown } from './Countdown.tsx';
import { Sheet } from './Sheet.tsx';
import { TouchButton } from './TouchButton.tsx';

/** "Still there?", in time to say yes. */
export function AbsentSheet({ until, charging }: { until: number; charging: boolean }) {
  const { t } = useTranslation();
  const { send } = usePage();
  return (
    <Sheet title={t('absent.title')} className="absent" onClose={() => void send({ type: 'TOUCH' })}>
      <p>{sentences(t('absent.text'), charging && t('absent.charging'))}</p>
      <Countdown until={until} />
      <TouchButton tone="primary" intent={{ type: 'TOUCH' }}>
        {t('absent.here')}
      </TouchButton>
    </Sheet>
  );
}
