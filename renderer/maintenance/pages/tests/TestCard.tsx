import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestRow } from '../../../../electron/maintenance/tests/runner.ts';
import type { Running } from '../../../../electron/maintenance/tests/running.ts';
import { useMaintenance } from '../../page.ts';
import { CauseAndRemedy } from '../../parts/CauseAndRemedy.tsx';
import { Key } from '../../parts/Key.tsx';
import { useRefusal } from '../../parts/Page.tsx';
import { Facts } from './Facts.tsx';
import { RunningTest } from './RunningTest.tsx';

/** One test: what it does, how it went last, and while it runs what it wants of whoever stands there. */
export function TestCard(props: { row: TestRow; running: Running | null; again: () => void }) {
  const { row, running, again } = props;
  const { name, hindrance, last } = row;
  const { t } = useTranslation('tests');
  const { desk } = useMaintenance();
  const [refused, setRefused] = useState<string | null>(null);
  const isRunning = running?.name === name;
  async function begin(): Promise<void> {
    const begun = await desk.ask('test.begin', { name });
    setRefused(begun.ok ? null : begun.error.code);
    again();
  }
  return (
    <li className="card test" data-running={isRunning || undefined}>
      <div className="card-words">
        <h3>{t(`name.${name}`)}</h3>
        <p className="soft">{t(`about.${name}`)}</p>
        {!isRunning && <LastRun last={last} />}
        {!isRunning && hindrance && <p className="soft small">{t(`hindrance.${hindrance}`)}</p>}
        {!isRunning && !hindrance && refused && <Refused code={refused} />}
      </div>
      {isRunning ? (
        <RunningTest key={running.startedAtMs} running={running} again={again} />
      ) : (
        <div className="card-keys">
          <Key
            label={`${t(last ? 'runAgain' : 'run')}: ${t(`name.${name}`)}`}
            disabled={running !== null || hindrance !== null}
            onPress={() => void begin()}
          >
            {t(last ? 'runAgain' : 'run')}
          </Key>
        </div>
      )}
    </li>
  );
}

const hindrances = ['inUse', 'readerInUse', 'noDevice'] as const;

/** Why it was not begun: what stands in its way, or what the desk says. */
function Refused({ code }: { code: string }) {
  const { t } = useTranslation('tests');
  const refusal = useRefusal();
  const hindrance = hindrances.find((one) => one === code);
  return (
    <p className="strip" data-tone="attention" role="alert">
      {hindrance ? t(`hindrance.${hindrance}`) : code === 'testRuns' ? t('testRuns') : refusal(code)}
    </p>
  );
}

const stateOf = { passed: 'up', failed: 'down', stopped: 'unknown' } as const;

function LastRun({ last }: { last: TestRow['last'] }) {
  const { t } = useTranslation('tests');
  const { format } = useMaintenance();
  if (!last) return <p className="soft small">{t('never')}</p>;
  const { outcome, finding, fault, facts, person, atMs } = last;
  return (
    <div className="last-run" role="status">
      <p className="state" data-state={stateOf[outcome]}>
        {t(`outcome.${outcome}`)} <span className="soft">{t('last', { at: format.dateTime(atMs), person })}</span>
      </p>
      {finding && finding !== 'cancelled' && <p>{t(`finding.${finding}`)}</p>}
      {fault && <CauseAndRemedy fault={fault} />}
      <Facts facts={facts} />
    </div>
  );
}
