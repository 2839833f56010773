import { useTranslation } from 'react-i18next';
import { Countdown } from '../components/Countdown.tsx';
import { HoldPicture } from '../components/HoldPicture.tsx';
import { Notice } from '../components/Notice.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { labelOf } from '../labelOf.ts';
import { type ScreenProps, usePage } from '../page.ts';

/** The price stands in the windows; here is what happens to the driver's money before a card is asked for. */
export function PriceScreen({ screen, view }: ScreenProps<'price'>) {
  const { t } = useTranslation('price');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { connectorId } = screen;
  return (
    <Screen
      name="price-screen"
      title={t('holdTitle', { hold: format.money(screen.hold) })}
      cable={labelOf(view, connectorId)}
      hint={screen.vehicleConnected && t('plugged')}
      actions={
        <>
          <Countdown until={screen.deadlineMs} />
          <TouchButton intent={{ type: 'BACK' }}>{common('back')}</TouchButton>
          <TouchButton tone="primary" intent={{ type: 'START', connectorId }} disabled={view.terminal === 'down'}>
            {t('start')}
          </TouchButton>
        </>
      }
    >
      <HoldPicture />
      <p className="lead">{t('holdWhat')}</p>
      <p>{t('stops')}</p>
      {view.terminal === 'down' ? (
        <Notice tone="attention">{t('terminalDown')}</Notice>
      ) : (
        <p className="soft">{t('holdWhy')}</p>
      )}
    </Screen>
  );
}
