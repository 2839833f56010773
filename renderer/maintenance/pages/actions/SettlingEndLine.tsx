import { useTranslation } from 'react-i18next';
import type { SettlingEnd } from '../../../../electron/maintenance/settlingEnd.ts';
import { useMaintenance } from '../../page.ts';

/** What became of a hold. */
export function SettlingEndLine({ end }: { end: SettlingEnd }) {
  const { t } = useTranslation('actions');
  const { format } = useMaintenance();
  return (
    <p className="state" data-state={end.how === 'open' ? 'connecting' : 'up'} role="status">
      {t(`settled.${end.how}`, { amount: format.money(end.amount) })}
    </p>
  );
}
