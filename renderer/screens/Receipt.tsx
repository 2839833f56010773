import { useTranslation } from 'react-i18next';
import { Countdown } from '../components/Countdown.tsx';
import { HandedOver } from '../components/HandedOver.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { WaysOut } from '../components/WaysOut.tsx';
import { labelOf } from '../labelOf.ts';
import type { ScreenProps } from '../page.ts';

export function ReceiptScreen({ screen, view }: ScreenProps<'receipt'>) {
  const { t } = useTranslation('receipt');
  const { t: common } = useTranslation();
  const { t: charging } = useTranslation('charging');
  const { connectorId } = screen;
  return (
    <Screen
      name="receipt"
      title={t(screen.endReason === 'emergencyStop' ? 'titleEmergency' : 'title')}
      cable={labelOf(view, connectorId)}
      hint={charging(`end.${screen.endReason}`)}
      actions={
        <>
          <Countdown until={screen.deadlineMs} />
          <WaysOut view={view} shown={screen} until={screen.deadlineMs} />
          <TouchButton tone="primary" intent={{ type: 'DONE', connectorId }}>
            {common('done')}
          </TouchButton>
        </>
      }
    >
      <HandedOver shown={screen} station={view.station} />
    </Screen>
  );
}
