import { useTranslation } from 'react-i18next';
import { FaultLine } from '../components/FaultLine.tsx';
import { Screen } from '../components/Screen.tsx';
import { Plug } from '../drawings/Plug.tsx';
import type { ScreenProps } from '../page.ts';

export function OutOfServiceScreen({ screen, view }: ScreenProps<'outOfService'>) {
  const { t } = useTranslation('outOfService');
  const { t: fault } = useTranslation('fault');
  return (
    <Screen name="unavailable out-of-service" title={t('title')} hint={fault(screen.fault)}>
      <Plug type={view.connectors[0]?.connectorType ?? 'CCS2'} />
      <p className="lead">{t('lead')}</p>
      <p>{t('charging')}</p>
      <FaultLine fault={screen.fault} station={view.station} />
    </Screen>
  );
}
