import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice.tsx';
import { PowerCurve } from '../components/PowerCurve.tsx';
import { Readings } from '../components/Readings.tsx';
import { Screen } from '../components/Screen.tsx';
import { StopDialog } from '../components/StopDialog.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { StopMark } from '../drawings/marks.tsx';
import { type ScreenProps, usePage } from '../page.ts';

/** Energy and cost turn in the windows; here is how the car is doing and how to end it. */
export function ChargingScreen({ screen, view }: ScreenProps<'charging'>) {
  const { t } = useTranslation('charging');
  const { format } = usePage();
  const { connectorId, activity, label, curve } = screen;
  if (screen.stopDialog) return <StopDialog screen={screen} dialog={screen.stopDialog} />;

  const over = activity === 'finishedGrace' || activity === 'finishedIdle';
  const tile = view.connectors.find((each) => each.connectorId === connectorId);
  return (
    <Screen
      name="charging"
      title={t(`title.${activity}`)}
      cable={label}
      hint={useHint({ screen, view })}
      live
      actions={
        <>
          {view.connectors.length > 1 && <TouchButton intent={{ type: 'BACK' }}>{t('home')}</TouchButton>}
          {screen.stopCode !== null && !over && (
            <p className="code-small">
              {t('code')} <strong>{screen.stopCode}</strong>
            </p>
          )}
          {!over && (
            <TouchButton tone="stop" intent={{ type: 'ASK_STOP', connectorId }} disabled={activity === 'stopping'}>
              <StopMark />
              {t('stop')}
            </TouchButton>
          )}
        </>
      }
    >
      {screen.stale && <Notice tone="attention">{t('hint.stale')}</Notice>}
      {screen.nearHold && screen.hold && (
        <Notice tone="attention">{t('nearHold', { hold: format.money(screen.hold.held) })}</Notice>
      )}
      <Readings screen={screen} />
      <PowerCurve
        label={t('curve', { power: format.power(screen.powerW ?? 0) })}
        points={curve}
        fromMs={screen.energySinceMs}
        toMs={Math.max(curve.at(-1)?.atMs ?? 0, screen.expectedEndMs ?? 0)}
        maxPowerW={Math.min(tile?.maxPowerW ?? 0, 1.25 * Math.max(0, ...curve.map((point) => point.powerW)))}
      />
    </Screen>
  );
}

/** What to expect, or why it ended and what standing here costs. */
function useHint({ screen, view }: ScreenProps<'charging'>): string | null {
  const { t } = useTranslation('charging');
  const { format } = usePage();
  const { activity, endReason, graceEndsMs } = screen;
  const idle = view.price.parts.find((part) => part.kind === 'idle');
  const amount = idle && format.price(idle.amount, view.price.currency);
  const ended = endReason ? `${t(`end.${endReason}`)} ` : '';
  switch (activity) {
    case 'active':
      return null;
    case 'finishedGrace':
      if (!amount || graceEndsMs === null) return ended + t('hint.graceNoFee');
      return ended + t('hint.grace', { until: format.clock(graceEndsMs), amount });
    case 'finishedIdle':
      return ended + (amount ? t('hint.idle', { amount }) : t('hint.graceNoFee'));
    default:
      return t(`hint.${activity}`);
  }
}
