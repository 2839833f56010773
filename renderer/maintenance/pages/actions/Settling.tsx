import { useTranslation } from 'react-i18next';
import type { SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { useLook, useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Looking, Panel } from '../../parts/Page.tsx';
import { useDoing } from '../../parts/useDoing.tsx';
import type { Decision } from './DecideForm.tsx';
import { Evidence } from './Evidence.tsx';

const LOOK_EVERY_MS = 3_000;

/** Holds that are not settled, with what is known of each and what can be done about it. */
export function Settling({ onDecide }: { onDecide: (of: SettlingRow, what: Decision) => void }) {
  const { t } = useTranslation(['actions', 'overview']);
  const { value, trouble, again } = useLook('settling.look', undefined, LOOK_EVERY_MS);
  return (
    <Panel title={t('overview:open')}>
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : value.open.length === 0 ? (
        <p className="soft">{t('overview:noneOpen')}</p>
      ) : (
        <ul className="cards">
          {value.open.map((row) => (
            <OpenHold key={row.sessionId} row={row} onDecide={onDecide} again={again} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function OpenHold(props: { row: SettlingRow; onDecide: (of: SettlingRow, what: Decision) => void; again: () => void }) {
  const { row, onDecide, again } = props;
  const { t } = useTranslation(['actions', 'overview']);
  const { desk } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  async function retry(): Promise<void> {
    await run(
      () => desk.ask('settling.retry', { sessionId: row.sessionId, seen: row.seen }),
      () => t('actions:retrying'),
    );
    again();
  }
  return (
    <li className="card">
      <div className="card-words">
        <h3>
          {row.receiptNumber === null
            ? t('actions:session', { id: row.sessionId })
            : t('overview:receipt', { number: row.receiptNumber })}
        </h3>
        <p>{t(`overview:todo.${row.todo}`)}</p>
        <Evidence of={row} />
        {outcome}
      </div>
      <div className="card-keys">
        {row.means.map((means) =>
          means === 'retry' ? (
            <Key key={means} tone="primary" waiting={doing} onPress={() => void retry()}>
              {t('actions:means.retry')}
            </Key>
          ) : (
            <Key key={means} onPress={() => onDecide(row, means)}>
              {t(`actions:means.${means}`)}
            </Key>
          ),
        )}
      </div>
    </li>
  );
}
