import { useTranslation } from 'react-i18next';
import type { FaultCode } from '../../../machines/faults.ts';

/** What most likely is behind a fault, and what a technician does about it. */
export function CauseAndRemedy({ fault }: { fault: FaultCode }) {
  const { t } = useTranslation(['overview', 'faultHelp']);
  return (
    <dl className="remedy">
      <dt>{t('overview:cause')}</dt>
      <dd>{t(`faultHelp:${fault}.cause`)}</dd>
      <dt>{t('overview:remedy')}</dt>
      <dd>{t(`faultHelp:${fault}.remedy`)}</dd>
    </dl>
  );
}
