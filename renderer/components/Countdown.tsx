import { useTranslation } from 'react-i18next';
import { useNow, usePage } from '../page.ts';

/** How long this screen still waits. Quiet; it speaks up in its last ten seconds. */
export function Countdown({ until }: { until: number }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const leftMs = until - useNow();
  return (
    <p className="countdown" data-urgent={leftMs < 10_000}>
      {t('timeLeft', { time: format.countdown(leftMs) })}
    </p>
  );
}
