import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../../electron/maintenance/people.ts';
import { useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Page } from '../../parts/Page.tsx';

/** What the invited person has to be told: shown this once. */
export function InvitationCard({ invitation, onDone }: { invitation: Invitation; onDone: () => void }) {
  const { t } = useTranslation('people');
  const { format } = useMaintenance();
  const { person, code, untilMs } = invitation;
  return (
    <Page title={t('invited', { name: person.name })} hint={t('tell', { until: format.dateTime(untilMs) })}>
      <dl className="told">
        <dt>{t('staffNumber')}</dt>
        <dd>{person.number}</dd>
        <dt>{t('oneTimeCode')}</dt>
        <dd>{code.replace(/(\d{4})(?=\d)/g, '$1 ')}</dd>
      </dl>
      <Key tone="primary" onPress={onDone}>
        {t('told')}
      </Key>
    </Page>
  );
}
