import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../machines/view.ts';
import { useNow, usePage } from '../page.ts';
import { SocBar } from './SocBar.tsx';

type Charging = Extract<ScreenView, { name: 'charging' }>;

/** When the car says it is full; null while it pauses, and once that time has passed without its being so. */
export function expectedEnd(screen: Charging, nowMs: number): number | null {
  const { activity, expectedEndMs } = screen;
  return activity === 'active' && expectedEndMs !== null && expectedEndMs > nowMs ? expectedEndMs : null;
}

/** Battery large, power, time and expected end beside it; when it is over, the free time that is left. */
export function Readings({ screen }: { screen: Charging }) {
  const { t } = useTranslation('charging');
  const { format } = usePage();
  const now = useNow();
  const { socPercent, powerW, graceEndsMs, activity } = screen;
  const expectedEndMs = expectedEnd(screen, now);
  const idle = screen.lines.findLast(({ kind }) => kind === 'idle');
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
        {activity === 'finishedIdle' && idle && (
          <Reading term={t('idleSoFar')} large>
            {format.money(idle.amount)}
          </Reading>
        )}
        <Reading term={t('time')}>{format.span(now - screen.startedAtMs)}</Reading>
        {expectedEndMs !== null && <Reading term={t('expectedEnd')}>{format.clock(expectedEndMs)}</Reading>}
      </dl>
    </div>
  );
}

type ReadingProps = { term: string; large?: boolean; children: ReactNode };
const Reading = memo(function Reading({ term, large = false, children }: ReadingProps) {
  return (
    <div className={large ? 'reading large' : 'reading'}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
});
