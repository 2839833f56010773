import { useTranslation } from 'react-i18next';
import { faults } from '../../machines/faults.ts';
import { Countdown } from '../components/Countdown.tsx';
import { FaultLine, useNextStep } from '../components/FaultLine.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { Reader } from '../drawings/Reader.tsx';
import { labelOf } from '../labelOf.ts';
import { type ScreenProps, usePage } from '../page.ts';

/** Why it did not work, what became of the money, what to do next. */
export function DeclinedScreen({ screen, view }: ScreenProps<'declined'>) {
  const { t } = useTranslation('declined');
  const { t: common } = useTranslation();
  const { t: fault } = useTranslation('fault');
  const { format } = usePage();
  const nextStep = useNextStep(screen.fault);
  const { connectorId } = screen;
  const hold = format.money(screen.hold);
  const { action } = faults[screen.fault];
  return (
    <Screen
      name="declined"
      title={fault(screen.fault)}
      cable={labelOf(view, connectorId)}
      hint={nextStep}
      actions={
        <>
          <Countdown until={screen.deadlineMs} />
          <TouchButton intent={{ type: 'CANCEL', connectorId }}>{common('cancel')}</TouchButton>
          {action !== 'callHelp' && (
            <TouchButton tone="primary" intent={{ type: 'TRY_AGAIN', connectorId }}>
              {action === 'tryAnotherCard' ? t('otherCard') : t('retry')}
            </TouchButton>
          )}
        </>
      }
    >
      <Reader prompt={action === 'insertAndPin' ? 'insertCard' : 'declined'} />
      <p>{screen.fault === 'paymentUnclear' ? t('unclear', { hold }) : t('nothing', { hold })}</p>
      <FaultLine fault={screen.fault} station={view.station} />
    </Screen>
  );
}
