import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettledRow, SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Looking, Panel } from '../../parts/Page.tsx';
import { useDoing } from '../../parts/useDoing.tsx';
import type { Decision } from './DecideForm.tsx';
import { Evidence } from './Evidence.tsx';
import { SettlingEndLine } from './SettlingEndLine.tsx';
import type { KeptSettling } from './useSettling.ts';

/**
 * Holds that are not settled, with what is known of each and what can be done about it. One that is settled while the
 * page is open stays where it is: nothing moves under a finger, and what became of it is told.
 */
export function Settling(props: { settling: KeptSettling; onDecide: (of: SettlingRow, what: Decision) => void }) {
  const { settling, onDecide } = props;
  const { t } = useTranslation('overview');
  const { rows, trouble, again } = settling;
  return (
    <Panel title={t('open')}>
      {!rows ? (
        <Looking trouble={trouble} again={again} />
      ) : rows.length === 0 ? (
        <p className="soft">{t('noneOpen')}</p>
      ) : (
        <ul className="cards">
          {rows.map(({ row, end }) => (
            <OpenHold key={row.sessionId} row={row} end={end} onDecide={onDecide} again={again} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function OpenHold(props: {
  row: SettlingRow;
  /** Null while it is open, `asking` until it is known what became of it. */
  end: SettledRow | 'asking' | null;
  onDecide: (of: SettlingRow, what: Decision) => void;
  again: () => Promise<void>;
}) {
  const { row, end, onDecide, again } = props;
  const { t } = useTranslation(['actions', 'overview', 'shell']);
  const { desk, format } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  /** How often it had failed when it was asked again. */
  const [askedAfter, setAskedAfter] = useState<number | null>(null);
  const hasAnswered = askedAfter !== null && row.attempts > askedAfter && row.lastAttemptMs !== null;
  async function retry(): Promise<void> {
    setAskedAfter(row.attempts);
    await run(
      () => desk.ask('settling.retry', { sessionId: row.sessionId, seen: row.seen }),
      () => t('actions:retrying'),
    );
    await again();
  }
  return (
    <li className="card" data-settled={end !== null || undefined}>
      <div className="card-words">
        <h3>
          {row.receiptNumber === null
            ? t('actions:session', { id: row.sessionId })
            : t('overview:receipt', { number: row.receiptNumber })}
        </h3>
        {end === null ? (
          <p>{t(`overview:todo.${row.todo}`)}</p>
        ) : end === 'asking' ? (
          <p className="soft">{t('shell:loading')}</p>
        ) : (
          <SettlingEndLine end={end} />
        )}
        <Evidence of={row} />
        {end === null && hasAnswered && row.trouble ? (
          <div className="strip" data-tone="attention" role="alert">
            {t('actions:stillOpen', {
              time: format.instant(row.lastAttemptMs),
              why: t(`overview:answer.${row.trouble}`),
            })}
          </div>
        ) : (
          end === null && outcome
        )}
      </div>
      <div className="card-keys">
        {row.means.map((means) => (
          <Key
            key={means}
            disabled={end !== null}
            {...(means === 'retry' && { tone: 'primary', waiting: doing })}
            onPress={() => (means === 'retry' ? void retry() : onDecide(row, means))}
          >
            {t(`actions:means.${means}`)}
          </Key>
        ))}
      </div>
    </li>
  );
}
