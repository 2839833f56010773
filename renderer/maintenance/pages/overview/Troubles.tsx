import { useTranslation } from 'react-i18next';
import type { TroubleView } from '../../../../electron/maintenance/overview.ts';
import { useMaintenance } from '../../page.ts';
import { CauseAndRemedy } from '../../parts/CauseAndRemedy.tsx';

/** What went wrong last, in plain words: what the driver read, what is behind it, what to do. */
export function Troubles({ troubles }: { troubles: readonly TroubleView[] }) {
  const { t } = useTranslation(['overview', 'fault', 'faultHelp']);
  const { format } = useMaintenance();
  if (troubles.length === 0) return <p className="soft">{t('overview:noTroubles')}</p>;
  return (
    <ul className="rows">
      {troubles.map(({ atMs, connector, fault, code }, index) => (
        <li key={`${atMs} ${index}`}>
          <details>
            <summary>
              <span className="figures">{format.dateTime(atMs)}</span>
              <strong>{code}</strong>
              {connector && <span>{t('overview:ofCable', { cable: connector })}</span>}
              <span className="summary-words">{t(`faultHelp:${fault}.cause`)}</span>
            </summary>
            <p className="soft">{t('overview:driverRead', { sentence: t(`fault:${fault}`) })}</p>
            <CauseAndRemedy fault={fault} />
          </details>
        </li>
      ))}
    </ul>
  );
}
