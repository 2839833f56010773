import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow, usePage } from '../page.ts';
import { TouchButton } from './TouchButton.tsx';

/** Whether the wait on the screen can be made longer. */
export const CanWaitLonger = createContext(false);

/** From then on it is said how long there is: WCAG 2.2 asks for 20 s to answer, and reading takes some, too. */
const WARNING_MS = 25_000;

/** How long this screen still waits. Quiet, until it offers more time. */
export function Countdown({ until }: { until: number }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const canWaitLonger = useContext(CanWaitLonger);
  const leftMs = until - useNow();
  const isUrgent = leftMs < WARNING_MS;
  const time = format.countdown(leftMs);
  return (
    <div className="countdown" data-urgent={isUrgent}>
      <p className="spoken" role="alert">
        {isUrgent && canWaitLonger && t('moreTime.warning')}
      </p>
      {isUrgent && canWaitLonger ? (
        <TouchButton intent={{ type: 'MORE_TIME' }}>
          <span className="two-lines">
            <span>{t('moreTime.ask')}</span>
            <small>{t('timeLeft', { time })}</small>
          </span>
        </TouchButton>
      ) : (
        <p>{t('timeLeft', { time })}</p>
      )}
    </div>
  );
}
