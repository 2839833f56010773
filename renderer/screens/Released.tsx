import { useTranslation } from 'react-i18next';
import { sentences } from '../../locales/sentences.ts';
import { Countdown } from '../components/Countdown.tsx';
import { FaultLine, useNextStep } from '../components/FaultLine.tsx';
import { GivenBack } from '../components/HoldLine.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { CarAtCharger } from '../drawings/CarAtCharger.tsx';
import { labelOf } from '../labelOf.ts';
import type { ScreenProps } from '../page.ts';

/** No energy flowed: why, and where the money is. */
export function ReleasedScreen({ screen, view }: ScreenProps<'released'>) {
  const { t } = useTranslation('released');
  const { t: common } = useTranslation();
  const { t: fault } = useTranslation('fault');
  const nextStep = useNextStep(screen.fault);
  return (
    <Screen
      name="released"
      title={t('title')}
      cable={labelOf(view, screen.connectorId)}
      hint={sentences(fault(screen.fault), nextStep)}
      actions={
        <>
          <Countdown until={screen.deadlineMs} />
          <TouchButton tone="primary" intent={{ type: 'DONE', connectorId: screen.connectorId }}>
            {common('done')}
          </TouchButton>
        </>
      }
    >
      <CarAtCharger step="over" label={labelOf(view, screen.connectorId)} />
      {screen.hold && <GivenBack hold={screen.hold} station={view.station} />}
      {screen.fault !== 'cancelledByDriver' && <FaultLine fault={screen.fault} station={view.station} />}
    </Screen>
  );
}
