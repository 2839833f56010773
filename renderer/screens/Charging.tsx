import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { sentences } from '../../locales/sentences.ts';
import { BudgetLine } from '../components/BudgetLine.tsx';
import { BudgetSheet } from '../components/BudgetSheet.tsx';
import { useHoldSentence } from '../components/HoldLine.tsx';
import { Notice } from '../components/Notice.tsx';
import { PowerCurve } from '../components/PowerCurve.tsx';
import { expectedEnd, Readings } from '../components/Readings.tsx';
import { Screen } from '../components/Screen.tsx';
import { StopDialog } from '../components/StopDialog.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { StopMark } from '../drawings/marks.tsx';
import { type ScreenProps, useNow, usePage } from '../page.ts';

/** The code stays a while for the driver who has just plugged in, then goes: a passer-by must not read it here. */
const CODE_SHOWN_MS = 120_000;

/** Energy and cost turn in the windows; here is how the car is doing and how to end it. */
export function ChargingScreen({ screen, view }: ScreenProps<'charging'>) {
  const { t } = useTranslation('charging');
  const { format, send } = usePage();
  const now = useNow();
  const hint = useHint({ screen, view });
  const holdSentence = useHoldSentence(view.station);
  const codeShown = screen.stopCode !== null && now - screen.energySinceMs < CODE_SHOWN_MS;
  const money = holdSentence(screen.hold);
  const quiet = (
    <>
      {codeShown && (
        <>
          <span className="code-small">
            {t('code')} <strong>{screen.stopCode}</strong>
          </span>
          <br />
        </>
      )}
      {money}
    </>
  );
  const { connectorId, activity, label, curve, choosingBudget } = screen;
  const expectedEndMs = expectedEnd(screen, now);
  const curveEndMs = Math.max(curve.at(-1)?.atMs ?? 0, expectedEndMs ?? 0);
  if (screen.stopDialog) return <StopDialog screen={screen} dialog={screen.stopDialog} />;

  const tile = view.connectors.find((each) => each.connectorId === connectorId);
  return (
    <Screen
      name="charging"
      title={t(`title.${activity}`)}
      cable={label}
      hint={activity === 'finishedIdle' ? null : (hint ?? quiet)}
      live
      actions={<Actions {...{ connectorId, activity }} several={view.connectors.length > 1} />}
    >
      {activity === 'finishedIdle' && <Notice tone="attention">{hint}</Notice>}
      {screen.stale && <Notice tone="attention">{t('hint.stale')}</Notice>}
      {screen.nearHold && screen.hold && (
        <Notice tone="attention">{t('nearHold', { hold: format.money(screen.hold.held) })}</Notice>
      )}
      <Readings screen={screen} />
      {activity !== 'finishedGrace' && activity !== 'finishedIdle' && <BudgetLine screen={screen} />}
      <figure className="power">
        <PowerCurve
          label={t('curve', { power: format.power(screen.powerW ?? 0) })}
          points={curve}
          fromMs={screen.energySinceMs}
          toMs={curveEndMs}
          maxPowerW={tile?.maxPowerW ?? 0}
        />
        <figcaption aria-hidden="true">
          <span>{format.clock(screen.energySinceMs)}</span>
          {curveEndMs > screen.energySinceMs && <span>{format.clock(curveEndMs)}</span>}
        </figcaption>
      </figure>
      {choosingBudget && (
        <BudgetSheet
          currency={view.price.currency}
          budget={screen.budget}
          range={choosingBudget.range}
          socPercent={screen.socPercent}
          until={choosingBudget.deadlineMs}
          connectorId={connectorId}
          onClose={() => void send({ type: 'CLOSE_STOP', connectorId })}
        />
      )}
    </Screen>
  );
}

type Charging = ScreenProps<'charging'>['screen'];

/** Memoised, for buttons are the dearest thing to draw, and here they stay while every view changes. */
const Actions = memo(function Actions(props: Pick<Charging, 'connectorId' | 'activity'> & { several: boolean }) {
  const { connectorId, activity, several } = props;
  const { t } = useTranslation('charging');
  const over = activity === 'finishedGrace' || activity === 'finishedIdle';
  return (
    <>
      {several && <TouchButton intent={{ type: 'BACK' }}>{t('home')}</TouchButton>}
      {!over && (
        <TouchButton tone="stop" intent={{ type: 'ASK_STOP', connectorId }} disabled={activity === 'stopping'}>
          <StopMark />
          {t('stop')}
        </TouchButton>
      )}
    </>
  );
});

/** What to expect, or why it ended and what standing here costs. */
function useHint({ screen, view }: ScreenProps<'charging'>): string | null {
  const { t } = useTranslation('charging');
  const { format } = usePage();
  const { activity, endReason, graceEndsMs } = screen;
  const idle = view.price.parts.find((part) => part.kind === 'idle');
  const amount = idle && format.price(idle.amount, view.price.currency);
  const ended = endReason && t(`end.${endReason}`);
  switch (activity) {
    case 'active':
      return null;
    case 'finishedGrace':
      if (!amount || graceEndsMs === null) return sentences(ended, t('hint.graceNoFee'));
      return sentences(ended, t('hint.grace', { until: format.clock(graceEndsMs), amount }));
    case 'finishedIdle':
      return sentences(ended, amount ? t('hint.idle', { amount }) : t('hint.graceNoFee'));
    default:
      return t(`hint.${activity}`);
  }
}
