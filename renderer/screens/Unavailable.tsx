import { useTranslation } from 'react-i18next';
import { FaultLine, useNextStep } from '../components/FaultLine.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { EmergencyButton } from '../drawings/EmergencyButton.tsx';
import { Plug } from '../drawings/Plug.tsx';
import type { ScreenProps } from '../page.ts';

export function UnavailableScreen({ screen, view }: ScreenProps<'unavailable'>) {
  const { t } = useTranslation('unavailable');
  const { t: common } = useTranslation();
  const { t: fault } = useTranslation('fault');
  const nextStep = useNextStep(screen.fault);
  const { reason, label, otherFree } = screen;
  const tile = view.connectors.find((each) => each.connectorId === screen.connectorId);
  // "Use another cable" is no help when there is none.
  const advice = nextStep !== null && (otherFree || reason === 'emergencyStop') ? nextStep : t('noOther');
  return (
    <Screen
      name={`unavailable ${reason === 'emergencyStop' ? 'emergency' : ''}`}
      title={t(`title.${reason}`, { label })}
      cable={label}
      hint={fault(screen.fault)}
      actions={
        <TouchButton tone={otherFree ? 'primary' : 'quiet'} intent={{ type: 'BACK' }}>
          {otherFree ? t('other') : common('back')}
        </TouchButton>
      }
    >
      {reason === 'emergencyStop' ? <EmergencyButton /> : <Plug type={tile?.connectorType ?? 'CCS2'} />}
      <p className="lead">{advice}</p>
      <FaultLine fault={screen.fault} station={view.station} />
    </Screen>
  );
}
