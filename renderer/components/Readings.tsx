import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../machines/view.ts';
import { useNow, usePage } from '../page.ts';
import { SocBar } from './SocBar.tsx';

type Charging = Extract<ScreenView, { name: 'charging' }>;

/** Battery large, power, time and expected end beside it; when it is over, the free time that is left. */
export function Readings({ screen }: { screen: Charging }) {
  const { t } = useTranslation('charging');
  const { format } = usePage();
  const now = useNow();
  const { socPercent, powerW, expectedEndMs, graceEndsMs, activity } = screen;
  return (
    <div className="readings">
      {socPercent !== null && (
        <div className="soc">
          <dl>
            <Reading term={t('soc')} large>
              {format.percent(Math.round(socPercent))}
            </Reading>
          </dl>
          <SocBar percent={socPercent} />
        </div>
      )}
      <dl className="facts">
        {activity === 'finishedGrace' && graceEndsMs !== null ? (
          <Reading term={t('free')} large>
            {format.countdown(graceEndsMs - now)}
          </Reading>
        ) : (
          powerW !== null && activity !== 'finishedIdle' && <Reading term={t('power')}>{format.power(powerW)}</Reading>
        )}
        <Reading term={t('time')}>{format.span(now - screen.startedAtMs)}</Reading>
        {expectedEndMs !== null && <Reading term={t('expectedEnd')}>{format.clock(expectedEndMs)}</Reading>}
      </dl>
    </div>
  );
}

function Reading({ term, large = false, children }: { term: string; large?: boolean; children: ReactNode }) {
  return (
    <div className={large ? 'reading large' : 'reading'}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
