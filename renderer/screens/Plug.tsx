import { useTranslation } from 'react-i18next';
import type { HandshakePhase } from '../../machines/ports/powerController.ts';
import { Countdown } from '../components/Countdown.tsx';
import { HoldLine } from '../components/HoldLine.tsx';
import { Screen } from '../components/Screen.tsx';
import { StopCode } from '../components/StopCode.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { CarAtCharger } from '../drawings/CarAtCharger.tsx';
import { Check } from '../drawings/marks.tsx';
import { Plug } from '../drawings/Plug.tsx';
import type { ScreenProps } from '../page.ts';

export function PlugScreen({ screen, view }: ScreenProps<'plug'>) {
  const { t } = useTranslation('plug');
  const { t: common } = useTranslation();
  const { connectorId, label, step } = screen;
  return (
    <Screen
      name="plug"
      title={t(`title.${step}`, { label })}
      cable={label}
      hint={t(screen.again ? 'hint.again' : `hint.${step}`)}
      live
      actions={
        <>
          {screen.deadlineMs !== null && <Countdown until={screen.deadlineMs} />}
          <TouchButton intent={{ type: 'CANCEL', connectorId }} disabled={step === 'cancelling'}>
            {common('cancel')}
          </TouchButton>
        </>
      }
    >
      <div className="plugging" data-step={step}>
        <CarAtCharger step={step === 'handshake' ? 'joined' : 'apart'} label={label} />
        {step !== 'handshake' && (
          <figure className="which-plug">
            <Plug type={screen.connectorType} />
            <figcaption>{screen.connectorType}</figcaption>
          </figure>
        )}
      </div>
      {step === 'handshake' && <Phases now={screen.phase} />}
      {screen.stopCode !== null && step !== 'cancelling' && <StopCode code={screen.stopCode} />}
      <HoldLine hold={screen.hold} station={view.station} />
    </Screen>
  );
}

const phases: readonly HandshakePhase[] = ['connecting', 'negotiating', 'safetyCheck', 'preCharge'];

/** How far the talk between charger and car has come. */
function Phases({ now }: { now: HandshakePhase | null }) {
  const { t } = useTranslation('plug');
  const at = now === null ? 0 : phases.indexOf(now);
  return (
    <ol className="phases" aria-label={t('phases')}>
      {phases.map((phase, i) => {
        const state = i < at ? 'done' : i === at ? 'now' : 'next';
        return (
          <li key={phase} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className="phase-mark" aria-hidden="true">
              {state === 'done' ? <Check /> : i + 1}
            </span>
            {t(`phase.${phase}`)}
            <span className="spoken">{t(`phaseState.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
